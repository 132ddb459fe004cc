import * as z from 'zod';
import type { IncidentId } from '#domain/incident/incident';
import { Fix } from '#domain/incident/restoring-events';
import { actions, section } from '#slack-kit/blocks';
import { impactButton } from '#slack-kit/incident-buttons';
import { privately } from '#slack-kit/say';

const Answer = z.object({ fix: Fix, recorded: z.boolean(), ended: z.boolean() });

/** What is said to whoever resolved it; what nobody has put on record is asked for here and now. */
export function answer(id: IncidentId, answered: unknown) {
  const { fix, recorded, ended } = Answer.parse(answered);
  const text = [
    `${id} is resolved.`,
    ...(ended ? ['The impact that was going on ends with it.'] : []),
    ...(fix === 'workaround' ? ['The cause is still there: a permanent fix is to be proposed.'] : []),
    ...(recorded ? [] : ['No impact is on record: from when to when were customers hurt?']),
  ].join(' ');
  return privately(text, [section(text), ...(recorded ? [] : [actions(impactButton(id))])]);
}
