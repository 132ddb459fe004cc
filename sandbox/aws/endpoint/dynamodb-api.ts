import type { EngineClient } from '#sandbox/aws/engine/client';
import { isObject, type JsonObject, list, object, text } from '#sandbox/aws/json';
import type { Need } from '#sandbox/aws/permissions';
import { AwsError } from './aws-error.ts';
import type { Api, Call } from './call.ts';

const writes = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
  'BatchWriteItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'BatchExecuteStatement',
];
const parts: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

type Parts = { engine: EngineClient; place: { region: string; account: string }; wrote: () => void };

/** Every call goes to the engine as it came; the answer too. */
export function createDynamoApi({ engine, place, wrote }: Parts): Api {
  const arn = (table: unknown) =>
    text(table).startsWith('arn:') ? text(table) : `arn:aws:dynamodb:${place.region}:${place.account}:table/${text(table)}`;

  function needs({ operation, input }: Call): Need[] {
    const transaction = list(input.TransactItems).filter(isObject);
    if (transaction.length > 0) {
      return transaction.flatMap((item) =>
        Object.entries(item).map(([kind, one]) => ({ action: `dynamodb:${parts[kind] ?? kind}`, resource: arn(object(one).TableName) })),
      );
    }
    const tables = isObject(input.RequestItems) ? Object.keys(input.RequestItems) : [text(input.TableName ?? '*')];
    return tables.map((table) => {
      const index = input.IndexName === undefined ? '' : `/index/${text(input.IndexName)}`;
      return { action: `dynamodb:${operation}`, resource: table === '*' ? '*' : `${arn(table)}${index}` };
    });
  }

  return {
    needs,
    async answer({ operation, input, body, target }, fault) {
      if (fault?.do === 'conflict') return conflict(operation, input);
      const answer = await engine.send(target, body);
      if (writes.includes(operation)) wrote();
      return answer;
    },
  };
}

function conflict(operation: string, input: JsonObject) {
  if (!operation.startsWith('Transact')) throw new AwsError('TransactionConflictException', 'Transaction is ongoing for the item');
  const reasons = list(input.TransactItems).map((_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  );
  const body = {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
  };
  return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}
