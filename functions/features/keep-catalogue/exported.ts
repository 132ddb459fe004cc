import type { PersonId } from '#domain/person/person';
import { same } from '#domain/same';
import { targetsOf } from '#domain/service/changing';
import type { Assertion } from '#domain/service/ownership';
import { descriptionOf as serviceDescription } from '#domain/service/service';
import { weeklyOf } from '#domain/team/keeping-rota';
import { type KnownTeam, descriptionOf as teamDescription } from '#domain/team/team';
import { believed } from '#domain/time/assertions';
import { said } from './described.ts';
import { livedRowOf, type RecordedService, targetedRowOf } from './plan.ts';
import type { Stock } from './stock.ts';

/** What the record does not have of people: whoever exports may know it from another file. */
export type Names = Map<string, { handle?: string | undefined; name?: string | undefined }>;
type Call = (person: PersonId) => string;

/** Nothing is said of what is empty or usual. */
const brief = (fields: Record<string, unknown>) =>
  said(
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? undefined : value]),
    ),
  );
const unless = <Value>(usual: Value, value: Value | undefined) => (value === usual ? undefined : value);

/** All that is on record in the form of a catalogue file; in the same order and words every time. */
export function exportedOf(stock: Stock, pagerduty: Map<string, string>, names: Names = new Map()) {
  const call: Call = (person) => names.get(person)?.handle ?? person;
  const slugs = <Value>(map: Map<string, Value>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    organisation: organisation(stock, call),
    people: slugs(stock.people).flatMap(([id, person]) => {
      if (person.state === 'unknown') return [];
      const { handle, name } = names.get(id) ?? {};
      return [brief({ id, handle, name, zone: person.zone, kind: unless('member', person.kind), pagerduty: pagerduty.get(id) })];
    }),
    teams: slugs(stock.teams).flatMap(([slug, team]) => (team.state === 'none' ? [] : [teamEntry(slug, team, call)])),
    services: slugs(stock.services).flatMap(([, recorded]) => serviceEntry(recorded, call)),
  };
}

function organisation({ organisation: known }: Stock, call: Call) {
  const { heads, customerSupport } = known;
  return brief({
    name: known.name,
    zone: known.zone,
    incident_managers: known.incidentManagers,
    service_desk: known.serviceDesk,
    incident_commanders: known.incidentCommanders,
    customer_support: customerSupport,
    facilitators: known.facilitators,
    heads:
      heads && brief({ product: heads.product?.map(call), delivery: heads.delivery?.map(call), operations: heads.operations?.map(call) }),
    announcements: known.announcements,
    ownership: known.ownership,
    unrouted: known.unrouted,
    learning: known.learning,
    operations: known.operations,
    archive_after_days: known.archiveAfterDays,
    tracker: known.tracker,
  });
}

function teamEntry(slug: string, team: KnownTeam, call: Call) {
  const described = teamDescription(team);
  const rota = weeklyOf(team.rota);
  const maybe = (person: PersonId | undefined) => person && call(person);
  return brief({
    slug,
    name: described.name,
    type: described.teamType,
    status: unless('active', team.state),
    zone: described.zone,
    region: described.region,
    working_hours: described.workingHours,
    holidays: described.holidays,
    lead: call(described.lead),
    tech_lead: maybe(described.techLead),
    members: described.members.map(call),
    headcount: described.headcount,
    product_domains: described.productDomains,
    org_function: described.orgFunction,
    budget_holder: maybe(described.budgetHolder),
    cost_basis: described.costBasis,
    supplier: described.supplier,
    group: described.group && { id: described.group },
    channel: described.channel,
    pagers: described.pagers?.map((pager) =>
      pager.kind === 'pagerduty' ? { pagerduty: pager.key } : said({ webhook: pager.url, secret: unless('webhook', pager.secret) }),
    ),
    tracker: described.tracker,
    improvement_capacity_pct: team.state === 'active' ? team.improvementShare?.percent : undefined,
    rota:
      rota === null
        ? undefined
        : brief({
            starts: rota.starts,
            hand_over: rota.handOver,
            order: rota.order.map(call),
            fixed: rota.fixed,
            group: rota.group,
            away: rota.away.map((leave) => ({ ...leave, person: call(leave.person) })),
          }),
  });
}

function serviceEntry({ service, assertions, lifecycles, targetings }: RecordedService, call: Call) {
  if (service.state === 'none') return [];
  const known = serviceDescription(service);
  const maybe = (person: PersonId | undefined) => person && call(person);
  const owners = believed(assertions);
  const since = owners[0]?.effectiveFrom;
  const lived = believed(lifecycles).map(livedRowOf);
  const targeted = believed(targetings).map(targetedRowOf);
  const { availability, ...targets } = targetsOf(service);
  const [first, ...more] = lived;
  // What a file need not say: it is so since it was first owned.
  const plainLife =
    more.length === 0 && (first === undefined || same(first, { to: known.lifecycle, effectiveFrom: since ?? first.effectiveFrom }));
  const [aim, ...others] = targeted;
  const plainTargets = others.length === 0 && (aim === undefined || aim.effectiveFrom === (since ?? aim.effectiveFrom));
  return [
    brief({
      slug: known.slug,
      name: known.name,
      kind: known.kind,
      domain: known.productDomain,
      lifecycle: known.lifecycle,
      lifecycle_history: plainLife
        ? undefined
        : lived.map(({ to, effectiveFrom, fundingEndedOn, fundedUntil, transfer }) =>
            said({ to, from: effectiveFrom, funding_ended_on: fundingEndedOn, funded_until: fundedUntil, transfer }),
          ),
      product_manager: call(known.productManager),
      budget_holder: maybe(known.budgetHolder),
      delegate: maybe(known.delegate),
      availability_target: availability,
      targets: Object.keys(targets).length > 0 ? targetWords(targets) : undefined,
      target_history: plainTargets
        ? undefined
        : targeted.map((row) => ({
            from: row.effectiveFrom,
            ...said({ availability: row.targets.availability }),
            ...targetWords(row.targets),
          })),
      max_exposure_per_hour: known.maxExposurePerHour,
      complexity: known.complexity,
      aliases: known.aliases,
      journeys: known.journeys,
      alert_keys: known.alertKeys,
      urls: known.urls,
      runbook: known.runbook,
      dashboards: known.dashboards,
      repositories: known.repositories,
      dependencies: known.dependencies,
      suppliers: known.suppliers?.map(({ name, contact, paidBy }) => said({ name, contact, paid_by: paidBy })),
      business_measure: known.businessMeasure,
      shadow: known.shadow,
      ownership: owners.map((row) => ownershipRow(row, call)),
    }),
  ];
}

const targetWords = ({ timeToRestoreMinutes, deploymentIntervalDays, leadTimeDays }: ReturnType<typeof targetsOf>) =>
  said({
    time_to_restore_minutes: timeToRestoreMinutes,
    deployment_interval_days: deploymentIntervalDays,
    lead_time_days: leadTimeDays,
  });

function ownershipRow({ support, onCallBudgetHolder: payer, ...row }: Assertion, call: Call) {
  return said({
    team: row.owner,
    model: row.model,
    solution: unless('none', row.solution),
    from: row.effectiveFrom,
    tiers: support?.tiers?.map(({ level, team, hours, bestEndeavours, compensation }) =>
      said({ level, team, hours: unless('all', hours), best_endeavours: bestEndeavours || undefined, compensation }),
    ),
    out_of_hours: support?.outOfHours,
    cover: support?.cover,
    sre_stage: support?.sreStage,
    warranty_until: row.warrantyUntil,
    hand_back: row.handBack,
    cost_basis: row.costBasis,
    on_call_budget_holder: payer && call(payer),
    reason: row.reason,
    transfer: row.transfer,
  });
}
