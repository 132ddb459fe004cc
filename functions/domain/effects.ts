import type { ImprovementId, Tracked } from './improvement/improvement-kind.ts';
import type { Severity } from './incident/severity.ts';
import type { AggregateId } from './keys.ts';
import type { PersonId } from './person/person.ts';
import type { Pager } from './team/pager.ts';
import type { TeamSlug } from './team/team-slug.ts';
import type { Tracker } from './team/tracker.ts';

/** A Block Kit block, whose shape is Slack's affair: `#slack-kit` builds them typed. */
export type Block = { type: string };
export type Words = { text: string; blocks?: Block[] };
/** Where a message goes: a channel's id, `#name`, or a person's id for a direct message. */
export type Place = string;

/**
 * What ought to be so in the world, as data. `key` names it for ever: however often it is asked for, it happens once.
 * A message that is `current` is brought up to date when what it should say has changed; the others are said once.
 */
export type Effect =
  | { kind: 'open-channel'; key: string; names: string[]; private: boolean }
  /**
   * Opens an archived channel again; one that is open already is fine. What is meant for it waits until then. `otherwise`: what to do once where
   * only a person can.
   */
  | { kind: 'unarchive'; key: string; channel: string; otherwise: Effect[] }
  /** Puts a channel away, after all else that is meant for it. One that is archived already is fine. */
  | { kind: 'archive'; key: string; channel: string }
  | { kind: 'invite'; key: string; channel: string; people: string[] }
  | { kind: 'topic'; key: string; channel: string; topic: string }
  | { kind: 'purpose'; key: string; channel: string; purpose: string }
  | { kind: 'bookmark'; key: string; channel: string; title: string; link: string }
  /**
   * `onlyIfThere`: what was sent is brought up to date, and what was not is not sent any more. `under`: the key of the message in whose thread
   * this one stands; it waits for that one, and is not said where that was refused. `orElse`: where it goes if Slack does not take it there.
   */
  | ({
      kind: 'message';
      key: string;
      to: Place;
      orElse?: Place;
      thread?: string;
      under?: string;
      current?: boolean;
      pin?: boolean;
      onlyIfThere?: boolean;
      /** Somebody on a rung is asked by it, and not paged. */
      asks?: { person: PersonId; rung: number; generation: number };
    } & Words)
  | ({ kind: 'page'; key: string; person: PersonId; rung: number | null; generation: number; onlyIfThere: boolean } & Words)
  /**
   * A team's own pager. `after`: the key of the call that this one follows; where that was never made, or was refused, there is nothing to
   * follow.
   */
  | {
      kind: 'pager';
      key: string;
      pager: Pager;
      team: TeamSlug;
      generation: number;
      act: 'trigger' | 'acknowledge' | 'resolve';
      after?: string;
      onlyIfThere?: boolean;
      /** The same for everything that is said of one question. */
      dedupKey: string;
      severity: Severity;
      summary: string;
      service: string | null;
    }
  /** The twin of an improvement in a tracker; where it has one already, that is brought up to date wherever it is. `again`: the day of another try. */
  | {
      kind: 'issue';
      key: string;
      improvement: ImprovementId;
      tracker: Tracker;
      title: string;
      paragraphs: string[];
      stands: 'open' | 'done' | 'dropped';
      /** No words of anybody stay there, below ours or where ours were taken out. */
      alone?: true;
      onlyIfThere?: true;
      again?: string;
    }
  /** The channel's own canvas. `mark`: what stands in it and tells ours from one that people have made, which is left alone. */
  | { kind: 'canvas'; key: string; channel: string; title: string; mark: string; markdown: string; onlyIfThere?: true; again?: string }
  /** Asks Slack what stands there: a message that somebody put on the timeline. */
  | { kind: 'read-message'; key: string; channel: string; ts: string }
  /** Asks Slack what was said in a channel between two places, neither included: a page of it, the latest first. */
  | { kind: 'read-history'; key: string; channel: string; oldest: string; latest: string }
  | { kind: 'schedule'; key: string; name: string; at: string; payload: TimerFired }
  | { kind: 'unschedule'; key: string; name: string };

export type ClosedThere = { became: 'done' | 'put_aside'; at: string };

export type PagerEffect = Extract<Effect, { kind: 'pager' }>;
export type IssueEffect = Extract<Effect, { kind: 'issue' }>;
export type SlackEffect = Exclude<Effect, PagerEffect | IssueEffect>;

/** What a schedule brings back. The generation says which question it was armed for. */
export type TimerFired = { aggregate: AggregateId; timer: string; generation: number };

/** What came of an effect: ids that later effects need, and who or what was left out, with Slack's code. */
export type Outcome =
  | { kind: 'channel'; channel: string }
  /** `issue`: what stood there before, and is not forgotten. */
  | { kind: 'refused'; code: string; issue?: Tracked; put?: IssueEffect['stands'] }
  /** `put`: how we left it there; `closed`: by people over there, since. */
  | { kind: 'issue'; issue: Tracked; put?: IssueEffect['stands']; closed?: ClosedThere }
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'canvas'; canvas: string }
  | { kind: 'invited'; people: string[]; leftOut: { person: string; code: string }[] }
  /** As Slack shows it. Words are never in the ledger: they are put on record, and left out there. */
  | { kind: 'found'; message: unknown }
  | { kind: 'done' };

/**
 * One effect's line in the ledger: written as intended before the call, and with its outcome after it. `notBefore`: the call was turned away
 * and did nothing; its next turn.
 */
export type LedgerEntry = { effect: string; intendedAt: string; fingerprint: string; outcome?: Outcome; notBefore?: string };
