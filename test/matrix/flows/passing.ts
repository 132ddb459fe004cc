import type { Actor } from '../actor.ts';
import { declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const only: Flow['only'] = ({ function: by }) => by === 'slack';

/** Somebody has it, so that nobody else is asked while the world is looked at. */
async function taken(act: Actor): Promise<string> {
  const id = await declared(act, 'sev3 bedroom: Sheets are wet');
  await act.types('@asha', `ack ${id}`);
  await act.world.passes(12);
  return id;
}
const handover = async (act: Actor) => {
  const id = await taken(act);
  await act.types('@asha', `handover ${id} incident-managers it is theirs to decide`);
  await act.world.passes(12);
  return id;
};

/** From one team to another. */
export const passing: Flow[] = [
  {
    name: 'escalate what nobody has',
    features: ['raise-incident'],
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      return () => act.types('@tom', `escalate ${id} nobody answers`);
    },
  },
  {
    name: 'escalate, by form',
    features: ['raise-incident'],
    only,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      const { view } = await act.types('@tom', `escalate ${id}`);
      return () => act.submits('@tom', view, { reason: 'Nobody answers' });
    },
  },
  {
    name: 'ask a team to take it',
    features: ['handover-incident'],
    async begin(act) {
      const id = await taken(act);
      return () => act.types('@asha', `handover ${id} incident-managers it is theirs to decide`);
    },
  },
  {
    name: 'ask a team to take it, by form',
    features: ['handover-incident'],
    only,
    async begin(act) {
      const id = await taken(act);
      const { view } = await act.types('@asha', `handover ${id}`);
      return () => act.submits('@asha', view, { team: 'incident-managers', reason: 'It is theirs to decide' });
    },
  },
  {
    name: 'take what another team asks for, by button',
    features: ['handover-incident'],
    async begin(act) {
      const id = await handover(act);
      const { channel, messages } = await act.world.inbox('@lena');
      const page = messages.find(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${id}/page/handover-1`));
      return () => act.presses('@lena', { channel, ts: page?.ts ?? '' }, 'handover-accept');
    },
  },
  {
    name: 'decline it',
    features: ['handover-incident'],
    async begin(act) {
      const id = await handover(act);
      return () => act.types('@lena', `handover ${id} decline it is not ours`);
    },
  },
];
