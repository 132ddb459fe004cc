import type { ServiceSlug } from '#domain/service/service-slug';
import type { TeamSlug } from '#domain/team/team-slug';
import type { TeamType } from '#domain/team/team-type';
import type { Phase } from './transfer-events.ts';

export type Carried = { slug: ServiceSlug; domain: string; complexity?: 'simple' | 'complicated' | 'complex' | undefined };

/** Incidents in which customers are still hurt. What is private is counted and never named. */
export type Burning = { named: string[]; hidden: number };

/** What the guardrails look at, in figures: everything that a record says is said here already. */
export type Situation = {
  phase: Phase;
  /** The owner changes; else only the way in which it is run. */
  moves: boolean;
  service: Carried & { target?: number | undefined };
  /** Who takes it; nothing where there is no such team, or none that is active. */
  receiver:
    | {
        team: TeamSlug;
        type: TeamType;
        hasLead: boolean;
        hasGroup: boolean;
        /** How many work in it. */
        people: number;
        domains: string[];
        /** Other live services that it owns. */
        owns: Carried[];
        /** Other transfers to it that are under way. */
        incoming: number;
        /** Percent of its capacity, where a figure is on record. */
        supportPercent?: number | undefined;
        /** Calls outside of working hours, for each twelve hours of being on call. */
        callsPerShift?: number | undefined;
        burning: Burning;
      }
    | undefined;
  onCall: {
    /** Percent of the hours in which somebody has to be on call, over the next two weeks. */
    coveredPercent: number;
    /** When nobody is, and of which team. */
    gaps: string[];
    roundTheClock: boolean;
    /** When there is nobody behind the first. */
    alone: string[];
    peopleInRota: number;
    /** How many can be asked in turn. */
    rungs: number;
  };
  burning: Burning;
  /** Percent of this quarter's, where it is measured. */
  errorBudgetUsedPercent?: number | undefined;
  /** How many people stay in the rota of a team that is left owning nothing. */
  leftWithNothing?: number | undefined;
};
