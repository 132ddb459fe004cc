import { buttonsOf, placeOf } from '#test/e2e/world';
import { answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, says, unanswered } from '#test/matrix/starts';

const features = ['acknowledge-incident'];
const minute = 60;
/** The reads and writes around an effect are those of "declare", "acknowledge" and "escalate"; what is done to the world is this flow's own. */
const only: Flow['only'] = ({ function: by, place }) => (by === 'slack' && !place.startsWith('ssm:')) || /^(slack|schedule):/.test(place);

export const answering: Flow[] = [
  {
    name: 'acknowledge',
    features,
    async begin(act) {
      const id = await at(act, unanswered);
      const room = await act.world.roomOf(id);
      const [call] = await act.world.said(room.id, `${id}/on-call-g1`);
      return () => act.presses('@asha', { channel: room.id, ts: call?.ts ?? '' }, 'acknowledge-incident');
    },
  },
  {
    name: 'acknowledge and give back, by line',
    features,
    only,
    async begin(act) {
      const id = await at(act, unanswered);
      return async () => {
        // Behind a question that is asked anew, nobody goes back to the one before to say that it was answered.
        await says(act, '@asha', `ack ${id}`, 10 * minute);
        await act.types('@asha', `unack ${id}`);
      };
    },
  },
  {
    name: 'escalate',
    features: ['escalate-incident', 'page-people'],
    async begin(act) {
      await at(act, unanswered);
      return () => act.world.passes(31 * minute);
    },
    minutes: 55,
  },
  {
    name: 'search the service and name it',
    features: ['identify-service'],
    only,
    async begin(act) {
      const answer = answered(await act.types('@tom', 'declare sev3 bedrom: Sheets are wet'));
      await act.world.passes(12);
      const [button] = buttonsOf(answer.ephemeral.at(-1)?.blocks);
      const card = await cardOf(act, 'INC-1');
      return async () => {
        await act.searches('@tom', card, 'identify-service:?', 'bed');
        await act.presses('@tom', placeOf(answer), button?.action_id ?? '');
      };
    },
  },
];
