import * as z from 'zod';
import type { IncidentEvent } from '#domain/incident/events';
import { CalledAs, HandedOffBecause, type Party } from '#domain/incident/routing';
import { PersonId } from '#domain/person/person';
import { Compensation } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team';

const at = z.iso.datetime();
export const PublicParty = z.object({ team_id: TeamSlug.nullable(), level: z.int().optional() });

/** How often it went from one to another, what that cost, and whose night it was. */
export const passingShape = {
  handoffs: z
    .array(z.object({ from: PublicParty, to: PublicParty, because: HandedOffBecause, at, waited_s: z.number().nullable() }))
    .describe('`waited_s`: from the question to the yes of those who take it, or until somebody of theirs has it; null while nobody does'),
  handoff_count: z.int(),
  reassignment_count: z.int().describe('Of these, the hand-overs from team to team'),
  time_in_handoffs_s: z.number().describe('How long it waited between them'),
  callouts: z
    .array(
      z.object({
        person: PersonId,
        as: CalledAs,
        compensation: Compensation,
        rest_broken: z.boolean(),
        from: at,
        to: at.nullable().describe('null while it lasts'),
        minutes: z.number().nullable(),
      }),
    )
    .describe('Who was asked outside of their working hours, and until when they were needed'),
};
const Facts = z.object(passingShape);
export type PassingFacts = z.infer<typeof Facts>;
export const neverPassed: PassingFacts = { handoffs: [], handoff_count: 0, reassignment_count: 0, time_in_handoffs_s: 0, callouts: [] };

/** What an event changes of them. */
export function passingFacts(facts: PassingFacts, event: IncidentEvent): PassingFacts {
  switch (event.type) {
    case 'IncidentHandedOff': {
      const waited = event.because === 'handover' ? seconds(event.askedAt, event.at) : null;
      const handoff = { from: party(event.from), to: party(event.to), because: event.because, at: event.at, waited_s: waited };
      const passed = counted({ ...facts, handoffs: [...answered(facts, event.at).handoffs, handoff] });
      return { ...passed, callouts: released(facts, event.at) };
    }
    case 'IncidentAcknowledged':
      return { ...answered(facts, event.at), callouts: released(facts, event.at, event.by) };
    case 'IncidentUnacknowledged':
      return {
        ...facts,
        callouts: released(facts, event.at, ...facts.callouts.map(({ person }) => person).filter((one) => one !== event.by)),
      };
    case 'IncidentResolved':
    case 'IncidentCancelled':
      return { ...answered(facts, event.at), callouts: released(facts, event.at) };
    case 'IncidentMarkedDuplicate':
      // It goes on elsewhere: nobody is needed here any more.
      return event.of === null ? facts : { ...answered(facts, event.at), callouts: released(facts, event.at) };
    case 'CalloutRecorded': {
      const { person, as, compensation, restSince } = event;
      // Asked again while they are needed.
      if (facts.callouts.some((one) => one.to === null && one.person === person && one.as === as)) return facts;
      const callout = { person, as, compensation, rest_broken: restSince !== undefined, from: event.at, to: null, minutes: null };
      return { ...facts, callouts: [...facts.callouts, callout] };
    }
    default:
      return facts;
  }
}

const party = ({ team, level }: Party) => ({ team_id: team, ...(level !== undefined && { level }) });
const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

/** Somebody has it: whoever was waited for has come. */
const answered = (facts: PassingFacts, at: string): PassingFacts =>
  counted({ ...facts, handoffs: facts.handoffs.map((one) => (one.waited_s === null ? { ...one, waited_s: seconds(one.at, at) } : one)) });

const counted = (facts: PassingFacts): PassingFacts => ({
  ...facts,
  handoff_count: facts.handoffs.length,
  reassignment_count: facts.handoffs.filter(({ because }) => because === 'handover').length,
  time_in_handoffs_s: facts.handoffs.reduce((sum, { waited_s }) => sum + (waited_s ?? 0), 0),
});

/** Those who were asked and are not needed any more. */
const released = ({ callouts }: PassingFacts, to: string, ...except: string[]): PassingFacts['callouts'] =>
  callouts.map((one) =>
    one.to !== null || except.includes(one.person) ? one : { ...one, to, minutes: Math.round(seconds(one.from, to) / 60) },
  );
