import { describe, expect, test } from 'vitest';
import type { FaultRule } from '#sandbox/contracts';
import { createFaults, WrongRule } from '#sandbox/faults';

const struck = (rule: Omit<FaultRule, 'on' | 'do'>, passages: number, seed?: number) => {
  const faults = createFaults();
  faults.set([{ on: 'slack:chat.postMessage', do: 'error', ...rule }], seed);
  return Array.from({ length: passages }, (_, index) => (faults.at('slack:chat.postMessage') ? index + 1 : 0)).filter(Boolean);
};

test.each([
  ['always', {}, [1, 2, 3, 4, 5, 6]],
  ['the nth, once', { nth: 3 }, [3]],
  ['from the nth on, so many times', { nth: 3, times: 2 }, [3, 4]],
  ['every second', { every: 2 }, [2, 4, 6]],
  ['every second, so many times', { every: 2, times: 2 }, [2, 4]],
  ['the first two', { times: 2 }, [1, 2]],
])('%s', (_, rule, expected) => {
  expect(struck(rule, 6)).toEqual(expected);
});

test('chance is the same from the same seed', () => {
  const some = struck({ probability: 0.3 }, 200, 7);
  expect(struck({ probability: 0.3 }, 200, 7)).toEqual(some);
  expect(struck({ probability: 0.3 }, 200, 8)).not.toEqual(some);
  expect(some.length).toBeGreaterThan(30);
  expect(some.length).toBeLessThan(90);
});

test('a rule strikes only at its own place; a star names many', () => {
  const faults = createFaults();
  faults.set([{ on: 'slack:conversations.*', do: 'ratelimit', nth: 2 }]);
  expect(faults.at('slack:chat.postMessage')).toBeUndefined();
  expect(faults.at('slack:conversations.create')).toBeUndefined();
  expect(faults.at('slack:conversations.invite')).toMatchObject({ do: 'ratelimit' });
  faults.clear();
  expect(faults.at('slack:conversations.create')).toBeUndefined();
});

describe('a rule that could never strike is refused in a sentence', () => {
  const refusal = (rule: object) => {
    try {
      createFaults().set([rule as FaultRule]);
    } catch (error) {
      return (error as Error).message;
    }
    return 'taken';
  };
  test.each([
    [{ on: 'slak:chat.postMessage', do: 'error' }, /^"slak:chat.postMessage" names no place; there is bus:…, deliver:…, dynamodb:…/],
    [{ on: 'slack:chat.postMesage', do: 'error' }, /^"slack:chat.postMesage" names no place; there is slack:/],
    [{ on: 'invoke:slak', do: 'crash' }, /there is invoke:.*invoke:slack/],
    [{ on: 'dynamodb:TransactWrite', do: 'conflict' }, /names no place/],
    [{ on: 'dynamodb:Transactions*', do: 'conflict' }, /names no place/],
    [
      { on: 'slack:chat.postMessage', do: 'crash' },
      /^"slack:chat.postMessage" knows no "crash"; it knows delay, error, http, lost-reply, ratelimit, timeout\.$/,
    ],
    [{ on: 'dynamodb:GetItem', do: 'conflict' }, /knows no "conflict"/],
    [{ on: 'dynamodb:Get*', do: 'conflict' }, /knows no "conflict"/],
    [{ on: 'deliver:command', do: 'drop' }, /knows no "drop"/],
    [{ on: 'schedule:create', do: 'early' }, /knows no "early"/],
    [{ on: 'invoke:slack', do: 'crash', afer: 2 }, /^"crash" on "invoke:slack" takes after, not "afer"\.$/],
    [{ on: 'dynamodb:PutItem', do: 'throttle', ms: 2 }, /takes nothing, not "ms"/],
    [{ on: 'invoke:slack', do: 'crash', after: -1 }, /^"after" is a whole number from 0 on, not -1\.$/],
    [{ on: 'slack:chat.postMessage', do: 'http', status: 200 }, /^"status" is an HTTP status of 400 to 599, not 200\.$/],
    [{ on: 'invoke:slack', do: 'crash', nth: 0 }, /^"nth" is a whole number from 1 on, not 0\.$/],
    [{ on: 'invoke:slack', do: 'crash', probability: 2 }, /^"probability" is above 0 and at most 1/],
    [{ on: 'invoke:slack', do: 'crash', nth: 1, every: 2 }, /one of nth, every and probability/],
    [{ on: 'invoke:slack', do: 'crash', of: 3 }, /^"of" is a name/],
  ])('%j', (rule, said) => {
    expect(refusal(rule)).toMatch(said);
  });

  test('and changes nothing of what was set before', () => {
    const faults = createFaults();
    faults.set([{ on: 'bus:PutEvents', do: 'throttle' }]);
    expect(() => faults.set([{ on: 'bus:PutEvents', do: 'explode' }])).toThrow(WrongRule);
    expect(faults.at('bus:PutEvents')).toMatchObject({ do: 'throttle' });
  });

  test('a star strikes where the fault is known, and counts only there', () => {
    const faults = createFaults();
    faults.set([{ on: 'dynamodb:*', do: 'conflict', nth: 2 }]);
    const struck = ['PutItem', 'GetItem', 'Query', 'UpdateItem'].map((operation) => faults.at(`dynamodb:${operation}`)?.do);
    expect(struck).toEqual([undefined, undefined, undefined, 'conflict']);
  });
});

test('what strikes next can be foretold, also by chance', () => {
  const faults = createFaults();
  faults.set([{ on: 'schedule:fire', do: 'drop', probability: 0.5, of: 'INC-*' }], 3);
  const passages = Array.from({ length: 50 }, () => [faults.ahead('schedule:fire', 'INC-1')?.do, faults.at('schedule:fire', 'INC-1')?.do]);
  for (const [foretold, came] of passages) expect(foretold).toBe(came);
  expect(new Set(passages.map(([, came]) => came)).size).toBe(2);
  expect(faults.at('schedule:fire', 'sweep')).toBeUndefined();
});
