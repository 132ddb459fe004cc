import { organisationId, serviceId, teamId } from '#domain/keys';
import { organisations } from '#domain/organisation/organisation';
import { perform, type Stage } from '#domain/perform';
import { type PersonId, people, personAggregate } from '#domain/person/person';
import { services } from '#domain/service/service';
import type { Support } from '#domain/service/support';
import { teams } from '#domain/team/team';
import type { Catalogue } from './catalogue.ts';
import { assertOwnership, configureOrganisation, describeTeam, knowElsewhere, registerService, setRota } from './decide.ts';

/** Writes a catalogue through the same acts as anyone would. Every step is idempotent: a file that is imported again changes nothing. */
export async function importCatalogue(stage: Stage, catalogue: Catalogue): Promise<void> {
  const byHandle = new Map(catalogue.people.map(({ handle, id }) => [handle, id]));
  const person = (handle: string): PersonId => {
    const id = byHandle.get(handle);
    if (id === undefined) throw new Error(`@${handle} is mentioned and is not among the people`);
    return id;
  };
  for (const { id, pagerduty } of catalogue.people) {
    if (pagerduty) await perform(stage, people, personAggregate(id), knowElsewhere, { tool: 'pagerduty', their: pagerduty, person: id });
  }
  await perform(stage, organisations, organisationId, configureOrganisation, organisation(catalogue, stage.now()));
  for (const team of catalogue.teams) await importTeam(stage, team, person);
  for (const service of catalogue.services) await importService(stage, service, person);
}

type Of<Part extends 'teams' | 'services'> = Catalogue[Part][number];
type Person = (handle: string) => PersonId;

const organisation = (
  { organisation: { incident_managers, service_desk, incident_commanders, customer_support, archive_after_days, ...said } }: Catalogue,
  at: string,
) => ({
  at,
  ...said,
  incidentManagers: incident_managers,
  ...(service_desk && { serviceDesk: service_desk }),
  ...(incident_commanders && { incidentCommanders: incident_commanders }),
  ...(customer_support && { customerSupport: customer_support }),
  ...(archive_after_days !== undefined && { archiveAfterDays: archive_after_days }),
});

async function importTeam(
  stage: Stage,
  { slug, type, working_hours, tech_lead, group, channel, region, pagers, rota, ...team }: Of<'teams'>,
  person: Person,
) {
  const described = {
    at: stage.now(),
    name: team.name,
    teamType: type,
    zone: team.zone,
    ...(region && { region }),
    workingHours: working_hours,
    holidays: team.holidays,
    lead: person(team.lead),
    ...(tech_lead && { techLead: person(tech_lead) }),
    members: team.members.map(person),
    ...(group && { group: group.id }),
    ...(channel && { channel }),
    ...(pagers.length > 0 && { pagers }),
  };
  await perform(stage, teams, teamId(slug), describeTeam, described);
  const away = rota?.away.map(({ person: handle, from, to }) => ({ person: person(handle), from, to })) ?? [];
  const weeks = rota && { starts: rota.starts, handOver: rota.hand_over, order: rota.order.map(person), away };
  await perform(stage, teams, teamId(slug), setRota, { at: stage.now(), rota: weeks });
}

async function importService(
  stage: Stage,
  { domain, product_manager, availability_target, alert_keys, runbook, business_measure, shadow, ownership, ...service }: Of<'services'>,
  person: Person,
) {
  const described = {
    at: stage.now(),
    ...service,
    productDomain: domain,
    productManager: person(product_manager),
    ...(availability_target !== undefined && { availabilityTarget: availability_target }),
    alertKeys: alert_keys,
    ...(runbook && { runbook }),
    ...(business_measure && { businessMeasure: business_measure }),
    ...(shadow && { shadow }),
  };
  await perform(stage, services, serviceId(service.slug), registerService, described);
  for (const [index, { team, model, solution, from, warranty_until, ...said }] of ownership.entries()) {
    const support = supportOf(said);
    const assertion = {
      at: stage.now(),
      version: index + 1,
      owner: team,
      model,
      solution,
      effectiveFrom: from,
      ...(Object.keys(support).length > 0 && { support }),
      ...(warranty_until && { warrantyUntil: warranty_until }),
    };
    await perform(stage, services, serviceId(service.slug), assertOwnership, assertion);
  }
}

type Said = Omit<Of<'services'>['ownership'][number], 'team' | 'model' | 'solution' | 'from' | 'warranty_until'>;

const supportOf = ({ tiers, out_of_hours, cover, sre_stage }: Said): Support => ({
  ...(tiers && { tiers: tiers.map(({ best_endeavours, ...tier }) => ({ ...tier, bestEndeavours: best_endeavours })) }),
  ...(out_of_hours && { outOfHours: out_of_hours }),
  ...(cover && { cover }),
  ...(sre_stage && { sreStage: sre_stage }),
});
