import { expect, test } from 'vitest';
import { dynamoBoards } from '#adapters/dynamodb/boards';
import { listServices, serviceEntry } from '#domain/service/board';
import { list } from '#features/list-services/list';
import { aService, harrowHome, owned, plus, slug, teamSlug, tuesday } from '#test/builders';

const megabyte = 1_048_576;
/** Answers a megabyte at a time, as DynamoDB does. */
function table(items: { bytes: number; item: object }[]) {
  let requests = 0;
  const send = async (_: string, { ExclusiveStartKey: after }: { ExclusiveStartKey?: { at: number } }) => {
    requests += 1;
    const from = after?.at ?? 0;
    let [to, size] = [from, 0];
    while (to < items.length && size < megabyte) size += items[to++]?.bytes ?? 0;
    return { Items: items.slice(from, to).map(({ item }) => item), ...(to < items.length && { LastEvaluatedKey: { at: to } }) };
  };
  return { boards: dynamoBoards({ client: { send }, table: 'T' } as never), requests: () => requests };
}

const team = 't'.repeat(60);
function longest(number: number) {
  const service = aService({
    slug: slug(`${'s'.repeat(54)}-${String(number).padStart(5, '0')}`),
    name: '\u0939'.repeat(80),
    productDomain: '\u0939'.repeat(40),
    owned: owned(1, team, tuesday),
    fundedUntil: '2027-03-31',
    orphaned: { since: plus(tuesday, 1), team: teamSlug(team), because: 'nobody_in_it', standIns: [] },
  });
  const { entry, board, at } = serviceEntry(service);
  const item = { pk: `SVC#${service.slug}`, sk: '@', board, at, entry };
  return { item, bytes: Buffer.byteLength(JSON.stringify(item)) };
}

test('Ten thousand services with the longest names are on one list, which says nothing of more', async () => {
  const { boards, requests } = table(Array.from({ length: 10_000 }, (_, n) => longest(n)));
  const all = await listServices(boards);
  expect(all).toHaveLength(10_000);
  expect(all[0]?.slug).toBe(`${'s'.repeat(54)}-00000`);
  expect(all.endsEarly).toBeUndefined();
  expect(requests()).toBeLessThanOrEqual(8);
});

test('Where there are more than whoever waits can be told of, the list says so, and a night reads to the end', async () => {
  const { boards } = table(Array.from({ length: 14_000 }, (_, n) => longest(n)));
  const some = await listServices(boards);
  expect(some.endsEarly).toBe(true);
  expect(JSON.stringify(list(some, { page: 0 }).blocks)).toContain(`these are of the ${some.length.toLocaleString('en')}`);
  expect(await listServices(boards, 'to the end')).toHaveLength(14_000);
});

test('An entry does not say again what its key says, and one that does is readable', async () => {
  expect(serviceEntry(aService()).entry).not.toHaveProperty('slug');
  const read = async () => [{ id: 'SVC-bedroom' as const, entry: { ...(serviceEntry(aService()).entry as object), slug: 'bedroom' } }];
  expect(await listServices({ ...(await harrowHome()).boards, read })).toMatchObject([{ slug: 'bedroom', name: 'Bedroom' }]);
  expect((await listServices((await harrowHome()).boards)).map((one) => one.slug)).toEqual(['bedroom']);
});
