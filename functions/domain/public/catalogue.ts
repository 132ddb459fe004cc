import type { ServiceDescription, ServiceEvent } from '#domain/service/service';
import type { TeamDescription, TeamEvent } from '#domain/team/team';
import { publicSupport } from './owner.ts';
import type { PublicData } from './schemas.ts';

export function publicService(event: ServiceEvent): PublicData<ServiceEvent['type']> {
  if (event.type !== 'OwnershipAsserted') return described(event);
  return {
    ownership_version: event.version,
    owner_team_id: event.owner,
    support_model: event.model,
    maintenance_solution: event.solution,
    effective_from: event.effectiveFrom,
    ...(event.supersedes && { supersedes_version: event.supersedes }),
    ...(event.support && { support: publicSupport(event.support) }),
  } satisfies PublicData<'OwnershipAsserted'>;
}

const described = ({
  kind,
  productDomain,
  lifecycle,
  productManager,
  availabilityTarget,
}: ServiceDescription): PublicData<'ServiceRegistered'> => ({
  kind,
  product_domain: productDomain,
  lifecycle,
  product_manager: productManager,
  ...(availabilityTarget !== undefined && { availability_target: availabilityTarget }),
});

export function publicTeam(event: TeamEvent): PublicData<TeamEvent['type']> {
  return event.type === 'TeamRotaSet' ? { people_in_rota: event.rota?.order.length ?? 0 } : team(event);
}

const team = ({ teamType, zone, region, lead, members }: TeamDescription): PublicData<'TeamCreated'> => ({
  team_type: teamType,
  zone,
  ...(region && { region }),
  lead,
  members: members.length,
});
