import { buttonsOf, placeOf } from '#test/e2e/world';
import { answered, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const features = ['acknowledge-incident'];
const minute = 60;
/** The reads and writes around an effect are those of "declare", "acknowledge" and "escalate"; what is done to the world is this flow's own. */
const only: Flow['only'] = ({ function: by, place }) => (by === 'slack' && !place.startsWith('ssm:')) || /^(slack|schedule):/.test(place);

export const answering: Flow[] = [
  {
    name: 'acknowledge',
    features,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      const room = await act.world.roomOf(id);
      const [call] = await act.world.said(room.id, `${id}/on-call-g1`);
      return () => act.presses('@asha', { channel: room.id, ts: call?.ts ?? '' }, 'acknowledge-incident');
    },
  },
  {
    name: 'acknowledge, by line',
    features,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      return () => act.types('@asha', `ack ${id}`);
    },
    only: ({ function: by, place }) => by === 'slack' && !place.startsWith('ssm:'),
  },
  {
    name: 'give back',
    features,
    only,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      await act.types('@asha', `ack ${id}`);
      await act.world.passes(12);
      return () => act.types('@asha', `unack ${id}`);
    },
  },
  {
    name: 'escalate',
    features: ['escalate-incident', 'page-people'],
    async begin(act) {
      await declared(act, 'sev3 bedroom: Sheets are wet');
      return () => act.world.passes(31 * minute);
    },
    minutes: 55,
  },
  {
    name: 'identify the service',
    features: ['identify-service'],
    only,
    async begin(act) {
      const answer = answered(await act.types('@tom', 'declare sev3 bedrom: Sheets are wet'));
      await act.world.passes(12);
      const [button] = buttonsOf(answer.ephemeral.at(-1)?.blocks);
      return () => act.presses('@tom', placeOf(answer), button?.action_id ?? '');
    },
  },
  {
    name: 'search the service',
    features: ['identify-service'],
    async begin(act) {
      const id = await declared(act, 'sev4 bedrom: Sheets are wet');
      const room = await act.world.roomOf(id);
      const [card] = await act.world.said(room.id, `${id}/card`);
      return () => act.searches('@tom', { channel: room.id, ts: card?.ts }, 'identify-service:?', 'bed');
    },
  },
];
