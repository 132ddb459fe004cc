import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { createStack, here } from '#sandbox/aws/template/stack';
import { differences, together, type Usage } from '../../scripts/privileges/compare.ts';
import { granted } from '../../scripts/privileges/granted.ts';
import { synthesized } from './template.ts';

const roles = granted(createStack(synthesized().toJSON() as JsonObject, here('http://127.0.0.1')));
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
