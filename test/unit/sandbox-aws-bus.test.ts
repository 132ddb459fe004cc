import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { matches } from '#sandbox/aws/pattern';
import { allow, awsWorld, fn, type World } from './sandbox-aws-world.ts';

describe('the bus', () => {
  let world: World;
  afterEach(() => world.stop());

  const withRule = (more: JsonObject = {}): JsonObject => ({
    Resources: {
      ...fn('Measure', 'measure', [], { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } }),
      ...fn('Publish', 'publish', [allow(['events:PutEvents'], { 'Fn::GetAtt': ['Bus', 'Arn'] })]),
      Dead: { Type: 'AWS::SQS::Queue', Properties: {} },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'muster' } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { source: ['muster'], 'detail-type': [{ prefix: 'Incident' }], 'replay-name': [{ exists: false }] },
          Targets: [{ Id: 'one', Arn: { 'Fn::GetAtt': ['Measure', 'Arn'] } }],
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          FunctionName: { 'Fn::GetAtt': ['Measure', 'Arn'] },
        },
      },
      ...more,
    },
  });
  const put = (DetailType: string, bus = 'muster') =>
    new EventBridgeClient(world.client('publish')).send(
      new PutEventsCommand({ Entries: [{ Source: 'muster', DetailType, Detail: '{"n":1}', EventBusName: bus }] }),
    );

  test('a matching event reaches the target as an envelope, and every event is kept', async () => {
    world = await awsWorld(withRule());
    await put('IncidentDeclared');
    await put('ServiceMoved');
    await world.time.settle();
    expect(world.seen.map(({ event }) => event)).toMatchObject([
      { 'detail-type': 'IncidentDeclared', source: 'muster', detail: { n: 1 }, time: '2026-03-09T08:00:00Z' },
    ]);
    expect(world.aws.bus.events(0).map((event) => event['detail-type'])).toEqual(['IncidentDeclared', 'ServiceMoved']);
  });

  test('a function that fails is run again after one and after two minutes, then its dead-letter queue has it', async () => {
    world = await awsWorld(withRule());
    world.behave = () => {
      throw new Error('sick');
    };
    await put('IncidentDeclared');
    await world.time.settle();
    expect(world.seen).toHaveLength(1);
    await world.time.advance(world.clock.now() + 240_000);
    expect(world.seen).toHaveLength(3);
    expect(world.aws.queues.all()[0]?.all()).toHaveLength(1);
    expect(world.aws.deadLetters.all()).toMatchObject([{ from: 'measure', why: 'Error: sick' }]);
  });

  test('without the permission in the template nothing is invoked', async () => {
    world = await awsWorld(withRule({ Permission: { Type: 'AWS::SNS::Topic', Properties: {} } }));
    await put('IncidentDeclared');
    await world.time.settle();
    expect(world.seen).toEqual([]);
    expect(world.aws.deadLetters.all()[0]?.why).toContain('does not allow');
  });

  test('an entry can be refused while the answer is 200', async () => {
    world = await awsWorld(withRule());
    world.faults.set([{ on: 'bus:PutEvents', nth: 1, do: 'failed-entry' }]);
    expect(await put('IncidentDeclared')).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
    expect(await put('IncidentDeclared')).toMatchObject({ FailedEntryCount: 0 });
  });

  test('a role may put events only where the template says', async () => {
    world = await awsWorld(withRule());
    await expect(put('IncidentDeclared', 'default')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('events:PutEvents'),
    });
    expect(world.aws.usage.all()).toMatchObject({
      publish: { denied: ['events:PutEvents arn:aws:events:eu-west-1:000000000000:event-bus/default'] },
    });
  });
});

describe('event patterns', () => {
  const cases: [string, JsonObject, JsonObject, boolean][] = [
    ['every field must match', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
    ['values are alternatives', { a: ['x', 'y'] }, { a: 'y' }, true],
    ['fields inside fields', { a: { b: [1] } }, { a: { b: 1 } }, true],
    ['one of a list is enough', { a: ['x'] }, { a: ['w', 'x'] }, true],
    ['prefix', { a: [{ prefix: 'E#' }] }, { a: 'E#1' }, true],
    ['suffix', { a: [{ suffix: '.ts' }] }, { a: 'x.js' }, false],
    ['exists', { a: [{ exists: true }] }, { a: null }, true],
    ['does not exist', { a: [{ exists: false }] }, {}, true],
    ['does not exist, inside', { a: { b: [{ exists: false }] } }, {}, true],
    ['anything but', { a: [{ 'anything-but': ['x'] }] }, { a: 'x' }, false],
    ['anything but needs something', { a: [{ 'anything-but': ['x'] }] }, {}, false],
    ['anything but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'yx' }, true],
    ['numeric range', { a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 3 }, true],
    ['numbers are no texts', { a: ['1'] }, { a: 1 }, false],
    ['null', { a: [null] }, { a: null }, true],
    ['or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
    ['wildcard', { a: [{ wildcard: 'INC-*-x' }] }, { a: 'INC-3-x' }, true],
  ];
  test.each(cases)('%s', (_, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});
