import { expect, test } from 'vitest';
import { differing } from '#test/constant-cost/differing';
import { measureIn } from '#test/constant-cost/measure';
import { measurePostmortems } from '#test/constant-cost/postmortems';
import { measureReaders } from '#test/constant-cost/readers';

/** `npm run capacity` does the same with a hundred thousand incidents, or with as many as one says. */
test('an act takes the same requests and the same capacity among 10 incidents and among 2,000', { timeout: 180_000 }, async () => {
  const alike = { listed: 2_000, registered: 12, last: 2_000 };
  const { acts: small } = await measureIn({ ...alike, incidents: 10 });
  const { acts: large } = await measureIn({ ...alike, incidents: 2_000 });
  expect(Object.keys(small)).toEqual(
    expect.arrayContaining(['declare', 'acknowledge', 'acknowledge by button', 'status', 'list', 'option search', 'publish, declared']),
  );
  for (const { requests, units } of Object.values(small)) expect([Object.keys(requests).length > 0, units > 0]).toEqual([true, true]);
  expect(differing(small, large)).toEqual([]);
});

test('whoever reads what was published costs as much as the first who did, and is counted once', { timeout: 180_000 }, async () => {
  const spent = await measureReaders(80);
  expect(spent[0]?.units).toBeGreaterThan(0);
  expect(spent.at(-1)).toEqual(spent[0]);
});

test('what is published costs nothing to whoever looks for what is open, and each of it is found', { timeout: 180_000 }, async () => {
  const [few, many] = [await measurePostmortems(60), await measurePostmortems(400)];
  expect(Object.keys(few.acts)).toEqual(['list', 'list mine', 'list closed', 'Home']);
  expect(differing(few.acts, many.acts)).toEqual([]);
  expect(many.closed).toEqual(Array.from({ length: 400 }, (_, index) => `INC-${400 - index}`));
});

test('a request or a unit more is seen', () => {
  const list = { requests: { Query: 1 }, units: 4 };
  const older = { requests: { Query: 1 }, units: 3 };
  expect(differing({ list, 'list, older': older }, { list, 'list, older': older })).toEqual([]);
  expect(differing({ list }, { list: { requests: { Query: 2 }, units: 4 } })).toEqual(['list: 1 Query, 4 units, but 2 Query, 4 units']);
  expect(differing({ list }, { list: { requests: { Query: 1 }, units: 4.5 } })).toHaveLength(1);
  expect(differing({ list }, {})).toEqual(['list was measured in one of them only']);
});
