import { numberIn, placeOf } from '#test/e2e/world';
import { type Actor, answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at } from '#test/matrix/starts';

const taking = ['take-alert', 'place-alert'];
const tries = 4;
const onAPage = 10;

/** A monitor sends until it is told that it was heard, as they all do. */
async function sent(act: Actor, send: () => Promise<{ status: number; body: Record<string, unknown> }>) {
  for (let attempt = 1; ; attempt++) {
    const answer = await send().catch(() => ({ status: 0, body: {} }));
    if (answer.status === 202 || attempt === tries) return answer.body;
    await act.world.settle();
  }
}

const sheets = (act: Actor) => act.world.raises('sheets', { summary: 'Sheets are wet', severity: 'warning', component: 'beds' });

async function unplaced(act: Actor) {
  const since = (await act.world.messages('#incidents-unrouted')).length;
  await sent(act, () => act.world.raises('disk', { summary: 'Disk is full', severity: 'warning' }));
  await act.world.passes(12);
  const { id: channel } = await act.world.channel('incidents-unrouted');
  return { channel, ts: (await act.world.messages('#incidents-unrouted'))[since]?.ts ?? '' };
}

export const alerting: Flow[] = [
  {
    name: 'an alert, and again',
    features: taking,
    async begin(act) {
      return async () => {
        await sent(act, () => sheets(act));
        await sent(act, () => sheets(act));
      };
    },
  },
  {
    name: 'an alert is over by itself',
    features: taking,
    async begin(act) {
      await sent(act, () => sheets(act));
      await act.world.passes(12);
      return () => sent(act, () => act.world.clears('sheets'));
    },
  },
  {
    name: 'an alert that leads nowhere',
    features: taking,
    begin: async (act) => async () => {
      await unplaced(act);
    },
  },
  {
    name: 'say what an alert belongs to',
    features: taking,
    async begin(act) {
      const place = await at(act, unplaced);
      return async () => {
        await act.searches('@lena', place, 'place-alert', 'bed');
        const { options } = await act.world.searches('@lena', place, 'place-alert', 'bed');
        await act.does(() => act.world.presses('@lena', place, 'place-alert', { option: options[0]?.value }), { inSteps: true });
      };
    },
  },
  {
    name: 'call an alert noise',
    features: taking,
    async begin(act) {
      const place = await at(act, unplaced);
      for (let made = 1; made <= onAPage + 1; made++)
        await sent(act, () => act.world.raises(`disk ${made}`, { summary: 'Disk is full', severity: 'warning' }));
      await act.world.passes(12);
      return async () => {
        await act.presses('@lena', place, 'judge-alert');
        const first = answered(await act.types('@lena', 'alerts'));
        await act.presses('@lena', placeOf(first), 'list-alerts');
      };
    },
  },
  {
    name: 'answer in PagerDuty',
    features: ['answer-page', 'take-alert'],
    async begin(act) {
      const body = await sent(act, () => act.world.raises('pillows', { summary: 'Pillows', severity: 'warning', component: 'beds' }));
      const id = numberIn(body);
      await act.world.passes(12);
      return () => sent(act, () => act.world.answersPage(id, 'PASHA01', `event-${id}`));
    },
  },
];
