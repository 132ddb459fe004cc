import { type ChosenImprovement, type Improvement, isChosen, type KnownImprovement } from './improvement.ts';
import type { ImprovementEvent, ImprovementFact } from './improvement-events.ts';

/** How each event changes an improvement. Pure: folding the log gives the head. */
export function evolve(improvement: Improvement, event: ImprovementEvent): Improvement {
  if (event.type === 'ImprovementProposed') return improvement.state === 'none' ? proposed(event) : improvement;
  if (improvement.state === 'none') return improvement;
  switch (event.type) {
    case 'ImprovementDescribed': {
      const { titleId = improvement.titleId, priority = improvement.priority, doneWhenId, question } = event;
      return { ...improvement, titleId, priority, ...(doneWhenId && { doneWhenId }), ...(question && { question }) };
    }
    case 'ImprovementAccepted':
      return accepted(improvement, event);
    case 'ImprovementDeclined': {
      const { by, at, reasonId } = event;
      return { ...asProposed(improvement), state: 'declined', declined: { by, at, reasonId } };
    }
    case 'ImprovementMerged':
      return { ...asProposed(improvement), state: 'superseded', into: event.into, supersededAt: event.at };
    case 'ImprovementJoined':
      return {
        ...improvement,
        joined: [...new Set([...improvement.joined, event.from])],
        incidents: [...new Set([...improvement.incidents, ...event.incidents])],
      };
    case 'ImprovementRanked':
      return { ...improvement, rank: event.rank };
    case 'ImprovementTracked': {
      const { trackingRefused: _refused, ...kept } = improvement;
      return { ...kept, tracked: event.tracked } as KnownImprovement;
    }
    case 'ImprovementTrackingRefused':
      return { ...improvement, trackingRefused: { tracker: event.tracker, code: event.code, at: event.at } };
    case 'ImprovementMadePrivate':
      return { ...improvement, private: true };
    case 'ImprovementReminded':
      return { ...improvement, reminded: [...improvement.reminded, { person: event.person, day: event.day, what: event.what }] };
    case 'ImprovementWordsErased':
      return improvement;
    case 'ImprovementStepTaken':
      return { ...improvement, steps: [...improvement.steps, event.step] };
    case 'ImprovementReopened':
      return improvement.state === 'done' ? again(improvement) : improvement;
    case 'ImprovementHelpAsked':
      return improvement.state === 'done' ? { ...improvement, helpAsked: event.people } : improvement;
    case 'ImprovementHelpSaid':
      return improvement.state === 'done' ? helped(improvement, event) : improvement;
    case 'ImprovementReassigned':
      return isChosen(improvement) ? reassigned(improvement, event) : { ...improvement, team: event.team };
    default:
      return isChosen(improvement) ? moved(improvement, event) : improvement;
  }
}

function proposed({ type: _type, at, by, ...said }: ImprovementFact<'ImprovementProposed'>): Improvement {
  return { state: 'proposed', ...said, proposedAt: at, ...(by && { proposedBy: by }), joined: [], steps: [], reminded: [] };
}

function accepted(
  improvement: KnownImprovement,
  { at, owner, team, dueOn, priority }: ImprovementFact<'ImprovementAccepted'>,
): Improvement {
  if (isChosen(improvement)) {
    const { waitingSince: _waiting, ...kept } = improvement;
    return { ...kept, owner, team, dueOn, priority };
  }
  return { ...asProposed(improvement), state: 'accepted', acceptedAt: at, owner, team, dueOn, priority, extensions: 0 };
}

type Moves = Extract<
  ImprovementEvent,
  { type: 'ImprovementStarted' | 'ImprovementRescheduled' | 'ImprovementOverdue' | 'ImprovementCompleted' }
>;

function moved(improvement: ChosenImprovement, event: Moves): Improvement {
  switch (event.type) {
    case 'ImprovementStarted':
      return { ...improvement, state: 'in_progress' };
    case 'ImprovementRescheduled': {
      const { overdueAt: _overdue, ...kept } = improvement;
      return { ...kept, dueOn: event.dueOn, extensions: event.extension };
    }
    case 'ImprovementOverdue':
      return { ...improvement, overdueAt: event.at };
    case 'ImprovementCompleted': {
      const { by, at } = event;
      return { ...improvement, state: 'done', doneAt: at, ...(by && { doneBy: by }), helped: [] };
    }
    default:
      return event satisfies never;
  }
}

function reassigned(improvement: ChosenImprovement, { at, owner, team, waiting }: ImprovementFact<'ImprovementReassigned'>): Improvement {
  const { owner: _owner, waitingSince: _waiting, ...kept } = improvement;
  return { ...kept, team, ...(owner && { owner }), ...(waiting && { waitingSince: at }) };
}

type Done = Extract<Improvement, { state: 'done' }>;

function again({ doneAt: _at, doneBy: _by, helped: _helped, helpAsked: _asked, ...kept }: Done): Improvement {
  return { ...kept, state: 'in_progress' };
}

function helped(improvement: Done, { by, at, helped: said, wordsId }: ImprovementFact<'ImprovementHelpSaid'>): Improvement {
  const others = improvement.helped.filter((one) => one.by !== by);
  return { ...improvement, helped: [...others, { by, at, helped: said, ...(wordsId && { wordsId }) }] };
}

/** What it was before anybody was to do it. */
function asProposed(improvement: KnownImprovement) {
  const { kind, question, postmortem, incidents, service, team, titleId, doneWhenId, priority, proposedAt, proposedBy } = improvement;
  const { rank, tracked, trackingRefused, joined, steps, reminded } = improvement;
  return {
    kind,
    incidents,
    service,
    team,
    private: improvement.private,
    titleId,
    priority,
    proposedAt,
    joined,
    steps,
    reminded,
    ...(question && { question }),
    ...(postmortem && { postmortem }),
    ...(doneWhenId && { doneWhenId }),
    ...(proposedBy && { proposedBy }),
    ...(rank !== undefined && { rank }),
    ...(tracked && { tracked }),
    ...(trackingRefused && { trackingRefused }),
  };
}
