import type { Functions } from '#sandbox/aws/functions/functions';
import { text } from '#sandbox/aws/json';
import { readable } from '#sandbox/aws/queues/queues';
import { AwsError } from './aws-error.ts';
import type { Api, Call } from './call.ts';

/** Lambda, as far as somebody outside calls a function and waits for what it answers. */
export function createLambdaApi(functions: Functions): Api {
  const find = ({ input }: Call) => {
    const name = text(input.FunctionName);
    const spec = functions.byName(name) ?? functions.byArn(name);
    if (!spec) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    return spec;
  };
  return {
    needs: (call) => [{ action: 'lambda:InvokeFunction', resource: find(call).arn }],
    async answer(call) {
      const outcome = await functions.invoke(find(call).arn, readable(call.body));
      if (outcome.ok) return { status: 200, body: outcome.body };
      const body = JSON.stringify({ errorType: outcome.errorType, errorMessage: outcome.message });
      return { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body };
    },
  };
}
