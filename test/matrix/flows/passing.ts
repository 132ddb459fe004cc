import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, declared, onlyWhatIsSaid as only, says, taken, unanswered } from '#test/matrix/starts';

const asked = async (act: Actor) => {
  const id = await at(act, taken);
  await says(act, '@asha', `handover ${id} incident-managers it is theirs to decide`);
  return id;
};

/** From one team to another. */
export const passing: Flow[] = [
  {
    name: 'escalate what nobody has',
    features: ['raise-incident'],
    async begin(act) {
      const id = await at(act, unanswered);
      return () => act.types('@tom', `escalate ${id} nobody answers`);
    },
  },
  {
    name: 'escalate, by form',
    features: ['raise-incident'],
    only,
    async begin(act) {
      const id = await at(act, unanswered);
      return async () => {
        const { view } = await act.types('@tom', `escalate ${id}`);
        await act.submits('@tom', view, { reason: 'Nobody answers' });
      };
    },
  },
  {
    name: 'ask a team to take it',
    features: ['handover-incident'],
    async begin(act) {
      const id = await at(act, taken);
      return () => act.types('@asha', `handover ${id} incident-managers it is theirs to decide`);
    },
  },
  {
    name: 'ask a team to take it, by form',
    features: ['handover-incident'],
    only,
    async begin(act) {
      const id = await at(act, taken);
      return async () => {
        const { view } = await act.types('@asha', `handover ${id}`);
        await act.submits('@asha', view, { team: 'incident-managers', reason: 'It is theirs to decide' });
      };
    },
  },
  {
    name: 'take what another team asks for, by button',
    features: ['handover-incident'],
    async begin(act) {
      const id = await at(act, asked);
      const { channel, messages } = await act.world.inbox('@lena');
      const page = messages.find(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${id}/page/handover-1`));
      return () => act.presses('@lena', { channel, ts: page?.ts ?? '' }, 'handover-accept');
    },
  },
  {
    name: 'decline it',
    features: ['handover-incident'],
    async begin(act) {
      const id = await at(act, asked);
      return () => act.types('@lena', `handover ${id} decline it is not ours`);
    },
  },
  {
    name: 'pass on what has levels, by buttons',
    features: ['raise-incident', 'handover-incident'],
    only,
    async begin(act) {
      const id = await declared(act, 'sev3 attic: It drips');
      await says(act, '@asha', `ack ${id}`);
      const card = await cardOf(act, id);
      return async () => {
        await act.presses('@asha', card, 'raise-incident');
        const { view } = await act.presses('@asha', card, 'handover-incident');
        await act.submits('@asha', view, { team: 'incident-managers', reason: 'It is theirs to decide' });
      };
    },
  },
];
