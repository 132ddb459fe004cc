import type { Actor } from './actor.ts';

/** For what stands only where there is very much, or months later: Slack's second and third try are made here as well. */
const byHand = { team: { id: 'T0MUSTER' }, user: { id: 'U0PRIYA' }, api_app_id: 'A0MUSTER' };
async function sentByHand({ world }: Actor, payload: object) {
  const body = new URLSearchParams({ payload: JSON.stringify({ ...byHand, ...payload }) }).toString();
  for (let attempt = 0; attempt < 3; attempt++) if ((await world.sends(body)).status === 200) return;
}
export const pressedByHand = (act: Actor, action: string, value: string) =>
  sentByHand(act, {
    type: 'block_actions',
    trigger_id: `by-hand-${action}`,
    container: { type: 'message' },
    actions: [{ type: 'button', action_id: action, block_id: 'by-hand', value }],
  });
export const submittedByHand = (act: Actor, callback_id: string, about: object) =>
  sentByHand(act, {
    type: 'view_submission',
    view: {
      id: `V0${callback_id}`,
      hash: '1',
      type: 'modal',
      callback_id,
      private_metadata: JSON.stringify(about),
      state: { values: {} },
      blocks: [],
    },
  });
