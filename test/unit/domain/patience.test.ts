import { expect, test } from 'vitest';
import { comesBackIn } from '#domain/patience';
import { ComeBackLater, PersonNeeded } from '#domain/rejection';

const limit = (seconds: number) => new ComeBackLater(seconds, 'rate limited');
const of50 = (received: number) => ({ received, receives: 50 });

test.each([
  [1, 2],
  [5, 32],
  [8, 256],
  [9, 300],
  [50, 300],
])('what failed for the %i. time comes back after %i s', (received, seconds) => {
  expect(comesBackIn(new Error('down'), 'main', of50(received))).toBe(seconds);
});

test('whoever asks us to wait names the time, up to a minute', () => {
  expect(comesBackIn(limit(7), 'main', of50(3))).toBe(7);
  expect(comesBackIn(limit(700), 'page', of50(3))).toBe(60);
});

test('what waits is let go after half of its tries, a page only at its last', () => {
  expect([25, 26].map((received) => comesBackIn(limit(7), 'main', of50(received)))).toEqual([7, 'let go']);
  expect([26, 49, 50].map((received) => comesBackIn(limit(7), 'page', of50(received)))).toEqual([7, 7, 'let go']);
});

test('who waits for a person is let go at once, a page never before its last try', () => {
  const person = new PersonNeeded('archived');
  expect(comesBackIn(person, 'main', of50(1))).toBe('let go');
  expect([1, 50].map((received) => comesBackIn(person, 'page', of50(received)))).toEqual([60, 'let go']);
});

test('what cannot be read comes back until it is given up on', () => {
  expect(comesBackIn(new SyntaxError('no JSON'), undefined, of50(50))).toBe(300);
});
