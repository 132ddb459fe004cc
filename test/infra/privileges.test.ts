import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { createStack, here } from '#sandbox/aws/template/stack';
import { differences, together, type Usage } from '../../scripts/privileges/compare.ts';
import { granted } from '../../scripts/privileges/granted.ts';
import { synthesized } from './template.ts';

type Resources = Record<string, { Type: string; Properties: JsonObject }>;
const template = synthesized().toJSON() as JsonObject & { Resources: Resources };
const grantedIn = (change: (resources: Resources) => unknown = () => undefined) => {
  const copy = structuredClone(template);
  change(copy.Resources);
  return granted(createStack(copy, here('http://127.0.0.1')));
};
const roles = grantedIn();
const everything: Usage = Object.fromEntries(Object.entries(roles).map(([name, { own }]) => [name, { used: own, denied: [] }]));
const actions = (permissions: string[] = []) => permissions.map((one) => one.split(' ')[0]);

describe('what AWS does under a role', () => {
  test('is reading the stream, and putting away what was given up on', () => {
    expect(actions(roles.publish?.lent).sort()).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'sqs:SendMessage',
    ]);
  });

  test('is fetching messages; giving one back later is our own', () => {
    expect(actions(roles.react?.lent)).toEqual(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
    expect(actions(roles.react?.own)).toContain('sqs:ChangeMessageVisibility');
  });

  test('is all granted', () => {
    expect(Object.values(roles).flatMap(({ missing }) => missing)).toEqual([]);
  });
});

describe('what a role allows', () => {
  const statement = (more: JsonObject = {}) => ({ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*', ...more });
  const PolicyDocument = { Statement: [statement()] };
  const first = (resources: Resources, type: string) => {
    const [, found] = Object.entries(resources).find(([id, { Type }]) => Type === type && !id.startsWith('Timers')) ?? [];
    if (found === undefined) throw new Error(`no ${type}`);
    return found.Properties;
  };
  const role = (more: JsonObject) => (all: Resources) => Object.assign(first(all, 'AWS::IAM::Role'), more);
  const policy = (more: JsonObject) => (all: Resources) => Object.assign(first(all, 'AWS::IAM::Policy'), more);
  const says = (more: JsonObject) => policy({ PolicyDocument: { Statement: [statement(more)] } });
  const beside = (Type: string, Properties: JsonObject) => (all: Resources) => Object.assign(all, { More: { Type, Properties } });
  const letIn = { PolicyDocument: { Statement: [statement({ Principal: { AWS: 'arn:aws:iam::000000000000:role/x' } })] } };

  test.each<[string, (all: Resources) => unknown, RegExp]>([
    ['a policy written into a role', role({ Policies: [{ PolicyName: 'more', PolicyDocument }] }), /AWS::IAM::Role \w+ has Policies/],
    ['a policy that AWS keeps', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }), /has ManagedPolicyArns/],
    ['a boundary', role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }), /has PermissionsBoundary/],
    ['a managed policy of ours', beside('AWS::IAM::ManagedPolicy', { PolicyDocument }), /ManagedPolicy More is of a kind/],
    ['a policy of one role, of the newer kind', beside('AWS::IAM::RolePolicy', { PolicyDocument }), /RolePolicy More is of a kind/],
    ['a nested stack', beside('AWS::CloudFormation::Stack', { TemplateURL: 'x' }), /Stack More is of a kind/],
    ['a policy of groups', policy({ Groups: ['everyone'] }), /is attached to Groups/],
    ['what is denied', says({ Effect: 'Deny' }), /whose effect is Deny/],
    ['all but something', says({ NotAction: 'iam:*' }), /with NotAction/],
    ['everywhere but somewhere', says({ NotResource: 'x' }), /with NotResource/],
    [
      'a queue that lets a role in',
      beside('AWS::SQS::QueuePolicy', letIn),
      /QueuePolicy More lets in others than services, to dynamodb:Scan/,
    ],
    [
      'a table that lets a role in',
      (all) => Object.assign(first(all, 'AWS::DynamoDB::Table'), { ResourcePolicy: letIn }),
      /Table \w+ lets in/,
    ],
    ['a function that lets an account in', beside('AWS::Lambda::Permission', { Action: 'x', Principal: '000000000000' }), /lets in others/],
    [
      'a role from elsewhere',
      (all) => Object.assign(first(all, 'AWS::Lambda::Function'), { Role: 'arn:other' }),
      /does not have the role arn:other/,
    ],
  ])('is not known where there is %s, and that is said', (_, change, said) => {
    expect(() => grantedIn(change)).toThrow(said);
  });
});

describe('what the tests used', () => {
  test('may be all that is granted', () => {
    expect(differences(roles, everything)).toEqual([]);
  });

  test('adds up over many worlds', () => {
    const halves = [0, 1].map((half) =>
      Object.fromEntries(
        Object.entries(everything).map(([name, { used }]) => [name, { used: used.filter((_, index) => index % 2 === half), denied: [] }]),
      ),
    );
    expect(differences(roles, together(halves))).toEqual([]);
    expect(differences(roles, together(halves.slice(0, 1)))).not.toEqual([]);
  });

  test('a grant that nothing used is named', () => {
    const [unused = '', ...used] = everything.measure?.used ?? [];
    const said = differences(roles, { ...everything, measure: { used, denied: [] } });
    expect(said).toEqual([`measure may ${unused}, and no test saw it do that: take the grant away, or show it in use.`]);
  });

  test('a grant that ends in a star is used by what begins like it, and by nothing else', () => {
    const pagers = everything.react?.used.find((one) => one.endsWith('/muster/pagers/*')) ?? '';
    const others = everything.react?.used.filter((one) => one !== pagers) ?? [];
    const used = (one: string) => differences(roles, { ...everything, react: { used: [...others, one], denied: [] } });
    expect(used(pagers.replace('*', 'checkout'))).toEqual([]);
    expect(used(pagers.replace('pagers/*', 'slack/bot-token-2'))).toHaveLength(2);
  });

  test('so is a function that the template does not have, and a template that has none', () => {
    const stranger = { archive: { used: ['dynamodb:Scan there'], denied: [] } };
    expect(differences(roles, { ...everything, ...stranger })).toEqual([
      'archive was seen at work, and the template has no function of that name.',
    ]);
    expect(differences({}, {})).toEqual(['There is no function in the template, so nothing was compared.']);
  });

  test('so is what was refused, what no role names, and what Lambda lacks', () => {
    const { measure } = everything;
    const refused = { ...everything, measure: { used: measure?.used ?? [], denied: ['dynamodb:Scan there'] } };
    const unnamed = { ...everything, measure: { used: [...(measure?.used ?? []), 'dynamodb:Scan there'], denied: [] } };
    const lacking = { ...roles, measure: { own: measure?.used ?? [], lent: [], missing: ['sqs:SendMessage there'] } };
    expect(differences(roles, refused)).toEqual(['measure was refused dynamodb:Scan there.']);
    expect(differences(roles, unnamed)).toEqual(['measure did dynamodb:Scan there, which its role does not name.']);
    expect(differences(lacking, everything)).toEqual([
      'Lambda needs sqs:SendMessage there under the role of measure, which does not allow it.',
    ]);
  });
});
