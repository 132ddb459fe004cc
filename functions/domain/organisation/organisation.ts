import * as z from 'zod';
import { organisationId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { TeamSlug } from '#domain/team/team';
import { Tracker } from '#domain/team/tracker';
import { GroupId } from '#domain/workspace/group';

/** Who speaks to customers: a channel that is told, or a group that is called. A channel by its id, because by that we know whether another company reads it. */
export const CustomerSupport = z.union([z.strictObject({ channel: z.string().regex(/^C[A-Z0-9]+$/) }), z.strictObject({ group: GroupId })]);
export type CustomerSupport = z.infer<typeof CustomerSupport>;

const settings = z.object({
  name: z.string(),
  zone: z.string(),
  /** The team that is asked when nobody else can be. */
  incidentManagers: TeamSlug,
  serviceDesk: TeamSlug.optional(),
  /** The team whose on-call is offered the lead of what is serious. */
  incidentCommanders: TeamSlug.optional(),
  customerSupport: CustomerSupport.optional(),
  /** Whoever is in this group of Slack's leads talks about incidents that they were not in. */
  facilitators: GroupId.optional(),
  /** Heads of product, of delivery and of operations: the last whom one asks, and who may take over what nobody else can. */
  heads: z
    .object({ product: z.array(PersonId), delivery: z.array(PersonId), operations: z.array(PersonId) })
    .partial()
    .optional(),
  announcements: z.string(),
  /** Where it is said that a service has changed hands. */
  ownership: z.string().default('#ownership'),
  unrouted: z.string(),
  /** Where it is said that a postmortem can be read. */
  learning: z.string().default('#learning'),
  operations: z.string(),
  /** Where improvements are kept besides Slack, unless their team says otherwise. */
  tracker: Tracker.optional(),
  /** How long the channel of what is over stays open; for ever where nothing is said. */
  archiveAfterDays: z.int().min(1).optional(),
});

export const OrganisationConfigured = settings.extend({ type: z.literal('OrganisationConfigured'), at: z.iso.datetime() });
export type OrganisationConfigured = z.infer<typeof OrganisationConfigured>;
export const Organisation = settings.partial({ incidentManagers: true });
export type Organisation = z.infer<typeof Organisation>;

export const organisations: Aggregate<Organisation, OrganisationConfigured> = {
  name: 'organisation',
  initial: {
    name: 'this organisation',
    zone: 'UTC',
    announcements: '#incidents',
    ownership: '#ownership',
    unrouted: '#incidents-unrouted',
    learning: '#learning',
    operations: '#muster-ops',
  },
  evolve: (_, { type: _type, at: _at, ...configured }) => configured,
  state: Organisation,
  event: OrganisationConfigured,
};

export const organisationRef: Ref<Organisation> = headRef(organisations, organisationId);
