import { type Incident, type IncidentId, isActive, type OpenIncident } from '#domain/incident/incident';
import { isSerious } from '#domain/incident/severity';
import { type PersonId, unreachable } from '#domain/person/person';
import type { RegisteredService } from '#domain/service/service';
import { peopleIn } from '#domain/team/board';
import type { ActiveTeam, Team } from '#domain/team/team';
import { standsByItself } from '#domain/team/team-type';
import { ahead, countedSince, levelOf, requiredHours, shiftsOutOfHours } from './hours.ts';
import { movesOwner } from './plan.ts';
import type { Burning, Carried, Situation } from './situation.ts';
import { incidentsNear, peopleOf, type Surroundings, supportersOf } from './surroundings.ts';
import type { Phase, Plan } from './transfer-events.ts';
import type { TransferId, TransferKind } from './transfer-kind.ts';

type Asked = {
  kind: TransferKind;
  plan: Pick<Plan, 'to' | 'model' | 'support'>;
  phase: Phase;
  at: string;
  transfer?: TransferId | undefined;
};

/** What the records come to, in figures. */
export function situationOf(asked: Asked, moving: RegisteredService, around: Surroundings): Situation {
  const receiver = standing(around.receiver);
  const { kind, plan, phase } = asked;
  const moves = movesOwner(kind);
  const left = moves ? stayingBehind(moving, around) : 0;
  return {
    phase,
    moves,
    service: { ...carried(moving), target: moving.availabilityTarget },
    receiver: receiver ? { team: plan.to, ...taking(receiver, asked, around) } : undefined,
    onCall: receiver ? onCallFor(receiver, asked, moving, around) : nobodyThere,
    burning: burning(around, ({ service }) => service === moving.slug),
    ...(left > 0 && { leftWithNothing: left }),
  };
}

/** A team in which nobody is left takes nothing. */
const standing = (team: Team) => (team.state === 'active' && team.windingDown === undefined ? team : undefined);
const carried = ({ slug, productDomain, complexity }: RegisteredService): Carried => ({ slug, domain: productDomain, complexity });
const nobodyThere = { coveredPercent: 0, gaps: [], roundTheClock: false, alone: [], peopleInRota: 0, rungs: 0 };

function taking(team: ActiveTeam, { plan, at, transfer }: Asked, around: Surroundings) {
  const called = around.receiverCallouts.flat().filter((callout) => countedSince(at) < callout.at && callout.at <= at);
  const shifts = shiftsOutOfHours(team, at);
  return {
    type: team.teamType,
    hasLead: isThere(team, around)(team.lead),
    hasGroup: team.group !== undefined,
    people: peopleIn(team),
    domains: team.productDomains ?? [],
    owns: around.receiverServices.flatMap((one) => (one.state === 'registered' && one.lifecycle !== 'retired' ? [carried(one)] : [])),
    incoming: around.receiverLoad.incoming.filter((one) => one !== transfer).length,
    ...(team.supportShare && { supportPercent: team.supportShare.percent }),
    ...(shifts > 0 && { callsPerShift: called.length / shifts }),
    burning: burning(around, ({ routing, severity }) => routing?.owner?.team === plan.to && isSerious(severity)),
  };
}

/** Somebody whom Slack has deactivated answers nobody; whom we have not met yet may. */
function isThere(team: ActiveTeam, { receiverPeople }: Surroundings) {
  const order = peopleOf(team);
  return (person: PersonId) => unreachable(receiverPeople[order.indexOf(person)] ?? { state: 'unknown' }) === undefined;
}

function onCallFor(team: ActiveTeam, { kind, plan, at }: Asked, { availabilityTarget, owned }: RegisteredService, around: Surroundings) {
  const there = isThere(team, around);
  const inRota = [...new Set(team.rota?.order ?? [])].filter(there);
  const rungs = new Set([...inRota.slice(0, 2), ...(there(team.lead) ? [team.lead] : [])]).size;
  const required = requiredHours({ ...plan, owner: movesOwner(kind) ? plan.to : (owned?.owner ?? plan.to), target: availabilityTarget });
  const others = supportersOf(plan).flatMap((slug, index) => {
    const [hours, other] = [required.get(slug), around.supporters[index]];
    return hours && other?.state === 'active' && !(standsByItself(other.teamType) && other.rota === null) ? [{ slug, other, hours }] : [];
  });
  const own = required.get(plan.to);
  const all = [...(own ? [{ slug: plan.to, other: team, hours: own }] : []), ...others].map(({ slug, other, hours }) => ({
    slug,
    ...ahead(other, at, hours),
  }));
  const sum = (of: 'requiredMs' | 'coveredMs') => all.reduce((total, one) => total + one[of], 0);
  const said = (of: 'gaps' | 'alone') =>
    all.flatMap((one) => one[of].map(({ from, to }) => `${one.slug} ${from} ${to}`)).slice(0, mostNamed);
  const missing = supportersOf(plan).filter((slug, index) => required.has(slug) && around.supporters[index]?.state !== 'active');
  return {
    coveredPercent: sum('requiredMs') === 0 ? 100 : Math.floor((100 * sum('coveredMs')) / sum('requiredMs')),
    gaps: [...missing, ...said('gaps')].slice(0, mostNamed),
    roundTheClock: own === 'all' && levelOf(plan, availabilityTarget) === 'team',
    alone: said('alone'),
    peopleInRota: inRota.length,
    rungs,
  };
}

const mostNamed = 5;

/** Customers are hurt until it is mitigated; a drill hurts nobody. */
const hurts = (incident: Incident): incident is OpenIncident =>
  incident.state !== 'none' && !incident.drill && isActive(incident) && incident.state !== 'mitigated';

function burning(around: Surroundings, concerns: (incident: OpenIncident) => boolean): Burning {
  const ids: IncidentId[] = incidentsNear(around);
  const found = around.incidentsAround.flatMap((incident, index) =>
    hurts(incident) && concerns(incident) ? [{ id: ids[index] ?? '', hidden: incident.private }] : [],
  );
  return { named: found.flatMap(({ id, hidden }) => (hidden ? [] : [id])), hidden: found.filter(({ hidden }) => hidden).length };
}

/** People who stay in the rota of a team that owns nothing any more. */
function stayingBehind({ slug }: RegisteredService, { sender: [team], senderLoad: [load] }: Surroundings): number {
  const nothingLeft = load?.owns.every((one) => one === slug) ?? false;
  return team?.state === 'active' && nothingLeft ? new Set(team.rota?.order ?? []).size : 0;
}
