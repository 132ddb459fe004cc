import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';
import { privately } from '#slack-kit/say';

const Answer = z.object({ of: IncidentId }).nullable();

/** What is said to whoever said so, the same however often it is asked. */
export function answer(id: IncidentId, answered: unknown, undone: boolean) {
  const { of } = Answer.parse(answered) ?? {};
  if (of)
    return privately(`${id} is the same as ${of}: that one goes on, whoever was in this one is brought there, and the two count once.`);
  return privately(undone ? `${id} is one of its own.` : `${id} is the same as that one already; nothing has changed.`);
}
