import { expect, test } from 'vitest';
import { triedAgain } from '#domain/time/tried-again';

test('what was refused is tried again daily for a week, weekly for a quarter, and then left to people', () => {
  const refused = '2026-03-02T09:00:00.000Z';
  const tries: string[] = [];
  for (let next = triedAgain(refused, refused); next; next = triedAgain(refused, next)) tries.push(next.slice(0, 10));
  expect(tries.slice(0, 9)).toEqual([
    ...['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'],
    ...['2026-03-16', '2026-03-23'],
  ]);
  expect([tries.length, tries.at(-1)]).toEqual([19, '2026-06-01']);
});
