import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, IncidentId, incidents } from '#domain/incident/incident';
import { type Act, perform } from '#domain/perform';
import type { Actor } from '../actor.ts';
import { declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const minute = 60;
/** What follows follows it however it was said; the lines have those sites. */
const only: Flow['only'] = ({ function: by }) => by === 'slack';
const update = { features: ['update-incident'] };
const remind = { features: ['remind-update'] };
const ask = { features: ['ask-whether-over'] };

async function taken(act: Actor): Promise<string> {
  const id = await declared(act, 'sev3 bedroom: Sheets are wet');
  await act.types('@asha', `ack ${id}`);
  await act.world.passes(12);
  return id;
}

/** People were promised to hear again; nobody else waits for an update of something small. */
async function promised(act: Actor, id: string): Promise<void> {
  const { view } = await act.types('@asha', `update ${id}`);
  await act.submits('@asha', view, { text: 'Hanging them up', next: '15' });
  await act.world.passes(12);
}

async function reminded(act: Actor) {
  const id = await taken(act);
  await promised(act, id);
  await act.world.passes(17 * minute);
  const { channel, messages } = await act.world.inbox('@asha');
  return { channel, ts: messages.findLast(({ text }) => text.includes(`how ${id} goes`))?.ts ?? '' };
}

/** What takes days would be days of sweeps in each case; here it is put on record at once. */
async function happens({ world }: Actor, id: string, event: (at: string) => IncidentEvent): Promise<void> {
  const at = await world.now();
  const act: Act<Incident, Record<string, never>, null, IncidentEvent> = { facts: () => ({}), decide: () => [event(at)] };
  const { records } = await world.store();
  await perform({ records, now: () => at }, incidents, IncidentId.parse(id), act, null);
  await world.settle();
  await world.passes(12);
}
const goesQuiet = (act: Actor, id: string) => happens(act, id, (at) => ({ type: 'IncidentWentQuiet', at, since: at }));

export const keeping: Flow[] = [
  {
    name: 'update',
    ...update,
    async begin(act) {
      const id = await taken(act);
      return () => act.types('@asha', `update ${id} Hanging them up`);
    },
  },
  {
    name: 'update, by form',
    ...update,
    only,
    async begin(act) {
      const id = await taken(act);
      const room = await act.world.roomOf(id);
      const [card] = await act.world.said(room.id, `${id}/card`);
      return async () => {
        const { view } = await act.presses('@asha', { channel: room.id, ts: card?.ts ?? '' }, 'update-incident');
        await act.submits('@asha', view, { text: 'Hanging them up' });
      };
    },
  },
  {
    name: 'remind of an update',
    ...remind,
    // The reads around it are those of "escalate"; what comes of it is this flow's own.
    only: ({ function: by, place }) => /^slack:/.test(place) || (by === 'remind' && place === 'dynamodb:TransactWriteItems'),
    async begin(act) {
      await promised(act, await taken(act));
      return () => act.world.passes(17 * minute);
    },
    minutes: 40,
  },
  {
    name: 'put the reminder off',
    ...remind,
    async begin(act) {
      const place = await reminded(act);
      return () => act.presses('@asha', place, 'snooze-update:60');
    },
    minutes: 60,
  },
  {
    name: 'ask whether it goes on',
    ...ask,
    async begin(act) {
      const id = await taken(act);
      return () => goesQuiet(act, id);
    },
  },
  {
    name: 'say that it goes on',
    ...ask,
    async begin(act) {
      const id = await taken(act);
      await goesQuiet(act, id);
      const { id: channel } = await act.world.roomOf(id);
      const question = (await act.world.messages(channel)).find(({ text }) => text.includes('Is it still going on?'));
      return () => act.presses('@asha', { channel, ts: question?.ts ?? '' }, 'goes-on');
    },
  },
  {
    name: 'say that it goes on, by line',
    ...ask,
    only,
    async begin(act) {
      const id = await taken(act);
      await goesQuiet(act, id);
      return () => act.types('@asha', `ongoing ${id}`);
    },
  },
  {
    name: 'put the channel away',
    features: ['archive-channel'],
    async begin(act) {
      const id = await taken(act);
      await act.types('@asha', `resolve ${id} permanent dried them`);
      await act.types('@asha', `close ${id}`);
      await act.world.passes(12);
      return () => happens(act, id, (at) => ({ type: 'IncidentArchived', at }));
    },
  },
];
