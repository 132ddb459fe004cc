import type { TeamSlug } from '#domain/team/team-slug';
import type { Line, OnCallLevel, Support, SupportModel } from './support.ts';

export type Situation = {
  model: SupportModel;
  owner: TeamSlug;
  /** By the owner's own calendar. */
  working: boolean;
  serious: boolean;
  target?: number | undefined;
  support?: Support | undefined;
};

export type SupportPlan = {
  /** The first is asked at once; it goes on to the next by a button, a line, or because it lasts. */
  lines: Line[];
  /** Who builds it comes with everyone. */
  wholeTeam: boolean;
  /** Nobody is woken: those who are on call are asked on their next working day. */
  waits: boolean;
  /** Nobody is meant to be woken at this hour; it is serious, so they are all the same. */
  uncovered: boolean;
};

/** Out of hours, from this target on, You Build It Ops Sometimes Run It wakes those who built it. */
export const deliveryAnswersFrom = 99.9;

/** The cover that a target is worth, where none is on record (`domain.md`, appendix C). */
export const levelFor = (target: number | undefined): OnCallLevel =>
  target === undefined || target >= 99.9 ? 'team' : target >= 99 ? 'domain' : 'none';

/** Who supports a service, by model and hour (`domain.md` 2.9). What is not on record yet leaves it to the owner. */
export function supportPlan(situation: Situation): SupportPlan {
  const { owner, working, serious, target, support } = situation;
  const level = support?.outOfHours ?? levelFor(target);
  const lines = linesOf(situation, level);
  const ownersAnswer = lines[0]?.teams.includes(owner) ?? false;
  // A cover of none is about those who build it; a desk or a bridge that sits there anyway is asked, unless the record says so of them too.
  const uncovered = !working && level === 'none' && (ownersAnswer || support?.outOfHours === 'none');
  return { lines, wholeTeam: ownersAnswer && working && serious, waits: uncovered && !serious, uncovered: uncovered && serious };
}

function linesOf({ model, owner, working, target = 0, support }: Situation, level: OnCallLevel): Line[] {
  const alone: Line = { level: 1, teams: [owner], bestEndeavours: false };
  const cover: Line = !working && level === 'domain' && support?.cover ? { ...alone, teams: [support.cover] } : alone;
  const tiers = recorded(support, working);
  const first = tiers.find((line) => line.level === 1 && !line.teams.includes(owner));
  switch (model) {
    case 'ybiyri':
      return [cover];
    case 'ops_run_it':
      return tiers.length === 0 ? [alone] : tiers;
    case 'ops_sometimes_run_it':
      if (working || target >= deliveryAnswersFrom || first === undefined) return [cover];
      return [first, { level: 2, teams: [owner], bestEndeavours: true, ...compensated(support, owner) }];
    case 'sre_run_it':
      if (first === undefined) return [alone];
      if (support?.sreStage === 'sre_primary') return [first, { ...alone, level: 2 }];
      return [{ ...first, teams: [...first.teams, owner] }];
    default:
      return model satisfies never;
  }
}

const compensated = (support: Support | undefined, team: TeamSlug) => {
  const compensation = support?.tiers?.find((tier) => tier.team === team)?.compensation;
  return compensation === undefined ? {} : { compensation };
};

/** Several teams of one level stand in one line. */
function recorded(support: Support | undefined, working: boolean): Line[] {
  const now = (support?.tiers ?? []).filter(({ hours }) => hours === 'all' || hours === (working ? 'in' : 'out'));
  const levels = [...new Set(now.map(({ level }) => level))].sort((a, b) => a - b);
  return levels.map((level) => {
    const here = now.filter((tier) => tier.level === level);
    const compensation = here.find((tier) => tier.compensation !== undefined)?.compensation;
    const bestEndeavours = here.every((tier) => tier.bestEndeavours);
    return { level, teams: here.map(({ team }) => team), bestEndeavours, ...(compensation && { compensation }) };
  });
}
