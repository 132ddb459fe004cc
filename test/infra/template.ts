import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { musterApp } from '../../lib/muster-app.ts';

type Properties = Record<string, unknown>;
export type Resource = { Type: string; Properties: Properties; DeletionPolicy?: string; UpdateReplacePolicy?: string };

/** The template without bundles: quick, and the same but for the code's hashes. */
export function synthesized(): Template {
  const stack = musterApp({ 'aws:cdk:bundling-stacks': [] }).node.findChild('Muster');
  if (!Stack.isStack(stack)) throw new Error('Muster is not a stack');
  return Template.fromStack(stack);
}

export const ofType = (template: Template, type: string): [id: string, resource: Resource][] =>
  Object.entries(template.findResources(type)) as [string, Resource][];

/** A value as one reads it: `RecordTable/index/open`, `AWS::Partition`, without the hashes that CDK appends to ids. */
export function said(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, argument] = ['', undefined]] = Object.entries(value);
  if (intrinsic === 'Ref') return named(String(argument));
  if (intrinsic === 'Fn::GetAtt' && Array.isArray(argument))
    return argument[1] === 'StreamArn' ? `${named(String(argument[0]))} stream` : named(String(argument[0]));
  if (intrinsic === 'Fn::Join' && Array.isArray(argument)) return (argument[1] as unknown[]).map(said).join('');
  throw new Error(`cannot say ${JSON.stringify(value)}`);
}

const named = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');
const several = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Everything one role may do, as `action on resource`. */
export function permissions(template: Template, role: string): string[] {
  const policies = ofType(template, 'AWS::IAM::Policy').filter(([, { Properties }]) => several(Properties.Roles).map(said).includes(role));
  const statements = policies.flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Properties[] }).Statement);
  return statements
    .flatMap(({ Action, Resource }) => several(Action).flatMap((action) => several(Resource).map((on) => `${action} on ${said(on)}`)))
    .sort();
}
