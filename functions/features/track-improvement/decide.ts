import type { IssueEffect, Outcome } from '#domain/effects';
import { type Twin, trackedRef } from '#domain/improvement/beside';
import { type Improvement, isChosen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { putAsideThere } from '#domain/improvement/tracking';
import { trackedKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { Monitor } from '#domain/person/author';
import type { TrackerKind } from '#domain/team/tracker';

type Nothing = Record<string, never>;

/** What came of keeping it in a tracker too. Being refused the same again is nothing new. */
export type RecordTracking = { at: string; tracker: TrackerKind; outcome: Outcome };
export const recordTracking: Act<Improvement, { twin: Twin | undefined }, RecordTracking, ImprovementEvent> = {
  facts: (_, { tracker, outcome }) => ({ twin: trackedRef(tracker, outcome.kind === 'issue' ? outcome.issue.id : 'none') }),
  decide(improvement, { twin }, { at, tracker, outcome }, { id, versions }) {
    if (improvement.state === 'none') return [];
    const { tracked, trackingRefused: refused } = improvement;
    if (outcome.kind === 'refused') {
      const again = refused?.tracker === tracker && refused.code === outcome.code;
      return again ? [] : [{ type: 'ImprovementTrackingRefused', at, tracker, code: outcome.code }];
    }
    if (outcome.kind !== 'issue') return [];
    const { issue } = outcome;
    const known = tracked?.tracker === issue.tracker && tracked.id === issue.id && tracked.ref === issue.ref;
    const closed =
      outcome.closed &&
      followed(improvement, { at, tracker, issue: issue.id, became: outcome.closed.became, happenedAt: outcome.closed.at });
    if (known && (refused === undefined || refused.code === putAsideThere)) return closed ?? [];
    const named = { key: trackedKey(issue.tracker, issue.id), value: { improvement: id }, expected: versions.twin };
    return {
      events: [{ type: 'ImprovementTracked', at, tracked: issue }, ...(closed ?? [])],
      puts: twin?.improvement === id ? [] : [named],
    };
  },
};

/** `issue`: by the tracker's own id. `happenedAt`: by its clock. */
export type FollowTracker = {
  at: string;
  tracker: TrackerKind;
  issue: string;
  /** `going_on`: it is not done there now, and may never have been. */
  became: 'done' | 'put_aside' | 'reopened' | 'going_on';
  happenedAt: string;
  /** How we left it there. */
  put?: IssueEffect['stands'] | undefined;
};

/** Closed over there it is done here, and opened again it is open here. What we did there ourselves, and what is older than what we know, changes nothing. */
export const followTracker: Act<Improvement, Nothing, FollowTracker, ImprovementEvent> = {
  facts: () => ({}),
  decide: (improvement, _, heard) => followed(improvement, heard),
};

function followed(improvement: Improvement, { at, tracker, issue, became, happenedAt, put }: FollowTracker): ImprovementEvent[] {
  if (improvement.state === 'none' || improvement.private) return [];
  const { tracked } = improvement;
  if (tracked?.tracker !== tracker || tracked.id !== issue) return [];
  const by = Monitor.parse(`monitor:${tracker}`);
  if (improvement.state === 'done') {
    const wasDone = improvement.doneBy === by || (put !== undefined && put !== 'open');
    const again = became === 'reopened' || (became === 'going_on' && wasDone);
    return again && !isBefore(happenedAt, improvement.doneAt) ? [{ type: 'ImprovementReopened', at, by }] : [];
  }
  if (!isChosen(improvement) || became === 'reopened' || became === 'going_on') return [];
  const since = improvement.reopenedAt ?? improvement.acceptedAt;
  if (isBefore(happenedAt, since)) return [];
  if (became === 'done') return [{ type: 'ImprovementCompleted', at, by }];
  const told = improvement.trackingRefused?.code === putAsideThere;
  return told ? [] : [{ type: 'ImprovementTrackingRefused', at, tracker, code: putAsideThere }];
}

/** They say it to the second. */
const isBefore = (there: string, here: string) => Math.floor(Date.parse(there) / 1000) < Math.floor(Date.parse(here) / 1000);
