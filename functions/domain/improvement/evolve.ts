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
    case 'ImprovementTrackingTried': {
      if (!event.nowhere) return { ...improvement, trackingTried: event.at };
      const { trackingRefused: _refused, ...kept } = improvement;
      return kept as KnownImprovement;
    }
    case 'ImprovementMadePrivate':
      return { ...improvement, private: true };
    case 'ImprovementReminded':
      return { ...improvement, reminded: reminded(improvement, event) };
    case 'ImprovementWordsErased':
      return improvement;
    case 'ImprovementStepTaken':
      return { ...improvement, steps: [...improvement.steps, event.step] };
    case 'ImprovementReopened':
      return improvement.state === 'done' ? again(improvement, event) : improvement;
    case 'ImprovementHelpAsked':
      return improvement.state === 'done' ? { ...improvement, helpAsked: { at: event.at, people: event.people } } : improvement;
    case 'ImprovementHelpSaid':
      return improvement.state === 'done' ? helped(improvement, event) : improvement;
    case 'ImprovementReassigned':
      return reassigned(improvement, event);
    default:
      return isChosen(improvement) ? moved(improvement, event) : improvement;
  }
}

function proposed({ type: _type, at, by, ...said }: ImprovementFact<'ImprovementProposed'>): Improvement {
  return { state: 'proposed', ...said, proposedAt: at, teamSince: at, ...(by && { proposedBy: by }), joined: [], steps: [], reminded: [] };
}

/** The newest of each kind is enough to know what comes next. */
function reminded({ reminded: before }: KnownImprovement, { person, day, what }: ImprovementFact<'ImprovementReminded'>) {
  const others = before
    .map((one) => (one.person === person ? { ...one, what: one.what.filter((said) => !what.includes(said)) } : one))
    .filter((one) => one.what.length > 0);
  return [...others, { person, day, what }];
}
function accepted(
  improvement: KnownImprovement,
  { at, by, owner, team, dueOn, priority }: ImprovementFact<'ImprovementAccepted'>,
): Improvement {
  const theirs = {
    owner,
    team,
    dueOn,
    priority,
    datedAt: at,
    chosenBy: by,
    teamSince: team === improvement.team ? improvement.teamSince : at,
  };
  if (isChosen(improvement)) {
    const { waitingSince, asked: _asked, waitingBecause: _because, overdueAt: _overdue, extendedTo: _told, ...kept } = improvement;
    return { ...kept, ...theirs, extensions: waitingSince ? 0 : kept.extensions, reminded: [] };
  }
  return { ...asProposed(improvement), state: 'accepted', acceptedAt: at, ...theirs, extensions: 0, reminded: [] };
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
      const { at, by, dueOn, extension, tell } = event;
      const told = tell && { extendedTo: { person: tell, at } };
      return { ...kept, dueOn, extensions: extension, datedAt: at, chosenBy: by, reminded: [], ...told };
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

function reassigned(
  improvement: KnownImprovement,
  { at, by, owner, team, because, waiting, ask }: ImprovementFact<'ImprovementReassigned'>,
): Improvement {
  const { waitingSince: _waiting, asked: _asked, waitingBecause: _because, ...kept } = improvement;
  const why = because !== 'asked' && { waitingBecause: because };
  const asking = waiting ? { waitingSince: at, ...why, ...(ask && { asked: ask }) } : {};
  const theirs = { team, teamSince: team === improvement.team ? improvement.teamSince : at, ...asking };
  if (!isChosen(improvement)) return { ...kept, ...theirs, reminded: [] } as KnownImprovement;
  const { owner: _owner, chosenBy: _by, ...going } = kept as ChosenImprovement;
  return {
    ...going,
    ...theirs,
    datedAt: at,
    reminded: ofTheProductManager(improvement),
    ...(owner && { owner }),
    ...(by && { chosenBy: by }),
  };
}

const ofTheProductManager = ({ reminded: before }: KnownImprovement) => before.filter(({ what }) => what.includes('improvement_extended'));

type Done = Extract<Improvement, { state: 'done' }>;

function again(improvement: Done, { at, by }: ImprovementFact<'ImprovementReopened'>): Improvement {
  const { doneAt: _at, doneBy: _by, helped: _helped, helpAsked: _asked, ...kept } = improvement;
  const theirs = by !== undefined && by === kept.owner ? { chosenBy: kept.owner } : {};
  return { ...kept, state: 'in_progress', reopenedAt: at, reminded: [], ...theirs };
}

function helped(improvement: Done, { by, at, helped: said, wordsId }: ImprovementFact<'ImprovementHelpSaid'>): Improvement {
  const others = improvement.helped.filter((one) => one.by !== by);
  return { ...improvement, helped: [...others, { by, at, helped: said, ...(wordsId && { wordsId }) }] };
}

/** What it was before anybody was to do it. */
function asProposed(improvement: KnownImprovement) {
  const { kind, question, postmortem, incidents, service, team, titleId, doneWhenId, priority, proposedAt, proposedBy } = improvement;
  const { rank, tracked, trackingRefused, trackingTried, joined, steps, reminded, teamSince } = improvement;
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
    teamSince,
    ...(question && { question }),
    ...(postmortem && { postmortem }),
    ...(doneWhenId && { doneWhenId }),
    ...(proposedBy && { proposedBy }),
    ...(rank !== undefined && { rank }),
    ...(tracked && { tracked }),
    ...(trackingRefused && { trackingRefused }),
    ...(trackingTried && { trackingTried }),
  };
}
