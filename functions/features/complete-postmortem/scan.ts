import { isImprovement } from '#domain/improvement/improvement-kind';
import { viewImprovement } from '#domain/improvement/view';
import { mayKnow } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { Reconciliations } from '#domain/ports';
import { hasChosen } from '#domain/postmortem/chosen';
import { areChosen, missingOf } from '#domain/postmortem/completeness';
import { postmortems } from '#domain/postmortem/postmortem';
import { type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import { isToBeSigned, lacksOnlySignOff, signersOf } from '#domain/postmortem/signing';
import type { PostmortemView } from '#domain/postmortem/view';
import { isWeighed } from '#domain/postmortem/weighed';
import { completePostmortem } from './decide.ts';

/** Looked at whenever anything has happened to it. */
export async function completeDue(stage: Stage, id: PostmortemId, view: PostmortemView): Promise<boolean> {
  const { postmortem } = view;
  if (!isWeighed(postmortem)) return false;
  if (missingOf(view).length > 0 && (hasChosen(postmortem) || !areChosen(view.improvements)) && !isOtherSigning(view)) return false;
  const { events } = await perform(stage, postmortems, id, completePostmortem, { at: stage.now() });
  return events.length > 0;
}

/** Whether another is to be asked for their word than is now; whether they can be reached is looked at there. */
function isOtherSigning({ postmortem, incident, improvements, service, now }: PostmortemView): boolean {
  const { signing, signedOff } = postmortem;
  if (signedOff) return false;
  const known = { postmortem, incident, improvements };
  if (signing === undefined) return isToBeSigned(known, now);
  return !lacksOnlySignOff(known) || signing.of !== signersOf(service).find((person) => mayKnow(incident, person));
}

/** What has become of an improvement may have been the last thing missing, and is said where its postmortem is spoken of. */
export async function completeAfterImprovement(desk: Stage & { queue: Reconciliations }, id: AggregateId): Promise<void> {
  if (!isImprovement(id)) return;
  const view = await viewImprovement(desk, id);
  if (view === undefined) return;
  const { postmortem, incidents } = view.improvement;
  if (postmortem) await perform(desk, postmortems, postmortem, completePostmortem, { at: desk.now() });
  // All that show it, so that none goes on showing what has become private.
  const all = [...new Set([...(postmortem ? [postmortem] : []), ...incidents.map(postmortemOf)])];
  if (all.length > 0) await desk.queue.ask(all.map((one) => ({ id: one, lane: 'main', because: `${id}-${view.version}` })));
}
