import type { CustomerSupport } from '#domain/organisation/organisation';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import { type Team, teamRef } from '#domain/team/team';
import { type Channel, channelRef } from '#domain/workspace/channel';
import { onDuty } from './asking.ts';
import type { IncidentEvent } from './events.ts';
import { asksNobody, isActive } from './incident.ts';
import { isSerious } from './severity.ts';
import type { IncidentView, News } from './view.ts';

/** Who learns of a serious incident and is neither paged nor brought in (`domain.md` 2.9). */
export type Stakeholders = {
  productManager?: PersonId;
  /** On call in the pool, while nobody leads. */
  commander?: PersonId;
  customerSupport?: CustomerSupport;
};

/** Closed when in doubt: of a private one nobody outside it is told. Once the room is settled, so that they find it. */
export const concernsOthers = ({ incident }: Pick<IncidentView, 'incident'>, news: News[]): boolean =>
  incident.routing !== undefined &&
  incident.room.state !== 'awaited' &&
  isSerious(incident.severity) &&
  isActive(incident) &&
  !incident.private &&
  !incident.drill &&
  !asksNobody(incident) &&
  news.some(({ event }) => mayConcern(event));

/** Nobody else comes to be concerned by anything else, so nobody is looked up for it: what asks anew is routed anew. */
function mayConcern(event: IncidentEvent): boolean {
  switch (event.type) {
    case 'IncidentRouted':
    case 'IncidentChannelOpened':
    case 'IncidentChannelRefused':
    case 'IncidentSeverityChanged':
    case 'IncidentMarkedDuplicate':
      return true;
    case 'IncidentRoleAssigned':
      return event.role === 'commander' && event.person === null;
    default:
      return false;
  }
}

type Seen = Pick<IncidentView, 'incident' | 'service' | 'organisation' | 'listeners' | 'now'>;

/** As the catalogue says today. Nobody who is gone, a bot or a guest, and no channel that another company reads. */
export async function stakeholdersOf(records: Records, view: Seen): Promise<Stakeholders> {
  const { incidentCommanders: pool, customerSupport } = view.organisation;
  const accountable = accountableFor(view);
  const wanted = pool && view.incident.roles.commander === undefined ? pool : undefined;
  const channel = customerSupport && 'channel' in customerSupport ? customerSupport.channel : undefined;
  const [[team], [manager], [place]] = await Promise.all([
    load<Team>(records, wanted && teamRef(wanted)),
    load<Person>(records, accountable && personRef(accountable)),
    load<Channel>(records, channel && channelRef(channel)),
  ]);
  const commander = await firstReachable(records, leadersOf(view, team));
  return {
    ...(commander && { commander }),
    ...(accountable && accountable !== commander && manager && !unreachable(manager) && { productManager: accountable }),
    ...(customerSupport && !place?.shared && { customerSupport }),
  };
}

/** Who is at it, or is kept posted of it, knows. */
function accountableFor({ incident, service, listeners }: Seen): PersonId | undefined {
  const person = service?.productManager;
  const knows = incident.insiders.some((one) => one === person) || listeners.some((one) => one.kind === 'person' && one.person === person);
  return knows ? undefined : person;
}

/** Whoever is asked to mend it leads something else. */
function leadersOf({ incident, now }: Seen, team: Team | undefined): PersonId[] {
  if (team?.state !== 'active') return [];
  const { superheroes, sideKicks } = onDuty([team], now);
  return [...superheroes, ...sideKicks].filter((person) => !incident.asked.some(({ people }) => people.includes(person)));
}

async function firstReachable(records: Records, people: PersonId[]): Promise<PersonId | undefined> {
  const found = await load<Person>(records, ...people.map(personRef));
  return people.find((_, index) => !unreachable(found[index] ?? { state: 'unknown' }));
}

async function load<Value>(records: Records, ...refs: (Ref<Value> | '' | undefined)[]): Promise<Value[]> {
  const wanted = refs.filter((ref) => ref !== undefined && ref !== '');
  return wanted.length === 0 ? [] : (await records.load(wanted as Ref<unknown>[])).map(({ value }) => value as Value);
}
