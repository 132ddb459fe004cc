import type { KnownPostmortem, Postmortem } from './postmortem.ts';
import type { PostmortemEvent } from './postmortem-events.ts';

/** What is asked of whoever drives it, and of nobody else. */
const ofTheOwner: readonly PostmortemEvent['type'][] = [
  'PostmortemSummaryWritten',
  'PostmortemImpactConfirmed',
  'PostmortemMomentSaid',
  'PostmortemArtifactsAdded',
  'PostmortemArtifactRemoved',
  'PostmortemFactorsSet',
  'PostmortemFacilitatorAssigned',
  'PostmortemMeetingPlanned',
  'PostmortemMeetingStarted',
  'PostmortemMeetingMoved',
  'PostmortemMeetingHeld',
  'PostmortemMeetingReminded',
  'PostmortemMeetingWaived',
  'PostmortemNoneChosen',
];

/** Whoever was named and has begun to drive it has it, as if they had been picked. */
export function takenOn(before: Postmortem, event: PostmortemEvent, after: Postmortem): Postmortem {
  if (before.state === 'none' || after.state === 'none' || after.picked || !ofTheOwner.includes(event.type)) return after;
  return 'by' in event && event.by !== undefined && event.by === before.owner ? { ...after, picked: true } : after;
}

/** Who leads the talk. A light one has none, unless somebody asked for one. */
export const talkLedBy = ({
  requirement,
  facilitator,
  facilitating,
}: Pick<KnownPostmortem, 'requirement' | 'facilitator' | 'facilitating'>): KnownPostmortem['facilitator'] =>
  requirement === 'light' && facilitating?.by === undefined ? undefined : facilitator;
