import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import { Lifecycle } from '#domain/service/service';
import { Compensation, Line } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team';
import { TeamType } from '#domain/team/team-type';

const at = z.iso.datetime();
/** Who owned the service when it was declared, and under which model: stored once, so that reports never change when a service moves. */
export const Owner = z.object({
  team: TeamSlug,
  teamType: TeamType,
  ownershipVersion: z.int(),
  model: SupportModel,
  solution: MaintenanceSolution,
  lifecycle: Lifecycle,
  target: z.number().optional(),
  /** It was about to go to others: what happens in those weeks is seen as such, and blamed on nobody. */
  transferPending: z.literal(true).optional(),
  /** Whole days since it came to them, where somebody had it before. */
  daysSinceTransfer: z.int().optional(),
  /** Nobody was there who could have answered for it. */
  atRisk: z.literal(true).optional(),
});
export type Owner = z.infer<typeof Owner>;

export const RungRole = z.enum(['on_call', 'side_kick', 'lead', 'management', 'best_endeavours']);
export type RungRole = z.infer<typeof RungRole>;
/** Who is asked outside of their working hours, what they get for it, and since when they should be resting, if so. */
export const CalledOut = z.object({ person: PersonId, compensation: Compensation, restSince: at.optional() });
export type CalledOut = z.infer<typeof CalledOut>;
export const Rung = z.object({ role: RungRole, people: z.array(PersonId), calledOut: z.array(CalledOut).optional() });
export type Rung = z.infer<typeof Rung>;
/** Somebody is, be it that they should be resting and others are asked first. */
export const isCovered = (ladder: Rung[]): boolean => ladder.some(({ role }) => role === 'on_call');
export const EscalatedBecause = z.enum([
  'nobody_on_call',
  'on_call_resting',
  'no_acknowledgement',
  'not_reached',
  'working_day',
  'asked_for',
]);
export const CalledAs = z.enum([...RungRole.options, 'shadow', 'helper', 'incident_manager']);
export type CalledAs = z.infer<typeof CalledAs>;
export const LeftOut = z.object({ person: PersonId, reason: z.enum(['deactivated', 'bot', 'guest', 'on_leave', 'too_many']) });

/** Whose it is, who is asked in turn, and who is brought in. */
export const Routing = z.object({
  owner: Owner.nullable(),
  /** In working hours of the owner, the whole team is asked in. */
  working: z.boolean(),
  uncoveredSince: at.nullable(),
  ladder: z.array(Rung),
  swarm: z.array(PersonId),
  /** Who would have been brought in too, had it been serious then: they come as soon as it is. */
  ifSerious: z.array(PersonId).optional(),
  leftOut: z.array(LeftOut),
  /** How many more were left out than are named. */
  moreLeftOut: z.int(),
  group: z.string().optional(),
  /** Who answers together, and to whom it goes on; none where it is told by an older record. */
  lines: z.array(Line).optional(),
  /** Nobody is woken for it: asked on their next working day. */
  waitsUntil: at.optional(),
  /** Nobody is meant to be woken at this hour, and it is too serious for that. */
  uncovered: z.boolean().optional(),
  /** Who learns to run it: paged too, and nothing hangs on them. */
  shadow: z.object({ team: TeamSlug, people: z.array(PersonId), calledOut: z.array(CalledOut) }).optional(),
  /** It is to go to another team, and has not gone yet. */
  pending: z.object({ transfer: z.string(), to: TeamSlug, plannedAt: at }).optional(),
  /** Who is asked in place of those who are gone. */
  standIns: z.array(TeamSlug).optional(),
  /** Who had it before and can be asked. They are not paged. */
  warranty: z.object({ team: TeamSlug, channel: z.string().optional(), until: at }).optional(),
});

/** Who has the answering of it: a team, at a level where support has several. */
export const Party = z.object({ team: TeamSlug.nullable(), level: z.int().optional() });
export type Party = z.infer<typeof Party>;
export const HandedOffBecause = z.enum(['escalated', 'not_restored', 'handover']);
