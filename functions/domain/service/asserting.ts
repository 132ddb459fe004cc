import { ownershipKey } from '#domain/keys';
import type { Versions } from '#domain/perform';
import type { Put, Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Load, loadRef, noLoad, resting, shiftLoads, teamsOn } from '#domain/team/load';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';
import type { Lifecycle } from './lifecycle.ts';
import { type Assertion, assertionsRef, type CurrentOwnership, currentOwnership } from './ownership.ts';
import type { ServiceEvent } from './service-events.ts';
import type { ServiceSlug } from './service-slug.ts';

/** Somebody's word on whose it is, without its number and without when it was recorded: that is for the record to give. */
export type SaidOwnership = Omit<Assertion, 'recordedAt' | 'version'>;
/** The service as far as this looks at it: one that is only about to be there has neither owner nor history. */
type Owned = { slug: ServiceSlug; assertions: number; lifecycle?: Lifecycle | undefined; owned?: CurrentOwnership | undefined };
/** `teams`: those that the word names; `loads`: theirs, and of those that the service rested on before. */
export type Asserting = { teams: Team[]; assertions: Assertion[]; loads: Load[] };

const numbered = ({ assertions }: Owned, said: SaidOwnership) => ({ ...said, version: assertions + 1 });
function named(service: Owned, said: SaidOwnership, assertions: Assertion[], at: string): [CurrentOwnership | undefined, TeamSlug[]] {
  const after = currentOwnership([...assertions, { ...numbered(service, said), recordedAt: at }], at);
  return [after, teamsOn(service.owned, after)];
}

export const assertingRefs = (
  service: Owned,
  said: SaidOwnership,
  at: string,
  { assertions = [] }: Partial<Asserting>,
): { teams: Ref<Team>[]; assertions: Ref<Assertion[]>; loads: Ref<Load>[] } => ({
  teams: teamsOn(said).map(teamRef),
  assertions: assertionsRef(service.slug),
  loads: named(service, said, assertions, at)[1].map(loadRef),
});

/**
 * The next word on who owns it from when on, with all that changes by it. The teams have to be there, and stay there while it is written (hold
 * them); what is only planned is a transfer.
 */
export function asserted(
  service: Owned,
  said: SaidOwnership,
  { teams, assertions, loads }: Asserting,
  versions: Versions<Pick<Asserting, 'loads'>>,
  at: string,
): { events: ServiceEvent[]; puts: Put[] } {
  const missing = teamsOn(said).find((_, index) => teams[index]?.state !== 'active');
  if (missing !== undefined)
    throw new Rejection('no_team', `There is no team ${missing}. Nothing has changed; \`/team create\` makes one.`);
  const [owner] = teams;
  if (owner?.state === 'active' && !mayOwn(owner.teamType))
    throw new Rejection('supports_only', `${said.owner} supports services of others and owns none. Nothing has changed.`);
  if (said.effectiveFrom > at)
    throw new Rejection(
      'not_yet',
      'That is in the future. Nothing has changed; what is planned is a transfer: `/service transfer` asks for one.',
    );
  const assertion = numbered(service, said);
  const [current, teamsNamed] = named(service, said, assertions, at);
  const seenAt = [versions.loads].flat();
  const loaded = teamsNamed.map((team, index) => ({ team, load: loads[index] ?? noLoad, version: seenAt[index] ?? 0 }));
  return {
    events: [{ type: 'OwnershipAsserted', at, ...assertion, ...(current && { current }) }],
    puts: [
      { key: ownershipKey(service.slug, assertion.version), value: { ...assertion, recordedAt: at }, expected: 0 },
      ...shiftLoads(service.slug, resting(service.lifecycle, current), loaded),
    ],
  };
}
