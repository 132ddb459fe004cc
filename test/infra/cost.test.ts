import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { createStack, here } from '#sandbox/aws/template/stack';
import { assumed } from '../../scripts/cost/assumptions.ts';
import { bill } from '../../scripts/cost/bill.ts';
import { charged } from '../../scripts/cost/counting-proxy.ts';
import { alwaysOn, besideUsage, firings, idleUsage } from '../../scripts/cost/idle.ts';
import { prices } from '../../scripts/cost/prices.ts';
import { over, reckon } from '../../scripts/cost/reckon.ts';
import { synthesized } from './template.ts';

const template = synthesized().toJSON() as JsonObject & {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
};
const stackOf = (change: (copy: typeof template) => void = () => undefined) => {
  const copy = structuredClone(template);
  change(copy);
  return createStack(copy, here('http://127.0.0.1'));
};
const stack = stackOf();

describe('nothing that stands in the template', () => {
  test('fires more often than every five minutes', () => {
    const everyFiveMinutes = (assumed.hoursInMonth * 60) / 5;
    expect(firings(stack).map(({ says }) => says)).toEqual(['sweep', 'scan']);
    for (const { perMonth } of firings(stack)) expect(perMonth).toBeLessThanOrEqual(everyFiveMinutes);
  });

  test('costs something by merely being there; a discoverer of schemas or a key of our own would', () => {
    expect(alwaysOn(stack)).toEqual([]);
    const dear = stackOf(({ Resources }) => {
      Resources.Discoverer = { Type: 'AWS::EventSchemas::Discoverer', Properties: {} };
      Resources.Key = { Type: 'AWS::KMS::Key', Properties: {} };
    });
    expect(alwaysOn(dear)).toEqual(['AWS::EventSchemas::Discoverer Discoverer', 'AWS::KMS::Key Key']);
  });

  test('is an alarm or a metric that the operations page does not count', () => {
    expect(besideUsage(stack)).toEqual({ alarms: 26, metrics: 7 });
  });
});

describe('what it costs', () => {
  test('idle and with incidents is within the budgets in either region, counted in the sandbox', async () => {
    const { idle, incidents, ireland, exceeded } = await reckon(stack);
    expect(exceeded).toEqual([]);
    expect(ireland.incidents.list).toBeGreaterThan(incidents.list);
    expect(idle.list).toBeGreaterThan(0.3);
    expect(incidents.list).toBeGreaterThan(0.1);
  });

  test('is over the budget when the sweep comes every minute', () => {
    const eager = stackOf(({ Resources }) => {
      for (const { Type, Properties } of Object.values(Resources))
        if (Type === 'AWS::Scheduler::Schedule' && String(Properties.ScheduleExpression).startsWith('rate'))
          Properties.ScheduleExpression = 'rate(1 minute)';
    });
    const [said] = over(bill(idleUsage(eager, {})), bill({}));
    expect(said).toMatch(/^Idle by list price: \$0\.\d+ is more than \$0\.40\.$/);
  });

  test.each(['sweep', 'scan'])('is not known, and is not nothing, when no schedule says %s', (says) => {
    const silent = stackOf(({ Resources }) => {
      for (const { Type, Properties } of Object.values(Resources))
        if (Type === 'AWS::Scheduler::Schedule') {
          const target = Properties.Target as { Input: string };
          target.Input = target.Input.replace(says, 'something');
        }
    });
    expect(() => idleUsage(silent, {})).toThrow(`No schedule of the template says "${says}" to remind`);
  });

  test('is reckoned with what a page of AWS says, region by region', () => {
    for (const { source } of Object.values(prices)) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\//);
    const million = { reads: 1e6, writes: 1e6, queue: 1e6 };
    expect(bill(million).lines.map(({ list }) => list)).toEqual([0.125, 0.625, 0.5]);
    expect(bill(million, {}, 'eu-west-1').lines.map(({ list }) => list)).toEqual([0.1415, 0.705, 0.5]);
  });

  test('is by list price, and beside it less what is free in every month', () => {
    const { list, free } = bill({ queue: 1_500_000 });
    expect([list, free]).toEqual([0.75, 0.25]);
    expect(bill({ queue: 1_000_000 }, { queue: 600_000 }).free).toBeCloseTo(0.3);
  });

  test('of a transaction counts every index as often as the table', () => {
    const answer = JSON.stringify({
      ConsumedCapacity: [{ CapacityUnits: 5, Table: { CapacityUnits: 4 }, GlobalSecondaryIndexes: { open: { CapacityUnits: 1 } } }],
    });
    expect([charged('TransactWriteItems', 200, answer, 2), charged('UpdateItem', 200, answer, 2)]).toEqual([6, 5]);
    expect([charged('UpdateItem', 400, '', 2), charged('Query', 400, '', 2)]).toEqual([2, 0]);
  });
});
