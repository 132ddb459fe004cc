import type { KnownPostmortem, Postmortem } from './postmortem.ts';
import type { PostmortemFact } from './postmortem-events.ts';

type Offered = Extract<Postmortem, { state: 'not_required' }>;

/** It may be asked for from here on. What was dropped is offered as it was left. */
export function offered(postmortem: Postmortem, { type: _type, at: _at, ...said }: PostmortemFact<'PostmortemOffered'>): Postmortem {
  if (postmortem.state === 'dropped') return { ...withoutClock(postmortem), ...said, state: 'not_required' };
  if (postmortem.state !== 'none') return postmortem;
  const nothingYet = {
    reopened: 0,
    people: {},
    more: 0,
    picked: false,
    moments: {},
    artifacts: 0,
    factors: [],
    meetingWaived: [],
    improvements: [],
  };
  return { state: 'not_required', ...said, ...nothingYet, steps: [], reminders: { prompts: 0 } };
}

const ofItsClock = [
  ...['requiredAt', 'ladder', 'dueSaid', 'overdue', 'escalatedAt', 'metAt', 'waived', 'decideBy', 'publishBy', 'completedAt'],
  ...['waivedBy', 'waivedReasonId', 'signing', 'signedOff'],
];

/** Nothing of a clock is left in it. */
export function withoutClock({ state: _state, ...all }: KnownPostmortem): Omit<Offered, 'state'> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !ofItsClock.includes(name))) as Omit<Offered, 'state'>;
}

/** What was planned was called off with it. A calendar takes no notice of what is older than what it has: it counts on from there. */
export const withoutMeeting = <Known extends Omit<Offered, 'state'>>({ meeting, ...all }: Known) => ({
  ...all,
  ...(meeting && { calledOff: meeting.moved + 1 }),
});
