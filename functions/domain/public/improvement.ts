import type { KnownImprovement } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import type { ImprovementData, ImprovementFacts, PublicImprovementType } from './improvement-schemas.ts';

type Own<Type extends PublicImprovementType> = Omit<ImprovementData<Type>, 'facts'>;

/** `improvement`: as it is with this event. `undefined` for what is a note to ourselves. */
export function publicImprovement(id: ImprovementId, improvement: KnownImprovement, event: ImprovementEvent): object | undefined {
  const own = told(event);
  return own && { ...own, facts: improvementFacts(id, improvement, event.at) };
}

export const tellsOfImprovement = (event: ImprovementEvent): boolean => told(event) !== undefined;

/** Field by field, never by spreading: what is not named here does not leave. */
function told(event: ImprovementEvent): object | undefined {
  switch (event.type) {
    case 'ImprovementProposed':
    case 'ImprovementAccepted':
    case 'ImprovementDeclined':
    case 'ImprovementStarted':
    case 'ImprovementOverdue':
    case 'ImprovementCompleted':
    case 'ImprovementReopened':
    case 'ImprovementMadePrivate':
      return {} satisfies Own<'ImprovementProposed'>;
    case 'ImprovementRescheduled':
      return { from: event.from, due_on: event.dueOn, extension: event.extension } satisfies Own<'ImprovementRescheduled'>;
    case 'ImprovementReassigned':
      return { because: event.because, waiting: event.waiting } satisfies Own<'ImprovementReassigned'>;
    case 'ImprovementMerged':
      return { into: event.into } satisfies Own<'ImprovementMerged'>;
    case 'ImprovementHelpSaid':
      return { helped: event.helped } satisfies Own<'ImprovementHelpSaid'>;
    case 'ImprovementDescribed':
    case 'ImprovementJoined':
    case 'ImprovementRanked':
    case 'ImprovementTracked':
    case 'ImprovementTrackingRefused':
    case 'ImprovementTrackingTried':
    case 'ImprovementReminded':
    case 'ImprovementWordsErased':
    case 'ImprovementHelpAsked':
    case 'ImprovementStepTaken':
      return undefined;
    default:
      return event satisfies never;
  }
}

const dayMs = 24 * 3_600_000;

function improvementFacts(id: ImprovementId, improvement: KnownImprovement, at: string): ImprovementFacts {
  const chosen = 'dueOn' in improvement ? improvement : undefined;
  const done = improvement.state === 'done' ? improvement : undefined;
  const since = chosen ? Date.parse((done?.doneAt ?? at).slice(0, 10)) - Date.parse(chosen.dueOn) : 0;
  const said = (answer: string) => (done?.helped ?? []).filter(({ helped }) => helped === answer).length;
  return {
    improvement_id: id,
    kind: improvement.kind,
    question: improvement.question ?? null,
    postmortem_id: improvement.postmortem ?? null,
    incident_ids: improvement.incidents,
    service_id: improvement.service,
    team_id: improvement.team,
    owner: chosen?.owner ?? null,
    state: improvement.state,
    priority: improvement.priority,
    private: improvement.private,
    proposed_at: improvement.proposedAt,
    accepted_at: chosen?.acceptedAt ?? null,
    due_on: chosen?.dueOn ?? null,
    extensions: chosen?.extensions ?? 0,
    waiting: improvement.waitingSince !== undefined,
    overdue: chosen?.overdueAt !== undefined,
    done_at: done?.doneAt ?? null,
    lead_time_s: done ? (Date.parse(done.doneAt) - Date.parse(improvement.proposedAt)) / 1000 : null,
    days_late: Math.max(0, since / dayMs),
    superseded_by: improvement.state === 'superseded' ? improvement.into : null,
    tracker: improvement.tracked?.tracker ?? null,
    helped: { yes: said('yes'), partly: said('partly'), no: said('no'), too_early: said('too_early') },
  };
}
