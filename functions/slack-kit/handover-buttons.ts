import type { ActionsBlock } from '@slack/types';
import { IncidentId } from '#domain/incident/incident';
import { actions, button } from './blocks.ts';

/** Whether a team takes it: asked in the room and in the Home. */
export const answered = /^handover-(?:accept|decline)$/;

/** For those who are asked. The incident and the question go with them, so that an old button answers no new question. */
export const answerButtons = (id: IncidentId, asks: number): ActionsBlock =>
  actions(button('handover-accept', 'We take it', `${id} ${asks}`, 'primary'), button('handover-decline', 'Not ours', `${id} ${asks}`));

export function readAnswer({ action_id, value = '' }: { action_id: string; value?: string }): {
  id: IncidentId;
  accepted: boolean;
  asks: number;
} {
  const [id, asks] = value.split(' ');
  return { id: IncidentId.parse(id), asks: Number(asks), accepted: action_id === 'handover-accept' };
}
