import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ConflictException, ResourceNotFoundException, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { readStreamImage } from '#adapters/dynamodb/stream-image';
import { eventBus } from '#adapters/eventbridge/bus';
import { schedules } from '#adapters/scheduler/schedules';
import { reconciliationQueue } from '#adapters/sqs/reconciliations';
import { senderSecrets } from '#adapters/ssm/sender-secrets';
import { botSecrets, slackSecrets } from '#adapters/ssm/slack-secrets';

type Input = Record<string, unknown>;
type Stack = { add: (middleware: never, options: { step: 'initialize' }) => void };

/** The client itself, answered before it reaches the network. */
function answering<Client extends { middlewareStack: object }>(client: Client, answer: (input: Input, nth: number) => object = () => ({})) {
  const sent: Input[] = [];
  const middleware = () => async (args: { input: Input }) => {
    sent.push(args.input);
    return { output: { $metadata: {}, ...answer(args.input, sent.length) }, response: {} };
  };
  (client.middlewareStack as Stack).add(middleware as never, { step: 'initialize' });
  return { client, sent };
}
const region = { region: 'eu-west-1' };
const listOf = (input: Input | undefined) => (input?.Entries ?? []) as Input[];

describe('The bus', () => {
  const event = (number: number, size = 10) => ({
    detailType: 'IncidentDeclared',
    at: '2026-03-10T14:00:00.000Z',
    detail: { number, filling: 'x'.repeat(size) },
  });

  test('takes ten events in one request', async () => {
    const { client, sent } = answering(new EventBridgeClient(region), () => ({ FailedEntryCount: 0 }));
    expect(await eventBus({ client, bus: 'muster' }).put(Array.from({ length: 25 }, (_, index) => event(index)))).toEqual([]);
    expect(sent.map((input) => listOf(input).length)).toEqual([10, 10, 5]);
    expect(listOf(sent[0])[0]).toMatchObject({
      EventBusName: 'muster',
      Source: 'muster',
      DetailType: 'IncidentDeclared',
      Time: new Date(event(0).at),
    });
  });
  test('is asked in smaller requests when events are large', async () => {
    const { client, sent } = answering(new EventBridgeClient(region), () => ({ FailedEntryCount: 0 }));
    await eventBus({ client, bus: 'muster' }).put(Array.from({ length: 5 }, (_, index) => event(index, 90_000)));
    expect(sent.map((input) => listOf(input).length)).toEqual([2, 2, 1]);
  });
  test('is looked at entry by entry: an answer of 200 accepts nothing yet', async () => {
    const refusal = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };
    const { client } = answering(new EventBridgeClient(region), (input, nth) =>
      nth === 1
        ? { FailedEntryCount: 0 }
        : { FailedEntryCount: 1, Entries: listOf(input).map((_, index) => (index === 2 ? refusal : { EventId: 'e' })) },
    );
    const refused = await eventBus({ client, bus: 'muster' }).put(Array.from({ length: 15 }, (_, index) => event(index)));
    expect(refused).toEqual([{ index: 12, why: 'ThrottlingException: slow down' }]);
  });
});

describe('The reconciliation queue', () => {
  const ask = (id: `INC-${string}`, because = '1', lane: 'main' | 'page' = 'main') => ({ id, lane, because });

  test('has a group for each aggregate and another for its pages', async () => {
    const { client, sent } = answering(new SQSClient(region));
    await reconciliationQueue({ client, url: 'q' }).ask([ask('INC-1'), ask('INC-1', '1', 'page')]);
    expect(listOf(sent[0]).map(({ MessageGroupId }) => MessageGroupId)).toEqual(['INC-1', 'INC-1/page']);
    expect(listOf(sent[0]).map(({ MessageBody }) => JSON.parse(String(MessageBody)))).toEqual([ask('INC-1'), ask('INC-1', '1', 'page')]);
    expect(new Set(listOf(sent[0]).map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size).toBe(2);
  });
  test('hears the same once, and tells apart what is not the same', async () => {
    const { client, sent } = answering(new SQSClient(region));
    const long = 'x'.repeat(200);
    await reconciliationQueue({ client, url: 'q' }).ask([
      ask('INC-1'),
      ask('INC-1'),
      ask('INC-1', 'é 🔥'),
      ask('INC-1', 'è 🔥'),
      ask('INC-1', long),
      ask('INC-1', `${long}y`),
    ]);
    const ids = listOf(sent[0]).map(({ MessageDeduplicationId }) => String(MessageDeduplicationId));
    expect(new Set(ids).size).toBe(5);
    expect(ids.every((id) => /^[\x21-\x7e]{1,128}$/.test(id))).toBe(true);
  });
  test('is asked in tens, all of them, before a failure is thrown', async () => {
    const { client, sent } = answering(new SQSClient(region), (_, nth) => ({
      Failed: nth === 1 ? [{ Id: '3', Code: 'InternalError' }] : [],
    }));
    const asking = reconciliationQueue({ client, url: 'q' }).ask(Array.from({ length: 12 }, (_, index) => ask(`INC-${index}`)));
    await expect(asking).rejects.toThrow('INC-3: InternalError');
    expect(sent).toHaveLength(2);
  });
  test('takes a message back for a while', async () => {
    const { client, sent } = answering(new SQSClient(region));
    await reconciliationQueue({ client, url: 'q' }).returnIn('r', 16.2);
    await reconciliationQueue({ client, url: 'q' }).returnIn('r', 1e9);
    expect(sent).toMatchObject([{ ReceiptHandle: 'r', VisibilityTimeout: 17 }, { VisibilityTimeout: 43_200 }]);
  });
});

describe('A schedule', () => {
  const now = () => '2026-03-10T14:00:00.500Z';
  const payload = { aggregate: 'INC-311', timer: 'ladder', generation: 2 } as const;
  const arm = (client: SchedulerClient) => schedules({ client, group: 'muster', target: 'fn', role: 'role', deadLetters: 'dlq', now });

  test('fires once, never before its time, and is gone', async () => {
    const { client, sent } = answering(new SchedulerClient(region));
    await arm(client).make('INC-311-ladder-g2', '2026-03-10T14:05:00.123Z', payload);
    expect(sent[0]).toMatchObject({
      Name: 'INC-311-ladder-g2',
      GroupName: 'muster',
      ScheduleExpression: 'at(2026-03-10T14:05:01)',
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: 'fn',
        RoleArn: 'role',
        Input: JSON.stringify(payload),
        RetryPolicy: { MaximumEventAgeInSeconds: 3600 },
        DeadLetterConfig: { Arn: 'dlq' },
      },
    });
  });
  test('that is due already fires in a minute', async () => {
    const { client, sent } = answering(new SchedulerClient(region));
    await arm(client).make('n', '2026-03-10T13:00:00.000Z', payload);
    expect(sent[0]?.ScheduleExpression).toBe('at(2026-03-10T14:01:01)');
  });
  test('that is there already stays, and one that is not there is cancelled all the same', async () => {
    const { client } = answering(new SchedulerClient(region), (input) => {
      const fault = { $metadata: {}, message: 'x', Message: 'x' };
      throw 'ScheduleExpression' in input ? new ConflictException(fault) : new ResourceNotFoundException(fault);
    });
    await arm(client).make('n', now(), payload);
    await arm(client).cancel('n');
  });
  test('passes other faults on', async () => {
    const { client } = answering(new SchedulerClient(region), () => {
      throw new Error('throttled');
    });
    await expect(arm(client).make('n', now(), payload)).rejects.toThrow('throttled');
    await expect(arm(client).cancel('n')).rejects.toThrow('throttled');
  });
  test.each(['', 'x'.repeat(65), 'INC-311/ladder', 'é'])('is not called "%s"', async (name) => {
    const { client } = answering(new SchedulerClient(region));
    await expect(arm(client).make(name, now(), payload)).rejects.toThrow(/1 to 64/);
  });
});

describe('Slack’s secrets', () => {
  let time = '2026-03-10T14:00:00.000Z';
  const now = () => time;
  function answering(answer: (names: string[], nth: number) => Record<string, string>) {
    const asked: string[][] = [];
    return { asked, readParameters: async (names: string[]) => answer(names, asked.push(names)) };
  }
  const values = (names: string[], nth: number) => Object.fromEntries(names.map((name) => [name, `${name}-${nth}`]));

  test('are read once, and again at most once a minute', async () => {
    const { asked, readParameters } = answering(values);
    const secrets = slackSecrets({ readParameters, prefix: '/muster/slack', now });
    const [one] = await Promise.all([secrets.current(), secrets.current()]);
    expect(one).toEqual({
      signingSecret: '/muster/slack/signing-secret-1',
      botToken: '/muster/slack/bot-token-1',
      botId: '/muster/slack/bot-id-1',
      botUserId: '/muster/slack/bot-user-id-1',
    });
    expect(asked).toHaveLength(1);
    time = '2026-03-10T14:00:59.000Z';
    expect(await secrets.reread()).toBe(one);
    time = '2026-03-10T14:01:00.000Z';
    expect((await secrets.reread()).botToken).toBe('/muster/slack/bot-token-2');
    expect((await secrets.current()).botToken).toBe('/muster/slack/bot-token-2');
    expect(asked).toHaveLength(2);
  });
  test('that requests are signed with are not asked for by whoever only speaks to Slack', async () => {
    const { asked, readParameters } = answering(values);
    await botSecrets({ readParameters, prefix: '/muster/slack', now }).current();
    expect(asked).toEqual([['/muster/slack/bot-token', '/muster/slack/bot-id', '/muster/slack/bot-user-id']]);
  });

  test('that are missing are named, and asked for again', async () => {
    const { readParameters } = answering((names, nth) => (nth === 1 ? {} : values(names, nth)));
    const secrets = slackSecrets({ readParameters, prefix: '/muster/slack', now });
    await expect(secrets.current()).rejects.toThrow('/muster/slack/signing-secret is not there');
    expect((await secrets.current()).botId).toBe('/muster/slack/bot-id-2');
  });
});

describe('The secrets of those who send alerts', () => {
  const start = Date.parse('2026-03-10T14:00:00.000Z');
  const prometheus = 'alerts/prometheus';
  function held() {
    let minute = 0;
    let there: Record<string, string> | 'unreadable' = { [prometheus]: 'one' };
    const asked: number[] = [];
    const readBelow = async () => {
      asked.push(minute);
      if (there === 'unreadable') throw new Error('SSM is down');
      return there;
    };
    const secrets = senderSecrets({ readBelow, path: '/muster/intake', now: () => new Date(start + minute * 60_000).toISOString() });
    const at = async (minutes: number) => {
      minute = minutes;
      return secrets.current().then(
        (all) => all[prometheus] ?? 'nobody’s',
        () => 'unreadable',
      );
    };
    const become = (now: typeof there) => {
      there = now;
    };
    return { at, become, asked, secrets };
  }

  test('are good for no more than five minutes after they were withdrawn', async () => {
    const { at, become, asked } = held();
    expect(await at(0)).toBe('one');
    become({});
    expect([await at(4.9), await at(5)]).toEqual(['one', 'nobody’s']);
    expect(asked).toEqual([0, 5]);
  });

  test('outlast an hour in which they cannot be read, asked for once a minute, and no more', async () => {
    const { at, become, asked } = held();
    await at(0);
    become('unreadable');
    expect([await at(5), await at(5.5), await at(6), await at(59.9), await at(60), await at(60.1)]).toEqual([
      ...['one', 'one', 'one', 'one'],
      ...['unreadable', 'unreadable'],
    ]);
    expect(asked).toEqual([0, 5, 6, 59.9, 60, 60.1]);
    become({ [prometheus]: 'two' });
    expect(await at(60.2)).toBe('two');
  });

  test('stay with everybody else when whoever signs otherwise has them read in vain', async () => {
    const { at, become, secrets } = held();
    await at(0);
    become('unreadable');
    expect(await at(2)).toBe('one');
    await expect(secrets.reread()).rejects.toThrow('SSM is down');
    expect(await at(2.1)).toBe('one');
  });
});

test('the stream’s image of an event is that event, and other items are none', () => {
  const image = {
    pk: { S: 'INC#311' },
    sk: { S: 'E#000001' },
    id: { S: 'INC-311' },
    version: { N: '1' },
    type: { S: 'IncidentDeclared' },
    at: { S: 'a' },
    recordedAt: { S: 'b' },
    body: { M: { drill: { BOOL: false }, none: { NULL: true }, list: { L: [{ N: '0.5' }, { S: '' }] } } },
    unpublished: { S: 'yes' },
  };
  const body = { drill: false, none: null, list: [0.5, ''] };
  expect(readStreamImage(image)).toEqual({ id: 'INC-311', version: 1, type: 'IncidentDeclared', at: 'a', recordedAt: 'b', body });
  expect(readStreamImage({ ...image, sk: { S: '@' } })).toBeUndefined();
  expect(readStreamImage(undefined)).toBeUndefined();
});
