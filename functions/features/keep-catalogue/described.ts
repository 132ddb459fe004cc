import type { OrganisationConfigured } from '#domain/organisation/organisation';
import type { PersonId } from '#domain/person/person';
import type { ServiceDescription } from '#domain/service/service';
import type { Support } from '#domain/service/support';
import type { Rota } from '#domain/team/rota';
import type { TeamDescription } from '#domain/team/team';
import type { Catalogue, CataloguedTeam } from './catalogue.ts';
import type { CataloguedService, LifecycleRow, OwnershipRow, TargetsRow } from './catalogued.ts';
import type { LivedRow, OwnedRow, TargetedRow, WantedService, WantedTeam } from './plan.ts';
import type { Whom } from './read.ts';

/** Without the fields that nothing is said of. */
export const said = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };

/** Who is not among the people is a mistake that has been told before this is asked. */
const sure =
  (whom: Whom) =>
  (mentioned: string): PersonId => {
    const person = whom(mentioned);
    if (person === undefined) throw new Error(`@${mentioned} is mentioned and is not among the people`);
    return person;
  };
const maybe = (whom: Whom) => (mentioned: string | undefined) => (mentioned === undefined ? undefined : sure(whom)(mentioned));

export function organisationOf({ organisation }: Catalogue, whom: Whom): Omit<OrganisationConfigured, 'type' | 'at'> {
  const { incident_managers, service_desk, incident_commanders, customer_support, archive_after_days, heads, ...same } = organisation;
  const people = (mentioned: string[] = []) => (mentioned.length > 0 ? mentioned.map(sure(whom)) : undefined);
  return said({
    ...same,
    incidentManagers: incident_managers,
    serviceDesk: service_desk,
    incidentCommanders: incident_commanders,
    customerSupport: customer_support,
    heads: heads && said({ product: people(heads.product), delivery: people(heads.delivery), operations: people(heads.operations) }),
    archiveAfterDays: archive_after_days,
  }) as Omit<OrganisationConfigured, 'type' | 'at'>;
}

export function teamOf(team: CataloguedTeam, whom: Whom): WantedTeam {
  const { slug: _, status: _status, type, working_hours, tech_lead, group, channel, pagers, rota, lead, members, supplier, ...same } = team;
  const { product_domains, org_function, budget_holder, cost_basis, improvement_capacity_pct: share, ...plain } = same;
  const person = sure(whom);
  const described = said({
    ...plain,
    teamType: type,
    workingHours: working_hours,
    lead: person(lead),
    techLead: maybe(whom)(tech_lead),
    members: members.map(person),
    productDomains: product_domains,
    orgFunction: org_function,
    budgetHolder: maybe(whom)(budget_holder),
    costBasis: cost_basis,
    supplier: supplier && said(supplier),
    group: group?.id,
    channel,
    pagers: pagers.length > 0 ? pagers : undefined,
  }) as TeamDescription;
  const away = rota?.away.map((leave) => ({ ...leave, person: person(leave.person) })) ?? [];
  if (rota === null) return { described, rota, share };
  const { starts, hand_over, order, fixed, group: onCall } = rota;
  const weekly = { starts, handOver: hand_over, order: order.map(person), fixed, group: onCall, away };
  return { described, rota: said(weekly) as Rota, share };
}

export function serviceOf(service: CataloguedService, whom: Whom): WantedService {
  const { ownership, lifecycle_history, target_history, targets = {}, availability_target, ...rest } = service;
  const { domain, product_manager, budget_holder, delegate, max_exposure_per_hour, alert_keys, suppliers, business_measure, ...same } =
    rest;
  const described = said({
    ...same,
    productDomain: domain,
    productManager: sure(whom)(product_manager),
    budgetHolder: maybe(whom)(budget_holder),
    delegate: maybe(whom)(delegate),
    availabilityTarget: availability_target,
    maxExposurePerHour: max_exposure_per_hour,
    alertKeys: alert_keys,
    suppliers: suppliers?.map(({ paid_by, ...supplier }) => said({ ...supplier, paidBy: paid_by })),
    businessMeasure: business_measure && said(business_measure),
  }) as ServiceDescription;
  return {
    described,
    ownership: ownership.map((row) => ownedRow(row, whom)),
    lifecycles: lifecycle_history?.map(livedRow),
    targets: targetsOf({ availability: availability_target, ...targets }),
    targetings: target_history?.map(({ from, ...row }) => ({ effectiveFrom: from, targets: targetsOf(row) })),
  };
}

function ownedRow(row: OwnershipRow, whom: Whom): OwnedRow {
  const { team, from, warranty_until, hand_back, cost_basis, on_call_budget_holder, reason, transfer, model, solution, ...support } = row;
  const supported = supportOf(support);
  return said({
    owner: team,
    model,
    solution,
    effectiveFrom: from,
    support: Object.keys(supported).length > 0 ? supported : undefined,
    handBack: hand_back,
    costBasis: cost_basis,
    onCallBudgetHolder: maybe(whom)(on_call_budget_holder),
    warrantyUntil: warranty_until,
    transfer,
    reason,
  }) as OwnedRow;
}

const supportOf = ({ tiers, out_of_hours, cover, sre_stage }: Pick<OwnershipRow, 'tiers' | 'out_of_hours' | 'cover' | 'sre_stage'>) =>
  said({
    tiers: tiers?.map(({ best_endeavours, ...tier }) => said({ ...tier, bestEndeavours: best_endeavours })),
    outOfHours: out_of_hours,
    cover,
    sreStage: sre_stage,
  }) as Support;

const livedRow = ({ from, to, funding_ended_on, funded_until, transfer }: LifecycleRow): LivedRow =>
  said({ to, effectiveFrom: from, fundingEndedOn: funding_ended_on, fundedUntil: funded_until, transfer }) as LivedRow;

type InFile = Omit<TargetsRow, 'from'>;
const targetsOf = ({ availability, time_to_restore_minutes, deployment_interval_days, lead_time_days }: InFile) =>
  said({
    availability,
    timeToRestoreMinutes: time_to_restore_minutes,
    deploymentIntervalDays: deployment_interval_days,
    leadTimeDays: lead_time_days,
  }) as TargetedRow['targets'];
