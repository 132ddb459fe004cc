import { functionsOf } from '#sandbox/aws/functions/catalogue';
import { list, object, optionalText, text } from '#sandbox/aws/json';
import type { Stack } from '#sandbox/aws/template/stack';
import { unread } from './unread.ts';

/** `own` is what the function's code may call; `lent` is what AWS does under the function's role, and no code of ours ever calls. */
export type Granted = { own: string[]; lent: string[]; missing: string[] };

/** What each function's role allows, as `action resource`. Where it may be allowed more than is read here, nothing is answered at all. */
export function granted(stack: Stack): Record<string, Granted> {
  const more = unread(stack);
  if (more.length > 0)
    throw new Error(`What the roles allow is not known; scripts/privileges/granted.ts has to learn it:\n${more.join('\n')}`);
  const functions = functionsOf(stack, { handlers: '' });
  return Object.fromEntries(
    functions.map(({ service, role, arn, name }) => {
      const allowed = allowedTo(stack, role);
      const lent = lentBy(stack, [arn, name]);
      const own = allowed.filter((permission) => !lent.includes(permission) && !permission.startsWith('logs:'));
      return [service, { own, lent: lent.filter((one) => allowed.includes(one)), missing: lent.filter((one) => !allowed.includes(one)) }];
    }),
  );
}

function allowedTo(stack: Stack, role: string): string[] {
  const name = stack.byArn(role)?.name;
  if (name === undefined) throw new Error(`The template does not have the role ${role}, so nobody knows what it allows.`);
  const policies = stack.all('AWS::IAM::Policy').filter(({ properties }) => list(properties.Roles).includes(name));
  const statements = policies.flatMap(({ properties }) => list(object(properties.PolicyDocument).Statement).map(object));
  return [
    ...new Set(
      statements.flatMap(({ Action, Resource }) => several(Action).flatMap((action) => several(Resource).map((on) => `${action} ${on}`))),
    ),
  ].sort();
}

/**
 * Lambda reads streams and queues, and puts away what was given up on, under the role of the function that it does it for.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html, with-sqs.html, invocation-async-retain-records.html
 */
function lentBy(stack: Stack, names: string[]): string[] {
  const ours = (property: string) => names.some((name) => property === name || property.endsWith(`:${name}`));
  const sources = stack.all('AWS::Lambda::EventSourceMapping').filter(({ properties }) => ours(text(properties.FunctionName)));
  const configs = stack.all('AWS::Lambda::EventInvokeConfig').filter(({ properties }) => ours(text(properties.FunctionName)));
  const givenUp = [...sources, ...configs].flatMap(
    ({ properties }) => optionalText(object(object(properties.DestinationConfig).OnFailure).Destination) ?? [],
  );
  return [
    ...sources.flatMap(({ properties }) => reading(text(properties.EventSourceArn))),
    ...givenUp.map((queue) => `sqs:SendMessage ${queue}`),
  ];
}

const reading = (source: string): string[] =>
  source.includes(':sqs:')
    ? ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((act) => `sqs:${act} ${source}`)
    : [...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((act) => `dynamodb:${act} ${source}`), 'dynamodb:ListStreams *'];

const several = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map((one) => text(one));
