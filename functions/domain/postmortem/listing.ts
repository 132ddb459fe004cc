import { type Incident, incidents } from '#domain/incident/incident';
import { titleOf } from '#domain/incident/view';
import type { Person, PersonId } from '#domain/person/person';
import { type Found, headRef, type Records, type Ref } from '#domain/records';
import { type Service, serviceRef } from '#domain/service/service';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { mayRead, rightsOf } from './authority.ts';
import { type KnownPostmortem, type Postmortem, postmortemRef } from './postmortem.ts';
import type { ActsAs } from './postmortem-events.ts';
import { incidentOf, type PostmortemId } from './postmortem-id.ts';

/** One that somebody may read, with what they are to it. */
export type ReadablePostmortem = { id: PostmortemId; postmortem: KnownPostmortem; title: string; rights: ActsAs[] };

/** Of these, those that the viewer may read, as the record has them: a board may lag. Two rounds of reads. */
export async function readableAmong(
  { load }: Pick<Records, 'load'>,
  ids: readonly PostmortemId[],
  by: PersonId,
  person: Person,
): Promise<ReadablePostmortem[]> {
  if (ids.length === 0) return [];
  const heads = await load(ids.flatMap((id) => [postmortemRef(id), headRef(incidents, incidentOf(id))]) as Ref<unknown>[]);
  const found = ids.flatMap((id, index) => {
    const [postmortem, incident] = [heads[2 * index] as Found<Postmortem>, heads[2 * index + 1] as Found<Incident>];
    return postmortem.value.state === 'none' ? [] : [{ id, postmortem: postmortem.value, incident }];
  });
  const services = [...new Set(found.map(({ postmortem }) => postmortem.service ?? 'none'))];
  const teams = [...new Set(found.map(({ postmortem }) => postmortem.team ?? ('none' as TeamSlug)))];
  const around = await load([...services.map(serviceRef), ...teams.map(teamRef)] as Ref<unknown>[]);
  const serviceOf = new Map(services.map((slug, index) => [slug, around[index]?.value as Service]));
  const teamOf = new Map(teams.map((slug, index) => [slug, around[services.length + index]?.value as Team]));
  return found.flatMap(({ id, postmortem, incident }): ReadablePostmortem[] => {
    const service = serviceOf.get(postmortem.service ?? 'none') ?? { state: 'none' };
    const team = teamOf.get(postmortem.team ?? ('none' as TeamSlug)) ?? { state: 'none' };
    const parties = { person, incident: incident.value, service, team };
    if (!mayRead(postmortem, by, parties) || incident.value.state === 'none') return [];
    return [{ id, postmortem, title: titleOf(incident.value, incident.words), rights: rightsOf(postmortem, by, parties) }];
  });
}
