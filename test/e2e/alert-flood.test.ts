import { afterAll, beforeAll, expect, test } from 'vitest';
import { Alert, timesCame } from '#domain/alert/alert';
import { AlertId } from '#domain/alert/alert-id';
import { counterKey } from '#domain/keys';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, told, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const keys = ['checkout', 'bedroom', 'gift-card-api'];
/** `npm run flood` has a thousand of fifty senders. Each sender at once is a container, and what many cost here is their cold starts. */
const many = Number(process.env.MUSTER_FLOOD ?? 120);
const sendersAtOnce = many > 120 ? 50 : 9;
const patience = many > 120 ? 10 * 60_000 : 60_000;

test(
  `${many} alerts on three keys, as fast as ${sendersAtOnce} senders can, are three incidents, and nobody who declares notices`,
  async () => {
    const all = Array.from({ length: many }, (_, n) => keys[n % keys.length] ?? '');
    const answers: { status: number; ms: number; incident: unknown }[] = [];
    const started = performance.now();
    async function sender() {
      for (let key = all.pop(); key !== undefined; key = all.pop()) {
        const sent = performance.now();
        const { status, body } = await world.raises(key, { summary: `${key} is broken`, severity: 'warning' });
        answers.push({ status, ms: performance.now() - sent, incident: body.incident });
      }
    }
    const flood = Promise.all(Array.from({ length: sendersAtOnce }, sender));
    const people = await Promise.all(
      ['@tom', '@lena', '@toby'].map((user) => world.types(user, 'declare sev3 ?: it is slow, and nobody told a monitor')),
    );
    await flood;
    const seconds = (performance.now() - started) / 1000;
    console.info(
      `${many} alerts in ${seconds.toFixed(1)} s, the slowest answered after ${Math.max(...answers.map(({ ms }) => ms)).toFixed(0)} ms`,
    );

    expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
    expect(new Set(answers.map(({ incident }) => incident)).size).toBe(3);
    expect(people.map(({ status, error }) => ({ status, error }))).toEqual(people.map(() => ({ status: 200, error: undefined })));
    for (const answer of people) expect(numberIn(told(answer))).toMatch(/^INC-/);

    await world.settle();
    const declared = (await world.events()).filter((event) => event['detail-type'] === 'IncidentDeclared');
    expect(
      declared
        .filter(({ detail }) => detail.actor.type === 'system')
        .map(({ detail }) => detail.service_id)
        .sort(),
    ).toEqual(keys.toSorted());
    const { records } = await world.store();
    const { calls } = await world.ask<{ calls: { function: string; place: string; ok: boolean }[] }>('GET', '/calls');
    const refused = calls.filter(({ function: name, place, ok }) => !ok && name === 'intake' && place !== 'dynamodb:TransactWriteItems');
    expect(refused).toEqual([]);
    const counted = await Promise.all(
      (await alertsOf()).map(
        async (id) => (await records.load([{ key: counterKey(timesCame(id)), read: () => undefined }]))[0]?.version ?? 0,
      ),
    );
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(many);
  },
  patience,
);

/** By the incidents that they raised. */
async function alertsOf(): Promise<AlertId[]> {
  const { records, log } = await world.store();
  const ids: AlertId[] = [];
  for (const { detail } of (await world.events()).filter((event) => event['detail-type'] === 'IncidentDeclared')) {
    const [event] = await log.events(detail.aggregate.id as 'INC-1', 0);
    const id = AlertId.safeParse((event?.body as { alert?: string } | undefined)?.alert);
    if (id.success) ids.push(id.data);
  }
  for (const id of ids) {
    const [head] = await records.load([{ key: { pk: id.replace('-', '#'), sk: '@' }, read: (stored) => Alert.parse(stored) }]);
    expect(head?.value).toMatchObject({ firing: true, raised: 1 });
  }
  return ids;
}

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
