import * as z from 'zod';
import { Monitor } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service';
import { Compensation } from '#domain/service/support';
import { Pager, PagerKind } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team';
import { CalledAs, CalledOut, EscalatedBecause, HandedOffBecause, Owner, Party, Routing, Rung, RungRole } from './routing.ts';

const at = z.iso.datetime();
/** Offered, never forced. */
export const IncidentRole = z.enum(['commander', 'deputy', 'scribe', 'liaison']);
export type IncidentRole = z.infer<typeof IncidentRole>;

/** Why somebody was brought in: named, in a group that was named, or on call for a service that was. */
export const SwarmedAs = z.enum(['person', 'group', 'service']);
export type SwarmedAs = z.infer<typeof SwarmedAs>;

/** Who is asked, who answers and who helps. */
export const askingEvents = () =>
  [
    Routing.extend({ type: z.literal('IncidentRouted'), at }),
    /** Whose it was when customers began to be hurt was wrong on record; what was recorded before stays in the log. Nobody is asked anew. */
    z.object({
      type: z.literal('IncidentReattributed'),
      at,
      /** Nobody where the catalogue file says it. */
      by: PersonId.optional(),
      owner: Owner,
      asOf: at,
      /** The word that it follows from. */
      service: ServiceSlug,
      assertion: z.int(),
    }),
    z.object({ type: z.literal('IncidentUnrouted'), at, reason: z.enum(['nobody_to_ask', 'nobody_reached']) }),
    z.object({
      type: z.literal('IncidentPaged'),
      at,
      person: PersonId,
      /** `null`: asked for by somebody, and on no rung of the ladder. */
      rung: z.int().nullable(),
      generation: z.int(),
      via: z.literal('slack'),
      outcome: z.enum(['delivered', 'refused']),
      code: z.string().optional(),
    }),
    /** The owner's own pager was called: it wakes whoever that says. */
    z.object({
      type: z.literal('IncidentTeamPaged'),
      at,
      team: TeamSlug,
      generation: z.int(),
      via: PagerKind,
      pager: Pager.optional(),
      outcome: z.enum(['delivered', 'refused']),
      code: z.string().optional(),
    }),
    /** Somebody answered where we cannot see who it is. */
    z.object({ type: z.literal('IncidentAnsweredElsewhere'), at, by: Monitor }),
    z.object({
      type: z.literal('IncidentEscalated'),
      at,
      rung: z.int(),
      role: RungRole,
      people: z.array(PersonId),
      because: EscalatedBecause,
      calledOut: z.array(CalledOut).optional(),
      /** Somebody who did not want to wait. */
      by: PersonId.optional(),
      reasonId: z.string().optional(),
    }),
    z.object({
      type: z.literal('IncidentHandoverAsked'),
      at,
      by: PersonId,
      from: Party,
      team: TeamSlug,
      people: z.array(PersonId),
      calledOut: z.array(CalledOut).optional(),
      reasonId: z.string(),
    }),
    /** Without `by` nobody answered in time. */
    z.object({
      type: z.literal('IncidentHandoverDeclined'),
      at,
      by: PersonId.optional(),
      team: TeamSlug,
      askedAt: at,
      reasonId: z.string().optional(),
    }),
    /** To the next level, or to a team that takes it. Without `by` it went on by itself, since it lasted. */
    z.object({
      type: z.literal('IncidentHandedOff'),
      at,
      by: PersonId.optional(),
      because: HandedOffBecause,
      from: Party,
      to: Party,
      askedAt: at,
      reasonId: z.string().optional(),
      ladder: z.array(Rung),
      /** Brought in because it is passed on again and again. */
      managers: z.array(PersonId),
    }),
    z.object({
      type: z.literal('CalloutRecorded'),
      at,
      person: PersonId,
      as: CalledAs,
      compensation: Compensation,
      restSince: at.optional(),
      generation: z.int(),
    }),
    z.object({ type: z.literal('IncidentAcknowledged'), at, by: PersonId }),
    z.object({ type: z.literal('IncidentUnacknowledged'), at, by: PersonId }),
    z.object({ type: z.literal('IncidentRoleAssigned'), at, by: PersonId, role: IncidentRole, person: PersonId.nullable() }),
    /** Brought in by somebody who needs them. */
    z.object({
      type: z.literal('IncidentSwarmChanged'),
      at,
      by: PersonId,
      people: z.array(PersonId),
      because: SwarmedAs,
      service: ServiceSlug.optional(),
      /** Whoever is on call for that service and not at work now. */
      calledOut: z.array(CalledOut).optional(),
    }),
  ] as const;
