import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { TeamSlug } from '#domain/team/team';
import type { Fact } from './events.ts';
import type { OpenIncident } from './incident.ts';
import { CalledOut, type Party } from './routing.ts';

const at = z.iso.datetime();

/** How it went from one team to another. `request`: a team is asked whether it takes it. */
export const Passing = z.object({
  handoffs: z.int(),
  handovers: z.int(),
  asks: z.int(),
  /** Who has the answering of it, once it was passed on, and as part of which question. */
  now: z.object({ team: TeamSlug.nullable(), level: z.int().optional(), generation: z.int(), since: at }).optional(),
  request: z
    .object({ team: TeamSlug, people: z.array(PersonId), at, by: PersonId, reasonId: z.string(), calledOut: z.array(CalledOut) })
    .optional(),
  managers: z.array(PersonId),
});
export type Passing = z.infer<typeof Passing>;
export const notPassed: Passing = { handoffs: 0, handovers: 0, asks: 0, managers: [] };

/** Who answers for it now: whom it was passed on to, or the first line of its support. */
export function answeringParty({ passing, routing }: OpenIncident): Party {
  if (passing.now) return { team: passing.now.team, ...(passing.now.level !== undefined && { level: passing.now.level }) };
  const line = routing?.lines?.[0];
  const team = line?.teams[0] ?? routing?.owner?.team ?? null;
  return { team, ...(line && isTiered(routing?.lines) && { level: line.level }) };
}

const isTiered = (lines: { level: number }[] | undefined) => (lines?.length ?? 0) > 1;

/** To whom it goes on, where support has a level after this one. */
export function nextLine(incident: OpenIncident) {
  const { lines = [] } = incident.routing ?? {};
  const { level } = answeringParty(incident);
  return level === undefined ? undefined : lines.find((line) => line.level > level);
}

export const handoverAsked = (
  { passing }: OpenIncident,
  { team, people, at, by, reasonId, calledOut = [] }: Fact<'IncidentHandoverAsked'>,
): Passing => ({
  ...passing,
  asks: passing.asks + 1,
  request: { team, people, at, by, reasonId, calledOut },
});

export function handoverDeclined({ passing }: OpenIncident): Passing {
  const { request: _request, ...rest } = passing;
  return rest;
}

/** Another team is asked who has it, from its own first rung. */
export function passedOn(incident: OpenIncident, event: Fact<'IncidentHandedOff'>) {
  const { request, ...passing } = incident.passing;
  const [first] = event.ladder;
  const kept = event.because === 'handover' || request === undefined ? {} : { request };
  return {
    ...(incident.routing && { routing: withLadder(incident.routing, event.ladder) }),
    asked: first === undefined ? [] : [{ ...first, at: event.at, refused: [] }],
    passing: {
      ...passing,
      ...kept,
      handoffs: passing.handoffs + 1,
      handovers: passing.handovers + (event.because === 'handover' ? 1 : 0),
      now: { ...event.to, generation: incident.generation + 1, since: event.at },
      managers: [...new Set([...passing.managers, ...event.managers])],
    },
  };
}

/** Given back: those who have the answering of it are asked once more, and not those from whom it came. */
export function askedOnceMore(incident: OpenIncident, at: string): Partial<Pick<OpenIncident, 'routing' | 'asked' | 'passing'>> {
  const { passing, routing, generation } = incident;
  const [first] = routing?.ladder ?? [];
  if (passing.now === undefined || routing === undefined || first === undefined) return {};
  return {
    routing,
    asked: [{ ...first, at, refused: [] }],
    passing: { ...passing, now: { ...passing.now, generation: generation + 1 } },
  };
}

/** Asked afresh from the beginning; what has happened to it stays counted. */
export function fromTheBeginning({ passing }: Pick<OpenIncident, 'passing'>): Passing {
  const { now: _now, request: _request, ...rest } = passing;
  return { ...rest, managers: [] };
}

function withLadder({ waitsUntil: _waits, ...routing }: NonNullable<OpenIncident['routing']>, ladder: Fact<'IncidentHandedOff'>['ladder']) {
  return { ...routing, ladder };
}
