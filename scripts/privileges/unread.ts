import { isObject, type Json, type JsonObject, list, object, text } from '#sandbox/aws/json';
import type { Resource, Stack } from '#sandbox/aws/template/stack';

/** Everything in the template that may give a function a right and is not read by `granted`, as a sentence each. */
export const unread = (stack: Stack): string[] =>
  stack.all().flatMap((resource) => oddities(resource).map((what) => `${resource.type} ${resource.id} ${what}.`));

function oddities({ type, properties }: Resource): string[] {
  if (type === 'AWS::IAM::Role')
    return ['Policies', 'ManagedPolicyArns', 'PermissionsBoundary'].filter((name) => properties[name]).map((name) => `has ${name}`);
  if (type === 'AWS::IAM::Policy') {
    const statements = list(object(properties.PolicyDocument).Statement).map(object);
    const others = ['Users', 'Groups'].filter((name) => properties[name]);
    return [...others.map((name) => `is attached to ${name}`), ...statements.flatMap(strange)];
  }
  if (/^AWS::(IAM|CloudFormation|Serverless)::/.test(type)) return ['is of a kind that is not read'];
  return lettingIn(properties).map(({ Action }) => `lets in others than services, to ${list(Action).map(text).join(', ')}`);
}

/** `granted` names what is allowed one by one. What is denied, or allowed but for something, it could not name. */
const strange = (statement: JsonObject): string[] => [
  ...(statement.Effect === 'Allow' ? [] : [`has a statement whose effect is ${text(statement.Effect)}`]),
  ...['NotAction', 'NotResource'].filter((name) => name in statement).map((name) => `has a statement with ${name}`),
];

/** A queue, a table or a function can let a role in by itself, wherever its kind keeps such statements. No function of ours is a service. */
function lettingIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(lettingIn);
  if (!isObject(value)) return [];
  if ('Principal' in value || 'NotPrincipal' in value) return value.Effect === 'Deny' || isService(value.Principal) ? [] : [value];
  return Object.values(value).flatMap(lettingIn);
}

const isService = (principal: unknown) =>
  isObject(principal) ? Object.keys(principal).join() === 'Service' : text(principal).endsWith('.amazonaws.com');
