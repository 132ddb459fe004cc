import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service-slug';
import { OnCallLevel } from '#domain/service/support';
import { TransferId } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import { Pager } from './pager.ts';
import { DutyRole, Rota } from './rota.ts';
import { TeamSlug } from './team-slug.ts';
import { TeamType } from './team-type.ts';
import { Tracker } from './tracker.ts';
import { WorkingHours } from './working-hours.ts';

const at = z.iso.datetime();
const by = PersonId;
const span = { from: at, to: at };

export const described = () =>
  z.object({
    name: z.string(),
    teamType: TeamType,
    zone: z.string(),
    region: z.string().optional(),
    workingHours: WorkingHours,
    holidays: z.array(z.iso.date()),
    lead: PersonId,
    techLead: PersonId.optional(),
    members: z.array(PersonId),
    /** People who work in it, where they are not all in Slack. */
    headcount: z.int().positive().optional(),
    productDomains: z.array(z.string()).optional(),
    orgFunction: z.enum(['delivery', 'operations', 'product']).optional(),
    budgetHolder: PersonId.optional(),
    costBasis: z.enum(['opex', 'capex']).optional(),
    supplier: z.object({ name: z.string(), contract: z.string().optional() }).optional(),
    group: GroupId.optional(),
    channel: z.string().optional(),
    /** Besides Slack, and in every case. */
    pagers: z.array(Pager).optional(),
    /** Where its improvements are kept besides Slack. */
    tracker: Tracker.optional(),
  });
export type TeamDescription = z.infer<ReturnType<typeof described>>;

/** A week, or a part of one, that somebody else is asked to take; `take`: what whoever asks would take of theirs. */
export const Swap = z.object({
  id: z.string(),
  by,
  with: PersonId,
  role: DutyRole,
  give: z.object(span),
  take: z.object({ ...span, role: DutyRole }).optional(),
  askedAt: at,
});
export type Swap = z.infer<typeof Swap>;

/** Hours in which nobody at all is on call and somebody has to be; `to` is nothing where no end is in sight. */
export const Gap = z.object({ from: at, to: at.nullable() });
export type Gap = z.infer<typeof Gap>;

export const Parts = z.object({ superhero: PersonId.nullable(), sideKick: PersonId.nullable() });
export type Parts = z.infer<typeof Parts>;

/** What rests on a team that somebody wanted to disband. */
export const Resting = z.object({
  owns: z.array(ServiceSlug),
  supports: z.array(ServiceSlug),
  takesBack: z.array(ServiceSlug),
  incoming: z.array(TransferId),
  /** What the organisation relies on it for. */
  serves: z.array(z.enum(['incident_managers', 'service_desk', 'incident_commanders'])),
});
export type Resting = z.infer<typeof Resting>;

export const TeamEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    described().extend({ type: z.literal('TeamCreated'), at, by: by.optional() }),
    described().extend({ type: z.literal('TeamChanged'), at, by: by.optional() }),
    z.object({ type: z.literal('TeamRotaSet'), at, by: by.optional(), rota: Rota.nullable() }),
    z.object({ type: z.literal('LeaveTaken'), at, by, person: PersonId, ...span }),
    /** Back sooner: what is left of their leave, and leave that was to come. */
    z.object({ type: z.literal('LeaveEnded'), at, by, person: PersonId }),
    z.object({ type: z.literal('RotaOverridden'), at, by, person: PersonId, role: DutyRole, ...span }),
    Swap.omit({ askedAt: true }).extend({ type: z.literal('SwapAsked'), at }),
    z.object({ type: z.literal('SwapAccepted'), at, by, swap: z.string() }),
    z.object({ type: z.literal('SwapDeclined'), at, by, swap: z.string() }),
    z.object({ type: z.literal('SwapLapsed'), at, swap: z.string() }),
    /** `cover`: within a week, because somebody stands in or does so no more. */
    z.object({ type: z.literal('OnCallRotated'), at, begins: at, ends: at, before: Parts, now: Parts, cover: z.literal(true).optional() }),
    z.object({
      type: z.literal('OnCallGapDetected'),
      at,
      gap: Gap,
      services: z.array(ServiceSlug),
      level: OnCallLevel,
      told: z.enum(['lead', 'product_managers']),
      people: z.array(PersonId),
    }),
    z.object({ type: z.literal('HandoverNoted'), at, by, week: at, noteId: z.string() }),
    z.object({ type: z.literal('TeamPolicySet'), at, by, policyId: z.string(), link: z.url().optional() }),
    /** How much of its capacity goes into support, as somebody says until it is measured. */
    z.object({ type: z.literal('SupportShareStated'), at, by, percent: z.number().min(0).max(100), weeks: z.int().positive() }),
    /** How much of its time is meant for what comes out of incidents; by nobody where a catalogue file says so. */
    z.object({ type: z.literal('ImprovementShareSet'), at, by: by.optional(), percent: z.int().min(0).max(100) }),
    Resting.extend({ type: z.literal('TeamDisbandRefused'), at, by }),
    z.object({ type: z.literal('TeamDisbanded'), at, by: by.optional(), successor: TeamSlug.optional() }),
    /** Nobody is left in it who could answer, or somebody is again. */
    z.object({ type: z.literal('TeamWindingDown'), at, because: z.enum(['nobody_in_it', 'lead_gone']) }),
    z.object({ type: z.literal('TeamStaffed'), at }),
  ]),
);
export type TeamEvent = z.infer<typeof TeamEvent>;
