import { type Asking, ladderOf, onDuty, some } from '#domain/incident/asking';
import type { OpenIncident } from '#domain/incident/incident';
import { movesAround, movingAt } from '#domain/incident/moving';
import type { Owner, Rung } from '#domain/incident/routing';
import { isSerious } from '#domain/incident/severity';
import type { Organisation } from '#domain/organisation/organisation';
import { peopleAmong } from '#domain/person/author';
import type { PersonId } from '#domain/person/person';
import { type Assertion, ownerAt, warrantyAt } from '#domain/service/ownership';
import type { RegisteredService, Service } from '#domain/service/service';
import { type SupportPlan, supportPlan } from '#domain/service/support-plan';
import { onCall, onLeave } from '#domain/team/rota';
import type { ActiveTeam, Team } from '#domain/team/team';
import type { TeamSlug } from '#domain/team/team-slug';
import { atWork, nextWorkingMorning } from '#domain/team/working-hours';
import type { Transfer } from '#domain/transfer/transfer';
import type { TransferId } from '#domain/transfer/transfer-kind';
import type { Group } from '#domain/workspace/group';

/** What routing looks at. Each list is empty where there is nothing of that kind to look at. */
export type Catalogue = {
  organisation: Organisation;
  service: Service[];
  assertions: Assertion[][];
  owner: Team[];
  /** Those of the first line of support who do not own it. */
  line: Team[];
  /** Who learns to run it, and who had it before. */
  shadow: Team[];
  former: Team[];
  /** Who answers in place of owners who are gone. */
  standIns: Team[];
  /** The transfers that may have been under way when it was declared. */
  moves: Transfer[];
  managers: Team[];
  desk: Team[];
  group: Group[];
};

const active = (teams: Team[] | undefined): ActiveTeam | undefined => teams?.find((team) => team.state === 'active');
const everyActive = (teams: Team[] = []): ActiveTeam[] => teams.filter((team) => team.state === 'active');
const registered = (services: Service[] | undefined): RegisteredService | undefined => services?.find((one) => one.state === 'registered');

/** Whose word counts: ownership as of the declaration, whatever has been moved since; where it was opened again, as of then. */
export const assertionFor = ({ declaredAt, reopened }: OpenIncident, { assertions }: Partial<Catalogue>) =>
  ownerAt(assertions?.[0] ?? [], reopened.at(-1) ?? declaredAt);

export function ownerOf(incident: OpenIncident, catalogue: Catalogue): Owner | null {
  const known = catalogue.owner.find(({ state }) => state !== 'none');
  const team = known?.state === 'none' ? undefined : known;
  const [assertion, service] = [assertionFor(incident, catalogue), registered(catalogue.service)];
  if (assertion === undefined || team === undefined || service === undefined) return null;
  return {
    team: assertion.owner,
    teamType: team.teamType,
    ownershipVersion: assertion.version,
    model: assertion.model,
    solution: assertion.solution,
    lifecycle: service.lifecycle,
    ...(service.availabilityTarget !== undefined && { target: service.availabilityTarget }),
    ...movingAt(askedAbout(incident), catalogue.assertions[0] ?? [], catalogue.moves),
    ...(service.orphaned && service.orphaned.team === assertion.owner && { atRisk: true }),
  };
}

const askedAbout = ({ declaredAt, reopened }: OpenIncident) => reopened.at(-1) ?? declaredAt;

/** The transfers that say whether it was about to go. */
export const transfersAround = (incident: OpenIncident, { service, assertions }: Partial<Catalogue>): TransferId[] =>
  movesAround(askedAbout(incident), assertions?.[0] ?? [], registered(service)?.pending?.transfer);

/** How it is supported at this hour; none while nobody owns it. */
export function planFor(incident: OpenIncident, catalogue: Partial<Catalogue>): SupportPlan | undefined {
  const [assertion, team] = [assertionFor(incident, catalogue), active(catalogue.owner)];
  if (assertion === undefined || team === undefined) return undefined;
  return supportPlan({
    model: assertion.model,
    owner: assertion.owner,
    working: atWork(team, incident.askedSince),
    serious: isSerious(incident.severity),
    target: registered(catalogue.service)?.availabilityTarget,
    support: assertion.support,
  });
}

/** Of the first line, those who do not own it. */
export const lineTeams = (incident: OpenIncident, catalogue: Partial<Catalogue>): TeamSlug[] =>
  planFor(incident, catalogue)?.lines[0]?.teams.filter((team) => team !== assertionFor(incident, catalogue)?.owner) ?? [];

/** It goes to others at some time, and has not gone yet. */
export const pendingFor = (incident: OpenIncident, catalogue: Partial<Catalogue>) => {
  const pending = registered(catalogue.service)?.pending;
  return pending?.from === assertionFor(incident, catalogue)?.owner ? pending : undefined;
};

/** As long as the transfer is not completed they are there, be it longer than was planned. */
export function shadowTeam(incident: OpenIncident, catalogue: Partial<Catalogue>): TeamSlug | undefined {
  const { askedSince } = incident;
  const pending = pendingFor(incident, catalogue);
  if (pending?.shadow && pending.shadow.from <= askedSince) return pending.to;
  const shadow = registered(catalogue.service)?.shadow;
  return shadow && shadow.from <= askedSince && askedSince < shadow.until ? shadow.team : undefined;
}

export const warrantyFor = ({ askedSince }: OpenIncident, { assertions }: Partial<Catalogue>) =>
  warrantyAt(assertions?.[0] ?? [], askedSince);

/** Where nobody of those who own it is there: who had it last, who covers its domain, and who owns what is like it. */
export function standInTeams(incident: OpenIncident, catalogue: Partial<Catalogue>): TeamSlug[] {
  const [orphaned, assertion] = [registered(catalogue.service)?.orphaned, assertionFor(incident, catalogue)];
  if (orphaned === undefined || orphaned.because === 'lead_gone' || orphaned.team !== assertion?.owner) return [];
  const teams = [warrantyFor(incident, catalogue)?.team, assertion.support?.cover, ...orphaned.standIns];
  return [...new Set(teams.filter((team) => team !== undefined && team !== assertion.owner))] as TeamSlug[];
}

/** The teams that answer: those of the first line, the owner where there is none, and the incident managers where nobody owns it. */
export function answering(incident: OpenIncident, catalogue: Partial<Catalogue>): ActiveTeam[] {
  const [owner, managers] = [active(catalogue.owner), active(catalogue.managers)];
  if (owner === undefined) return managers ? [managers] : [];
  const others = [...everyActive(catalogue.line), ...everyActive(catalogue.standIns)];
  return ownersAnswer(incident, catalogue) || others.length === 0 ? [...others, owner] : others;
}

/** So do the incident managers, where nobody owns it. */
export function ownersAnswer(incident: OpenIncident, catalogue: Partial<Catalogue>): boolean {
  const owner = assertionFor(incident, catalogue)?.owner;
  const first = planFor(incident, catalogue)?.lines[0];
  return owner === undefined || first === undefined || first.teams.includes(owner);
}

/** The team whose group is called by name. */
export const groupTeam = ({ owner, managers }: Partial<Catalogue>): ActiveTeam | undefined => active(owner) ?? active(managers);

/** When they are asked: at once, or on the next working day. */
export function askedAt(incident: OpenIncident, catalogue: Partial<Catalogue>): string {
  const owner = active(catalogue.owner);
  return owner && planFor(incident, catalogue)?.waits ? nextWorkingMorning(owner, incident.askedSince) : incident.askedSince;
}

export function standing(incident: OpenIncident, catalogue: Partial<Catalogue>) {
  const [teams, at] = [answering(incident, catalogue), askedAt(incident, catalogue)];
  const calendar = groupTeam(catalogue);
  const duty = onDuty(teams, at);
  const gap = teams.map(({ rota, zone }) => onCall(rota, zone, at).uncoveredSince).find((since) => since !== null) ?? null;
  return {
    ...duty,
    uncoveredSince: duty.superheroes.length > 0 ? null : gap,
    working: calendar !== undefined && atWork(calendar, incident.askedSince),
  };
}

/** On leave by the rota of any team that is asked. */
export const isAway = (
  person: PersonId,
  at: string,
  { owner, line, managers, desk }: Pick<Catalogue, 'owner' | 'line' | 'managers' | 'desk'>,
) => [...owner, ...line, ...managers, ...desk].some((team) => onLeave(active([team])?.rota ?? null, person, at));

type Able = Pick<Asking, 'unable' | 'restSince'>;
const anyone: Able = { unable: () => false, restSince: () => undefined };

export function rungs(incident: OpenIncident, catalogue: Partial<Catalogue>, able: Able = anyone): Rung[] {
  const unowned = active(catalogue.owner) === undefined;
  const managers = active(catalogue.managers);
  const management = some(
    registered(catalogue.service)?.productManager,
    ...(managers?.members ?? []),
    ...(unowned ? [active(catalogue.desk)?.lead] : []),
  );
  const first = planFor(incident, catalogue)?.lines[0];
  return ladderOf({
    ...able,
    teams: answering(incident, catalogue),
    managers,
    management,
    bestEndeavours: false,
    compensation: first?.compensation,
    at: askedAt(incident, catalogue),
  });
}

/** Who is brought in at once, besides those who are asked (`design.md` 6). */
export function swarm(incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] {
  const { superheroes, sideKicks } = standing(incident, catalogue);
  const reporters = peopleAmong(incident.reportedBy, incident.declaredBy);
  const owned = active(catalogue.owner) !== undefined;
  const plan = planFor(incident, catalogue);
  const unowned = owned ? [] : [active(catalogue.desk)?.lead];
  if (plan?.waits) return some(...reporters);
  // Nobody is left who knows it: whoever is responsible sees to it that somebody comes.
  const responsible =
    (catalogue.standIns ?? []).length > 0
      ? [registered(catalogue.service)?.productManager, ...(active(catalogue.managers)?.members ?? [])]
      : [];
  if (!isSerious(incident.severity)) return some(...reporters, ...superheroes, ...unowned);
  // A group that is empty, or that Slack has not told us of yet, says nothing of who the team is.
  const group = catalogue.group?.[0]?.members ?? [];
  const team = group.length > 0 ? group : (groupTeam(catalogue)?.members ?? []);
  return some(...reporters, ...superheroes, ...sideKicks, ...unowned, ...responsible, ...(plan?.wholeTeam || !owned ? team : []));
}

/** Who is brought in once it is serious. */
export const wholeSwarm = (incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] =>
  swarm({ ...incident, severity: 'sev1' }, catalogue);

/** Whose rest is looked at: whoever may be asked. */
export const askable = (incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] => {
  const shadowing = onDuty(everyActive(catalogue.shadow), incident.askedSince).superheroes;
  return some(...rungs(incident, catalogue).flatMap(({ people }) => people), ...shadowing);
};

export const candidates = (incident: OpenIncident, catalogue: Partial<Catalogue>): PersonId[] =>
  some(...wholeSwarm(incident, catalogue), ...askable(incident, catalogue));
