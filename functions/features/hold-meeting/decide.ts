import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act, Refs } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { agendaEnd, agendaSteps } from '#domain/postmortem/agenda';
import { actingAs, type Parties, partyRefs, rightsOf } from '#domain/postmortem/authority';
import { localDay } from '#domain/postmortem/clock';
import { beforeMeeting, keeping, owningCalendar, soaked } from '#domain/postmortem/met';
import type { KnownPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { ActsAs, PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { channelsOf } from '#domain/postmortem/room';
import { Rejection } from '#domain/rejection';
import type { Calendar } from '#domain/team/working-hours';
import { isDue } from '#domain/time/due';
import { type Channel, channelRef } from '#domain/workspace/channel';

type Around = Parties & { organisation: Organisation };
const around = (postmortem: Postmortem, by: PersonId): Refs<Around> => ({ ...partyRefs(postmortem, by), organisation: organisationRef });

export type StartMeeting = { by: PersonId; at: string };
/** The agenda begins, under the blameless reminder: where and when those who come see it. */
export const startMeeting: Act<Postmortem, Around & { channels: Channel[] }, StartMeeting, PostmortemEvent> = {
  facts: (postmortem, { by }, { incident }) => ({
    ...around(postmortem, by),
    channels: (incident && incident.state !== 'none' ? channelsOf(incident) : []).map(channelRef),
  }),
  decide(state, facts, { by, at }) {
    const { meeting } = beforeMeeting(keeping(state, by, facts));
    if (meeting?.startedAt) return [];
    if (facts.channels.length === 0 || facts.channels.some(({ shared }) => shared)) throw nowhereToPostIt();
    if (meeting && !isSoon(meeting.begins, at, owningCalendar(facts.team, facts.organisation))) throw notYet();
    return [{ type: 'PostmortemMeetingStarted', at, by }];
  },
};

const earlyMs = 15 * 60_000;
/** It begins in a moment, or on this day of theirs: whoever has come together earlier need not wait. */
const isSoon = (begins: string, at: string, calendar: Calendar) =>
  Date.parse(begins) - Date.parse(at) <= earlyMs || localDay(calendar, begins) <= localDay(calendar, at);

const nowhereToPostIt = () =>
  new Rejection(
    'nowhere_to_post_it',
    'The agenda stands in the channel of the incident, and nothing can be said there: there is none, it was put away, or another company reads it. Nothing has changed; read the reminder out, talk it through, and say `/postmortem held` afterwards.',
  );
const notYet = () =>
  new Rejection(
    'not_yet',
    'It is planned for another day, and those who come would not see the reminder. Nothing has changed; `Another time` moves it to now, and `Start` works from a quarter of an hour before.',
  );

/** `from`: the item that was shown when they pressed. */
export type NextItem = { by: PersonId; at: string; from: number };
/** On with the agenda by hand, whatever the clock says; never back. */
export const nextItem: Act<Postmortem, Parties, NextItem, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(state, facts, { by, at, from }) {
    const { meeting } = beforeMeeting(keeping(state, by, facts));
    if (meeting?.startedAt === undefined)
      throw new Rejection('not_started', 'The meeting has not begun yet. `Start` begins it. Nothing has changed.');
    return meeting.step !== from || from >= agendaEnd ? [] : [{ type: 'PostmortemMeetingMoved', at, by, step: from + 1 }];
  },
};

/** The clock brings the next item of the agenda, where nobody was ahead of it. */
export const moveOn: Act<Postmortem, object, { at: string }, PostmortemEvent> = {
  facts: () => ({}),
  decide(postmortem, _, { at }) {
    const due = agendaSteps(postmortem).filter((one) => isDue(one.at, at, true));
    const step = due.at(-1)?.step;
    return step === undefined ? [] : [{ type: 'PostmortemMeetingMoved', at, step }];
  },
};

/** It was on record already: when it was stays as it is. */
export const heldBefore = 'held before';
/** `reminded`: it began with the blameless reminder, though not here; what was held is held once, and that may be said of it later. */
export type HoldMeeting = { by: PersonId; at: string; heldAt?: string | undefined; reminded?: boolean };
/** It took place. What people said is weighed from now on, and sleeping over it is given time. */
export const holdMeeting: Act<Postmortem, Around, HoldMeeting, PostmortemEvent> = {
  facts: (postmortem, { by }) => around(postmortem, by),
  decide(state, facts, { by, at, heldAt = at, reminded = false }) {
    const postmortem = keeping(state, by, facts);
    if (isHeld(postmortem)) {
      const said = reminded && !postmortem.reminders.meeting;
      return { events: said ? [{ type: 'PostmortemMeetingReminded', at, by }] : [], answer: heldBefore };
    }
    const { t0, meeting } = beforeMeeting(postmortem);
    if (heldAt > at)
      throw new Rejection('held_to_come', 'That time is still to come. Say so when the meeting is over. Nothing has changed.');
    if (heldAt < t0)
      throw new Rejection('held_too_early', 'That was before the incident was over. Say when the meeting took place. Nothing has changed.');
    const times = soaked(heldAt, owningCalendar(facts.team, facts.organisation));
    const said = reminded && meeting?.startedAt === undefined;
    return [{ type: 'PostmortemMeetingHeld', at, by, heldAt, ...times, ...(said && { reminded: true }) }];
  },
};

const isHeld = (postmortem: KnownPostmortem) => 'metAt' in postmortem && !postmortem.waived;

export type SayReminded = { by: PersonId; at: string };
/** Asked under the word that it was held: it began with the reminder. */
export const sayReminded: Act<Postmortem, Parties, SayReminded, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(state, facts, { by, at }) {
    const postmortem = keeping(state, by, facts);
    if (!isHeld(postmortem)) throw new Rejection('not_held', 'There was no meeting that could have begun with it. Nothing has changed.');
    return postmortem.reminders.meeting ? [] : [{ type: 'PostmortemMeetingReminded', at, by }];
  },
};

export type WaiveMeeting = { by: PersonId; at: string; reason: string; reasonId: string };
const shortestReason = 10;
/** Without a meeting: the facilitator says so and the product manager; one who is both says it once. */
export const waiveMeeting: Act<Postmortem, Around, WaiveMeeting, PostmortemEvent> = {
  facts: (postmortem, { by }) => around(postmortem, by),
  decide(state, facts, { by, at, reason, reasonId }) {
    const { postmortem, as } = actingAs(state, by, facts, ['facilitator', 'product_manager', 'delegate', 'owner'], notYoursToWaive);
    const before = beforeMeeting(postmortem);
    const mine = wordsOf(before, by, facts);
    if (mine.length === 0) throw notYoursToWaive();
    if (before.meetingWaived.some((one) => one.by === by)) return [];
    if (reason.trim().length < shortestReason)
      throw new Rejection('reason_too_short', 'Say in a few words how it can do without a meeting. Nothing has changed.');
    const said = new Set([...mine, ...before.meetingWaived.flatMap((one) => wordsOf(before, one.by, facts))]);
    const complete = said.size === 2;
    const times = complete ? soaked(at, owningCalendar(facts.team, facts.organisation)) : {};
    return {
      events: [{ type: 'PostmortemMeetingWaived', at, by, as, reasonId, complete, ...times }],
      texts: [{ id: reasonId, by, body: reason.trim() }],
    };
  },
};

/** Whose word theirs is. Where nobody facilitates, the owner does, but not after the worst. */
function wordsOf(postmortem: Extract<Postmortem, { state: 'draft' }>, by: PersonId, facts: Parties): ('facilitator' | 'product_manager')[] {
  const rights: ActsAs[] = rightsOf(postmortem, by, facts);
  const ownerStandsIn = postmortem.facilitator === undefined && postmortem.peak !== 'sev1' && rights.includes('owner');
  return [
    ...(rights.includes('facilitator') || ownerStandsIn ? (['facilitator'] as const) : []),
    ...(rights.includes('product_manager') || rights.includes('delegate') ? (['product_manager'] as const) : []),
  ];
}

const notYoursToWaive = () =>
  new Rejection(
    'not_yours_to_waive',
    'The facilitator and the product manager, both, may do without the meeting. Nothing has changed; ask them, or `/postmortem assign` a facilitator.',
  );
