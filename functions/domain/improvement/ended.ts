import type { PersonId } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import type { ServiceSlug } from '#domain/service/service-slug';
import type { TeamSlug } from '#domain/team/team-slug';
import { type Read, readFor } from './backlog.ts';
import { improvementsOfServiceRef, type Over, overOfPersonRef, overOfTeamRef } from './beside.ts';
import { isOpen, type KnownImprovement } from './improvement.ts';
import type { ImprovementId } from './improvement-kind.ts';

/** Whose: all that there ever was of a service, and of a team or a person what ended in this year or the last. */
export type Ended = { owner?: PersonId | undefined; teams?: TeamSlug[] | undefined; service?: ServiceSlug | undefined };
export type EndedOnes = { known: Read[]; lookedThrough?: number; since?: string };

const mostOver = 200;

/** Three rounds of reads, however much has ended. */
export async function endedOf(
  records: Pick<Records, 'load'>,
  whose: Ended,
  now: string,
  viewer: Parameters<typeof readFor>[2],
): Promise<EndedOnes> {
  const { ids, since } = await listed(records, whose, now);
  const read = await readFor(records, ids.slice(0, mostOver), viewer);
  const known = read.filter(({ improvement }) => !isOpen(improvement) && isStill(improvement, whose));
  return { known, ...(ids.length > mostOver && { lookedThrough: mostOver }), ...(since && { since }) };
}

/** The newest first, each once. */
async function listed(records: Pick<Records, 'load'>, { owner, teams = [], service }: Ended, now: string) {
  if (service !== undefined) {
    const [found] = await records.load([improvementsOfServiceRef(service)] as Ref<unknown>[]);
    return { ids: ((found?.value ?? []) as { improvement: ImprovementId }[]).map(({ improvement }) => improvement).reverse() };
  }
  const year = Number(now.slice(0, 4));
  const refs = [String(year), String(year - 1)].flatMap((since) => [
    ...(owner ? [overOfPersonRef(owner, since)] : []),
    ...teams.map((team) => overOfTeamRef(team, since)),
  ]);
  const found = refs.length === 0 ? [] : await records.load(refs as Ref<unknown>[]);
  const all = found
    .flatMap(({ value }) => value as Over[])
    .toSorted((one, other) => other.at.localeCompare(one.at) || numberOf(other) - numberOf(one));
  return { ids: [...new Set(all.map(({ improvement }) => improvement))], since: `${year - 1}-01-01` };
}

const numberOf = ({ improvement }: Over) => Number(improvement.slice('IMP-'.length));

/** It may have begun again and ended with somebody else. */
function isStill(improvement: KnownImprovement, { owner, teams }: Ended): boolean {
  if (teams !== undefined) return improvement.team !== null && teams.includes(improvement.team);
  return owner === undefined || improvement.state !== 'done' || improvement.owner === owner;
}
