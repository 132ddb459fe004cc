import { type JsonObject, list, object, text } from './json.ts';
import type { Resource, Stack } from './template/stack.ts';

export type Statement = { effect: string; actions: string[]; notActions: string[]; resources: string[]; notResources: string[] };
export type Need = { action: string; resource: string };
export type Permissions = {
  /** What the role named by this ARN may do. */
  allows(role: string, need: Need): boolean;
  /** Whether a resource policy lets this AWS service do that: invoke a function, send to a queue. */
  admits(service: string, need: Need): boolean;
};

/** Policies that AWS keeps; only what our functions could owe to them. */
const managed: Record<string, string[]> = {
  AWSLambdaDynamoDBExecutionRole: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
  AWSLambdaSQSQueueExecutionRole: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
};

/** Judges calls by the policies of the template. Conditions are taken as fulfilled; an explicit Deny wins. */
export function createPermissions(stack: Stack): Permissions {
  const roles = new Map(stack.all('AWS::IAM::Role').map((role) => [role.arn, statementsOf(stack, role)]));
  return {
    allows: (role, need) => judge(roles.get(role) ?? [], need),
    admits(service, { action, resource }) {
      if (action === 'lambda:InvokeFunction') {
        return stack.all('AWS::Lambda::Permission').some(({ properties }) => {
          const target = text(properties.FunctionName);
          return (
            text(properties.Principal) === service &&
            matching(text(properties.Action), action) &&
            (target === resource || resource.endsWith(`:${target}`))
          );
        });
      }
      return stack.all('AWS::SQS::QueuePolicy').some(({ properties }) => {
        const covered = list(properties.Queues).some((url) => resource.endsWith(`:${text(url).split('/').at(-1)}`));
        const granting = list(object(properties.PolicyDocument).Statement).filter((one) =>
          principals(object(one)).some((name) => name === service || name === '*'),
        );
        return covered && judge(granting.map(statement), { action, resource });
      });
    },
  };
}

function statementsOf(stack: Stack, role: Resource): Statement[] {
  const inline = list(role.properties.Policies).map((policy) => object(policy).PolicyDocument);
  const attached = stack
    .all('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .filter(({ arn, properties }) => list(properties.Roles).includes(role.name) || list(role.properties.ManagedPolicyArns).includes(arn))
    .map(({ properties }) => properties.PolicyDocument);
  const kept = list(role.properties.ManagedPolicyArns).flatMap((arn) => managed[text(arn).split('/').at(-1) ?? ''] ?? []);
  return [...inline, ...attached]
    .flatMap((document) => list(object(document).Statement).map((one) => statement(one)))
    .concat(kept.length > 0 ? [{ effect: 'Allow', actions: kept, notActions: [], resources: ['*'], notResources: [] }] : []);
}

const statement = (value: unknown): Statement => {
  const one = object(value);
  const texts = (property: string) => list(one[property]).map(text);
  return {
    effect: text(one.Effect),
    actions: texts('Action'),
    notActions: texts('NotAction'),
    resources: texts('Resource'),
    notResources: texts('NotResource'),
  };
};

const principals = (one: JsonObject): string[] =>
  typeof one.Principal === 'string' ? [one.Principal] : Object.values(object(one.Principal)).flatMap((names) => list(names).map(text));

function judge(statements: Statement[], { action, resource }: Need): boolean {
  const applies = ({ actions, notActions, resources, notResources }: Statement) =>
    (actions.some((pattern) => matching(pattern, action, true)) ||
      (notActions.length > 0 && !notActions.some((pattern) => matching(pattern, action, true)))) &&
    (resources.some((pattern) => matching(pattern, resource)) ||
      (notResources.length > 0 && !notResources.some((pattern) => matching(pattern, resource))));
  const applying = statements.filter(applies);
  return applying.some(({ effect }) => effect === 'Allow') && !applying.some(({ effect }) => effect === 'Deny');
}

/** The same few patterns are held against every call. */
const expressions = new Map<string, RegExp>();

function matching(pattern: string, value: string, insensitive = false): boolean {
  const name = `${insensitive} ${pattern}`;
  const expression = expressions.get(name) ?? expressionOf(pattern, insensitive);
  expressions.set(name, expression);
  return expression.test(value);
}

function expressionOf(pattern: string, insensitive: boolean): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`, insensitive ? 'is' : 's');
}
