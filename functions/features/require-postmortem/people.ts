import type { Callout } from '#domain/incident/callout';
import { type Incident, mayKnow, type OpenIncident } from '#domain/incident/incident';
import type { Organisation } from '#domain/organisation/organisation';
import { type Person, type PersonId, unreachable } from '#domain/person/person';
import type { SeenFactors } from '#domain/postmortem/beside';
import { candidates } from '#domain/postmortem/owning';
import { mostAsked, type PartIn, type Participant, promptedAs } from '#domain/postmortem/people';
import type { KnownPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { There } from '#domain/postmortem/who-was-there';
import type { Service } from '#domain/service/service';
import type { TargetAssertion } from '#domain/service/targets';
import type { ActiveTeam, Team, TeamSlug } from '#domain/team/team';
import type { Group } from '#domain/workspace/group';

/** What is looked at of the incident and around it. Each list is empty where there is nothing of that kind. */
export type Facts = {
  incident: Incident;
  organisation: Organisation;
  service: Service[];
  targets: TargetAssertion[][];
  team: Team[];
  /** Who had the service before and can still be asked; to whom it is about to go. */
  builders: Team[];
  receivers: Team[];
  support: Group[];
  facilitators: Group[];
  factors: SeenFactors[][];
  people: Person[];
  called: (Callout | undefined)[];
};

/** Of a whole group that speaks to customers, so many. */
const mostOfSupport = 5;

export const activeOf = ([team]: Team[] = []): ActiveTeam | undefined => (team?.state === 'active' ? team : undefined);
export const ownerOf = (incident: OpenIncident): TeamSlug | null => (incident.attributed ?? incident.routing?.owner)?.team ?? null;
export const productManagerOf = ([service]: Service[] = []): PersonId | undefined =>
  service?.state === 'registered' ? service.productManager : undefined;

/** Everybody who is part of it, each with all that they are, those with most to tell first. */
function everybody(
  { owner, facilitator }: Pick<KnownPostmortem, 'owner' | 'facilitator'>,
  facts: Partial<Facts>,
  there: There,
): Participant[] {
  const all = new Map<PersonId, PartIn[]>();
  const add = (as: PartIn, ...people: (PersonId | undefined)[]) => {
    for (const person of people) if (person) all.set(person, [...new Set([...(all.get(person) ?? []), as])]);
  };
  const [builders, receivers] = [activeOf(facts.builders), activeOf(facts.receivers)];
  add('owner', owner);
  add('facilitator', facilitator);
  add('responder', ...there.responders);
  add('reporter', ...there.reporters);
  add('customer_support', ...(facts.support?.[0]?.members ?? []).slice(0, mostOfSupport));
  add('builder', builders?.lead, builders?.techLead);
  add('receiver', receivers?.lead, receivers?.techLead);
  add('product_manager', productManagerOf(facts.service));
  add('lead', activeOf(facts.team)?.lead);
  return [...all].map(([person, as]) => ({ person, as }));
}

const nobodyYet: Pick<KnownPostmortem, 'people' | 'owner' | 'facilitator'> = { people: {} };

/** Those who have to be looked up: who is in it, who may come to it, and who may come to own it. */
export function peopleAround(postmortem: Postmortem, facts: Partial<Facts>, there: There): PersonId[] {
  const [known, incident] = [postmortem.state === 'none' ? nobodyYet : postmortem, facts.incident];
  const owners = incident && incident.state !== 'none' ? candidates(incident) : [];
  const wanted = everybody(known, facts, there).map(({ person }) => person);
  return [...new Set([...wanted, ...owners, ...facilitatorsIn(facts), ...(Object.keys(known.people) as PersonId[])])];
}
const mostFacilitators = 20;
export const facilitatorsIn = ({ facilitators }: Partial<Facts>): PersonId[] =>
  (facilitators?.[0]?.members ?? []).slice(0, mostFacilitators);

type Looked = { of: (person: PersonId) => Person; there: There; teams: Readonly<Record<PersonId, TeamSlug>>; at: string };

export const isOut = (incident: OpenIncident, of: Looked['of'], person: PersonId): boolean =>
  unreachable(of(person)) !== undefined || !mayKnow(incident, person);

/** Who comes to it, who is none of it any more, and how many are too many. */
export function peopleChanged(postmortem: KnownPostmortem, incident: OpenIncident, facts: Facts, looked: Looked): PostmortemEvent[] {
  const { people: known, more } = postmortem;
  let room = mostAsked - Object.values(known).filter(isAsked).length;
  let tooMany = 0;
  const people = everybody(postmortem, facts, looked.there).flatMap(({ person, as }): Participant[] => {
    const part = known[person];
    if (isOut(incident, looked.of, person) || (part && !part.gone && as.every((one) => part.as.includes(one)))) return [];
    const anew = isAsked({ as }) && !(part && isAsked(part));
    if (anew && room <= 0) tooMany++;
    if (anew && room-- <= 0) return [];
    const team = part?.team ?? looked.teams[person];
    return [{ person, as, ...(team && { team }) }];
  });
  const gone = (Object.keys(known) as PersonId[]).filter((person) => !known[person]?.gone && isOut(incident, looked.of, person));
  if (people.length === 0 && gone.length === 0 && tooMany <= more) return [];
  const said = { ...(gone.length > 0 && { gone }), ...(tooMany > more && { more: tooMany }) };
  return [{ type: 'PostmortemPeopleChanged', at: looked.at, people, ...said }];
}

const isAsked = ({ as, gone }: { as: PartIn[]; gone?: boolean | undefined }) => !gone && as.some((one) => promptedAs.includes(one));
