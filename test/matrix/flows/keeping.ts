import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, IncidentId, incidents } from '#domain/incident/incident';
import { type Act, perform } from '#domain/perform';
import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, onlyWhatIsSaid as only, over, says, taken } from '#test/matrix/starts';

const minute = 60;
const remind = { features: ['remind-update'] };
const ask = { features: ['ask-whether-over'] };

/** People were promised to hear again; nobody else waits for an update of something small. */
async function promised(act: Actor, id: string): Promise<void> {
  const { view } = await act.types('@asha', `update ${id}`);
  await act.submits('@asha', view, { text: 'Hanging them up', next: '15' });
  await act.world.passes(12);
}

async function reminded(act: Actor) {
  const id = await at(act, taken);
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

async function asked(act: Actor) {
  const id = await at(act, taken);
  await goesQuiet(act, id);
  const { id: channel } = await act.world.roomOf(id);
  const question = (await act.world.messages(channel)).find(({ text }) => text.includes('Is it still going on?'));
  return { id, place: { channel, ts: question?.ts ?? '' } };
}

export const keeping: Flow[] = [
  {
    name: 'update',
    features: ['update-incident'],
    async begin(act) {
      const id = await at(act, taken);
      return () => act.types('@asha', `update ${id} Hanging them up`);
    },
  },
  {
    name: 'update, by form',
    features: ['update-incident'],
    only,
    async begin(act) {
      const card = await cardOf(act, await at(act, taken));
      return async () => {
        const { view } = await act.presses('@asha', card, 'update-incident');
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
      await promised(act, await at(act, taken));
      return () => act.world.passes(17 * minute);
    },
    minutes: 40,
  },
  {
    name: 'put the reminder off',
    ...remind,
    async begin(act) {
      const place = await at(act, reminded);
      return () => act.presses('@asha', place, 'snooze-update:60');
    },
  },
  {
    name: 'ask whether it goes on',
    ...ask,
    async begin(act) {
      const id = await at(act, taken);
      return () => goesQuiet(act, id);
    },
  },
  {
    name: 'say that it goes on',
    ...ask,
    async begin(act) {
      const { place } = await at(act, asked);
      return () => act.presses('@asha', place, 'goes-on');
    },
  },
  {
    name: 'say that it goes on, by line',
    ...ask,
    only,
    async begin(act) {
      const { id } = await at(act, asked);
      return () => act.types('@asha', `ongoing ${id}`);
    },
  },
  {
    name: 'put the channel away',
    features: ['archive-channel'],
    async begin(act) {
      const id = await at(act, over);
      await says(act, '@asha', `close ${id}`);
      return () => happens(act, id, (at) => ({ type: 'IncidentArchived', at }));
    },
  },
];
