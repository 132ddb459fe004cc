import type { Owner, Rung } from '#domain/incident/events';
import type { OpenIncident } from '#domain/incident/incident';
import { isSerious } from '#domain/incident/severity';
import type { Organisation } from '#domain/organisation/organisation';
import { peopleAmong } from '#domain/person/author';
import type { PersonId } from '#domain/person/person';
import { type Assertion, ownerAt } from '#domain/service/ownership';
import type { RegisteredService, Service } from '#domain/service/service';
import { type OnCall, onCall, onLeave } from '#domain/team/rota';
import type { ActiveTeam, Team } from '#domain/team/team';
import { atWork } from '#domain/team/working-hours';
import type { Group } from '#domain/workspace/group';

/** What routing looks at. Each list has one element or none: none where there is nothing of that kind to look at. */
export type Catalogue = {
  organisation: Organisation;
  service: Service[];
  assertions: Assertion[][];
  owner: Team[];
  managers: Team[];
  desk: Team[];
  group: Group[];
};

const active = (teams: Team[] | undefined): ActiveTeam | undefined => teams?.find((team) => team.state === 'active');
const registered = (services: Service[] | undefined): RegisteredService | undefined => services?.find((one) => one.state === 'registered');
const nobody: OnCall = { superhero: null, sideKick: null, uncoveredSince: null };
const some = (...people: (PersonId | null | undefined)[]): PersonId[] => [
  ...new Set(people.filter((person) => person !== null && person !== undefined)),
];

/** Whose word counts: ownership as of the declaration, whatever has been moved since; where it was opened again, as of then. */
export const assertionFor = ({ declaredAt, reopened }: OpenIncident, { assertions }: Partial<Catalogue>) =>
  ownerAt(assertions?.[0] ?? [], reopened.at(-1) ?? declaredAt);

export function ownerOf(incident: OpenIncident, catalogue: Catalogue): Owner | null {
  const [assertion, team, service] = [assertionFor(incident, catalogue), active(catalogue.owner), registered(catalogue.service)];
  if (assertion === undefined || team === undefined || service === undefined) return null;
  return {
    team: assertion.owner,
    teamType: team.teamType,
    ownershipVersion: assertion.version,
    model: assertion.model,
    solution: assertion.solution,
    lifecycle: service.lifecycle,
    ...(service.availabilityTarget !== undefined && { target: service.availabilityTarget }),
  };
}

/** The team that answers: the owner, or the incident managers where there is none. */
export const answering = ({ owner, managers }: Partial<Catalogue>): ActiveTeam | undefined => active(owner) ?? active(managers);

export function standing(incident: OpenIncident, catalogue: Partial<Catalogue>) {
  const team = answering(catalogue);
  if (team === undefined) return { ...nobody, working: false };
  return { ...onCall(team.rota, team.zone, incident.askedSince), working: atWork(team, incident.askedSince) };
}

/** On leave by the rota of any team that is asked. */
export const isAway = (person: PersonId, at: string, { owner, managers, desk }: Pick<Catalogue, 'owner' | 'managers' | 'desk'>) =>
  [owner, managers, desk].some((teams) => onLeave(active(teams)?.rota ?? null, person, at));

/** Who is asked, in turn: on call, Side-kick, lead, then the product manager with the incident managers (`domain.md` 2.9). */
export function rungs(incident: OpenIncident, catalogue: Partial<Catalogue>): Rung[] {
  const { superhero, sideKick } = standing(incident, catalogue);
  const unowned = active(catalogue.owner) === undefined;
  const management = some(
    registered(catalogue.service)?.productManager,
    ...(active(catalogue.managers)?.members ?? []),
    ...(unowned ? [active(catalogue.desk)?.lead] : []),
  );
  return [
    { role: 'on_call', people: some(superhero) },
    { role: 'side_kick', people: some(sideKick) },
    { role: 'lead', people: some(answering(catalogue)?.lead) },
    { role: 'management', people: management },
  ];
}

/** Who is brought in at once, besides those who are asked (`design.md` 6). */
export function swarm(incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] {
  const { superhero, sideKick, working } = standing(incident, catalogue);
  const reporters = peopleAmong(incident.reportedBy, incident.declaredBy);
  const unowned = active(catalogue.owner) === undefined ? [active(catalogue.desk)?.lead] : [];
  if (!isSerious(incident.severity)) return some(...reporters, superhero, ...unowned);
  // A group that is empty, or that Slack has not told us of yet, says nothing of who the team is.
  const group = catalogue.group?.[0]?.members ?? [];
  const team = group.length > 0 ? group : (answering(catalogue)?.members ?? []);
  const all = working || active(catalogue.owner) === undefined;
  return some(...reporters, superhero, sideKick, ...unowned, ...(all ? team : []));
}

/** Who is brought in once it is serious. */
export const wholeSwarm = (incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] =>
  swarm({ ...incident, severity: 'sev1' }, catalogue);

export const candidates = (incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] =>
  some(...wholeSwarm(incident, catalogue), ...rungs(incident, catalogue).flatMap(({ people }) => people));
