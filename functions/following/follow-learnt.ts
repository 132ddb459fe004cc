import { both } from '#domain/both';
import { improvements } from '#domain/improvement/improvement';
import { type ImprovementId, isImprovement } from '#domain/improvement/improvement-kind';
import { improvementProjection } from '#domain/improvement/view';
import type { AggregateId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Lane } from '#domain/ports';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import { isPostmortem, type PostmortemId } from '#domain/postmortem/postmortem-id';
import { lastPublished } from '#domain/postmortem/versions';
import { postmortemProjection } from '#domain/postmortem/view';
import { isPrompts, promptsProjection } from '#domain/prompts/view';
import { type Projection, reconcile, type Workshop } from '#domain/reconcile';
import type { Version } from '#domain/records';
import { trackerKind } from '#domain/team/tracker';
import { takeHistory } from '#features/collect-artifacts/take';
import { recordCanvas } from '#features/keep-canvas/decide';
import { recordTracking } from '#features/track-improvement/decide';
import {
  type Desk,
  improvementDue,
  improvementReactions,
  postmortemDue,
  postmortemFollowers,
  postmortemReactions,
  promptsDue,
  promptsReactions,
} from './postmortem-reactions.ts';

type Asked = { id: AggregateId; lane: Lane; version: Version | undefined };

/** What came of keeping it in a tracker too. */
const recordTwin =
  (desk: Desk, id: ImprovementId): Projection['record'] =>
  async (effect, outcome) => {
    if (effect.kind !== 'issue') return false;
    const tracker = outcome.kind === 'issue' ? outcome.issue.tracker : trackerKind(effect.tracker);
    await perform(desk, improvements, id, recordTracking, { at: desk.now(), tracker, outcome });
    return true;
  };

/** What was said in the channel, page by page, and what came of its canvas. */
const recordOutcome =
  (desk: Desk, id: PostmortemId): Projection['record'] =>
  async (effect, outcome) => {
    if (effect.kind === 'canvas' && !effect.onlyIfThere)
      return (await perform(desk, postmortems, id, recordCanvas, { at: desk.now(), outcome })).events.length > 0;
    return effect.kind === 'read-history' && outcome.kind === 'found' && (await takeHistory(desk, id, effect, outcome.message));
  };

export const isLearnt = (id: AggregateId) => isPostmortem(id) || isImprovement(id) || isPrompts(id);

/** Postmortems, improvements, and what each person is asked of them. */
export async function followLearnt(workshop: Workshop, desk: Desk, { id, lane, version }: Asked): Promise<void> {
  if (isPrompts(id))
    return reconcile(workshop, id, lane, promptsProjection(desk, id, { due: promptsDue, reactions: promptsReactions }), version);
  // Whoever asks by no version, or again, wants all of it looked at.
  const since = version === undefined ? undefined : Math.min(version - 1, await workshop.outbox.reconciledUpTo(id, lane));
  const others = postmortemFollowers.map((followed) => followed(desk, id, since));
  if (isPostmortem(id)) {
    const published = (postmortem: KnownPostmortem) => lastPublished(desk, id, postmortem);
    const parts = { due: postmortemDue, reactions: postmortemReactions, record: recordOutcome(desk, id), published };
    return both(reconcile(workshop, id, lane, postmortemProjection(desk, id, parts), version), ...others);
  }
  if (isImprovement(id)) {
    const parts = { due: improvementDue, reactions: improvementReactions, record: recordTwin(desk, id) };
    return both(reconcile(workshop, id, lane, improvementProjection(desk, id, parts), version), ...others);
  }
}
