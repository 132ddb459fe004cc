import * as z from 'zod';
import type { IncidentId } from '#domain/incident/incident';
import { actions, section } from '#slack-kit/blocks';
import { impactButton } from '#slack-kit/incident-buttons';
import { privately } from '#slack-kit/say';

const Answer = z.object({ recorded: z.boolean() });

/** What is said to whoever said so; nothing on record about impact is asked about here and now. */
export function answer(id: IncidentId, answered: unknown) {
  const read = Answer.safeParse(answered);
  if (!read.success) return privately(`${id} is mitigated already; nothing has changed.`);
  const text = `${id} is mitigated. Once the cause is dealt with: \`/incident resolve ${id} permanent how\`.`;
  if (read.data.recorded) return privately(text);
  const ask = `${text}\nNo impact is on record: from when to when were customers hurt?`;
  return privately(ask, [section(ask), actions(impactButton(id))]);
}
