import { type Sprint, sprintsOf } from '#domain/improvement/sprint';
import { maySee } from '#domain/incident/authority';
import { type OpenEntry, openFor } from '#domain/incident/board';
import { type ActiveIncident, type Incident, type IncidentId, incidents, isActive } from '#domain/incident/incident';
import { titleOf } from '#domain/incident/view';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import { hasLeft, isGuest } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Boards, Directory } from '#domain/ports';
import { type Prompts, promptsRef } from '#domain/prompts/prompts';
import { type Found, headRef, type Ref } from '#domain/records';
import { listTeams } from '#domain/team/board';
import { dutyOf } from '#domain/team/rota';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { openTransfers } from '#domain/transfer/board';
import { type Chosen, choose, type Question } from './choose.ts';
import { type Learning, learningOf } from './learning.ts';
import type { Filter } from './opened.ts';
import { askedInTransfers, type TransferAsked } from './transfers.ts';

export type Row = { id: IncidentId; incident: ActiveIncident; title: string; service: string };
export type Asked = Row & Omit<Question, 'entry'>;
export type Duty = { team: string; role: 'superhero' | 'side_kick'; until: string };

/** All that one person's Home shows; a number says of how many. */
export type Home = {
  guest: boolean;
  duties: Duty[];
  asked: Asked[];
  askedOf: number;
  /** What is waited for in transfers, with the name of the service. */
  transfers: (TransferAsked & { service: string })[];
  transfersOf: number;
  learning: Learning;
  /** What the teams that they lead have planned for the quarter, where there is anything. */
  sprints: Sprint[];
  /** The day that it is, in UTC. */
  today: string;
  mine: Row[];
  mineOf: number;
  services: { name: string; open: Pick<OpenEntry, 'id' | 'severity'>[] }[];
  servicesOf: number;
  all: Row[];
  matching: number;
  open: number;
  pages: number;
  filter: Filter;
  /** The name of the service that is filtered by. */
  service?: string;
};

export type HomeDesk = Pick<Stage, 'records' | 'now'> & { boards: Boards; directory: Directory };

const mostTeams = 20;
const mostTransfers = 5;
const mostLed = 2;
const nothingOwed: Learning = { owed: [], owedOf: 0, improvements: [], improvementsOf: 0 };

/** Two rounds, however much is open: boards, catalogue and person, then the heads of what is shown; two more for whoever leads a team. Nothing for bots and those who have left. */
export async function viewHome({ records, boards, directory, now }: HomeDesk, viewer: PersonId, wanted: Filter): Promise<Home | undefined> {
  const found = await records.load([personRef(viewer), organisationRef, promptsRef(viewer)] as Ref<unknown>[]);
  const [person, organisation, prompts] = found.map(({ value }) => value) as [Person, Organisation, Prompts];
  if (hasLeft(person) || (person.state === 'known' && person.kind === 'bot')) return undefined;
  const guest = isGuest(person);
  const at = now();
  const [open, allTeams, catalogue, moving, learning] = await Promise.all([
    openFor(boards, viewer, person),
    guest ? [] : listTeams(boards),
    directory.services(),
    guest ? [] : openTransfers(boards),
    guest ? nothingOwed : learningOf({ records, boards }, viewer, { person, prompts }, at),
  ]);
  const teams = allTeams.filter(({ people }) => people.includes(viewer)).map(({ slug }) => slug);
  const chosen = choose(open, viewer, teams, wanted, at);
  const led = allTeams.filter(({ lead }) => lead === viewer).map(({ slug }) => slug);
  const [heads, sprints] = await Promise.all([
    headsOf(records, chosen, teams.slice(0, mostTeams)),
    sprintsOf(records, led.slice(0, mostLed), { now: at, zone: organisation.zone }, { by: viewer, person }),
  ]);
  const names = new Map(catalogue.map(({ slug, name }) => [slug, name]));
  const nameOf = (service: string | null) => (service === null ? 'unknown service' : (names.get(service) ?? service));

  // The board may lag by a moment; what is shown is what the record says now.
  const row = ({ id }: { id: IncidentId }): Row[] => {
    const head = heads.incidents.get(id);
    const incident = head?.value;
    if (!head || !incident || incident.state === 'none' || !isActive(incident) || !maySee(incident, person, { by: viewer, inRoom: false }))
      return [];
    return [{ id, incident, title: titleOf(incident, head.words), service: nameOf(incident.service) }];
  };
  const waiting = askedInTransfers(moving, viewer, { teams: allTeams, organisation, now: at });
  const duties = heads.teams.flatMap((team) => {
    const duty = team.state === 'active' ? dutyOf(team.rota, team.zone, at, viewer) : undefined;
    return team.state === 'active' && duty ? [{ team: team.name, ...duty }] : [];
  });
  return {
    guest,
    duties,
    asked: chosen.asked.flatMap(({ entry, why, by }) => row(entry).map((one) => ({ ...one, why, ...(by && { by }) }))),
    askedOf: chosen.askedOf,
    transfers: waiting.slice(0, mostTransfers).map((one) => ({ ...one, service: nameOf(one.transfer.service) })),
    transfersOf: waiting.length,
    learning,
    sprints: sprints.filter(({ running, last }) => running.plan.planned + last.plan.planned > 0),
    today: at.slice(0, 10),
    mine: chosen.mine.flatMap(row),
    mineOf: chosen.mineOf,
    services: chosen.services.map(({ service, open: some }) => ({ name: nameOf(service), open: some })),
    servicesOf: chosen.servicesOf,
    all: chosen.page.flatMap(row),
    matching: chosen.matching,
    open: open.length,
    pages: chosen.pages,
    filter: chosen.filter,
    ...(chosen.filter.service && { service: nameOf(chosen.filter.service) }),
  };
}

type Heads = { incidents: Map<IncidentId, Found<Incident>>; teams: Team[] };

async function headsOf(records: Stage['records'], { asked, mine, page }: Chosen, teams: TeamSlug[]): Promise<Heads> {
  const ids = [...new Set([...asked.map(({ entry }) => entry), ...mine, ...page].map(({ id }) => id))];
  const found = await records.load([...ids.map((id) => headRef(incidents, id)), ...teams.map(teamRef)] as Ref<unknown>[]);
  return {
    incidents: new Map(ids.map((id, index) => [id, found[index] as Found<Incident>])),
    teams: found.slice(ids.length).map(({ value }) => value as Team),
  };
}
