import { pruned, turnedInto } from './keeping-rota.ts';
import type { Override, Rota } from './rota.ts';
import type { ActiveTeam, Team } from './team.ts';
import type { Swap, TeamEvent } from './team-events.ts';

type Keeping = (rota: Rota | null, zone: string, at: string) => Rota | null;

/** Pure: what each event makes of a team. */
export const evolveTeam = (team: Team, event: TeamEvent): Team => evolved(team, event, pruned);
/** The same with all that its rota ever was, which no head has room for. */
export const rememberTeam = (team: Team, event: TeamEvent): Team => evolved(team, event, (rota) => rota);

function evolved(team: Team, event: TeamEvent, keeping: Keeping): Team {
  if (event.type === 'TeamCreated' || event.type === 'TeamChanged') {
    if (team.state === 'disbanded') return team;
    const { type: _type, at: _at, by: _by, ...description } = event;
    return { ...(team.state === 'active' ? gathered(team) : { rota: null }), ...description, state: 'active' };
  }
  return team.state === 'active' ? changed(team, event, keeping) : team;
}

/** What a new description says nothing of. */
const gathered = ({ rota, windingDown, swaps, gaps, rotatedAt, note, policy, supportShare, improvementShare }: ActiveTeam) => ({
  rota,
  ...(windingDown && { windingDown }),
  ...(swaps && { swaps }),
  ...(gaps && { gaps }),
  ...(rotatedAt && { rotatedAt }),
  ...(note && { note }),
  ...(policy && { policy }),
  ...(supportShare && { supportShare }),
  ...(improvementShare && { improvementShare }),
});

type Later = Exclude<TeamEvent, { type: 'TeamCreated' | 'TeamChanged' }>;

function changed(team: ActiveTeam, event: Later, keeping: Keeping): Team {
  const { at } = event;
  const withRota = (change: (rota: Rota) => Rota): ActiveTeam =>
    team.rota ? { ...team, rota: keeping(change(team.rota), team.zone, at) } : team;
  switch (event.type) {
    case 'TeamRotaSet':
      return { ...team, rota: keeping(turnedInto(team.rota, event.rota, team.zone, at), team.zone, at), rotatedAt: team.rotatedAt ?? at };
    case 'LeaveTaken': {
      const { person, from, to } = event;
      return withRota((rota) => ({ ...rota, away: [...rota.away, { person, from, to }] }));
    }
    case 'LeaveEnded':
      return withRota((rota) => ({
        ...rota,
        away: rota.away.flatMap((leave) => {
          if (leave.person !== event.person || leave.to <= at) return [leave];
          return leave.from < at ? [{ ...leave, to: at }] : [];
        }),
      }));
    case 'RotaOverridden': {
      const { person, role, from, to } = event;
      return withRota((rota) => overridden(rota, { person, role, from, to }));
    }
    case 'SwapAsked': {
      const { type: _type, at: askedAt, ...swap } = event;
      return { ...team, swaps: [...(team.swaps ?? []), { ...swap, askedAt }] };
    }
    case 'SwapAccepted': {
      const swap = team.swaps?.find(({ id }) => id === event.swap);
      const swapped = withRota((rota) => (swap ? exchanged(rota, swap, at) : rota));
      return answered(swapped, event.swap);
    }
    case 'SwapDeclined':
    case 'SwapLapsed':
      return answered(team, event.swap);
    case 'OnCallRotated':
      return { ...team, rotatedAt: event.begins };
    case 'OnCallGapDetected': {
      const { gap, told } = event;
      const others = (team.gaps ?? []).filter(({ from, to }) => (to === null || to > at) && from !== gap.from);
      return { ...team, gaps: [...others, { ...gap, told, toldAt: at }] };
    }
    case 'HandoverNoted': {
      const { noteId, by, week } = event;
      return { ...team, note: { noteId, by, week } };
    }
    case 'TeamPolicySet': {
      const { policyId, link, by } = event;
      return { ...team, policy: { policyId, by, at, ...(link && { link }) } };
    }
    case 'SupportShareStated': {
      const { percent, weeks, by } = event;
      return { ...team, supportShare: { percent, weeks, by, at } };
    }
    case 'ImprovementShareSet': {
      const { percent, by } = event;
      return { ...team, improvementShare: { percent, at, ...(by && { by }) } };
    }
    case 'TeamDisbandRefused':
      return team;
    case 'TeamDisbanded': {
      const { windingDown: _w, swaps: _s, gaps: _g, rotatedAt: _r, note: _n, ...kept } = team;
      const { policy: _p, supportShare: _f, improvementShare: _i, ...described } = kept;
      return { ...described, state: 'disbanded', disbandedAt: at, ...(event.successor && { successor: event.successor }) };
    }
    case 'TeamWindingDown':
      return { ...team, windingDown: { since: at, because: event.because } };
    case 'TeamStaffed': {
      const { windingDown: _, ...staffed } = team;
      return staffed;
    }
    default:
      return event satisfies never;
  }
}

const overridden = (rota: Rota, ...more: Override[]): Rota => ({ ...rota, overrides: [...(rota.overrides ?? []), ...more] });

/** What is over when they agree stays as it was. */
function exchanged(rota: Rota, { by, with: other, role, give, take }: Swap, at: string): Rota {
  const left = ({ from, to }: Swap['give']) => ({ from: from > at ? from : at, to });
  const given = { person: other, role, ...left(give) };
  return overridden(rota, given, ...(take && take.to > at ? [{ person: by, role: take.role, ...left(take) }] : []));
}

function answered(team: ActiveTeam, swap: string): ActiveTeam {
  const { swaps = [], ...rest } = team;
  const open = swaps.filter(({ id }) => id !== swap);
  return { ...rest, ...(open.length > 0 && { swaps: open }) };
}
