import { expect, test } from 'vitest';
import type { FaultRule } from '#sandbox/contracts';
import { createFaults } from '#sandbox/faults';

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
