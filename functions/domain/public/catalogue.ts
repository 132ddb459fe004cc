import type { ServiceDescription, ServiceEvent } from '#domain/service/service';
import { publicSupport } from './owner.ts';
import type { PublicData } from './schemas.ts';

/** Nobody outside wants to know that a transfer is on its way to a service: the transfer itself says so. */
type Internal = 'ServicePending' | 'ServiceFoundAgain' | 'ServiceFundingAsked';

export function publicService(event: ServiceEvent): PublicData<Exclude<ServiceEvent['type'], Internal>> | undefined {
  switch (event.type) {
    case 'ServiceRegistered':
    case 'ServiceChanged':
      return described(event);
    case 'OwnershipAsserted':
      return {
        ownership_version: event.version,
        owner_team_id: event.owner,
        support_model: event.model,
        maintenance_solution: event.solution,
        effective_from: event.effectiveFrom,
        ...(event.supersedes && { supersedes_version: event.supersedes }),
        ...(event.support && { support: publicSupport(event.support) }),
      } satisfies PublicData<'OwnershipAsserted'>;
    case 'OwnershipCorrected':
      return {
        ownership_version: event.version,
        ...(event.supersedes && { supersedes_version: event.supersedes }),
        restated_from: event.from,
        ...(event.until && { restated_until: event.until }),
      } satisfies PublicData<'OwnershipCorrected'>;
    case 'ServiceLifecycleChanged':
      return {
        from: event.from,
        to: event.to,
        effective_from: event.effectiveFrom,
        ...(event.fundingEndedOn && { funding_ended_on: event.fundingEndedOn }),
        ...(event.fundedUntil && { funded_until: event.fundedUntil }),
        ...(event.transfer && { transfer_id: event.transfer }),
      } satisfies PublicData<'ServiceLifecycleChanged'>;
    case 'ServiceTargetsChanged': {
      const { availability, timeToRestoreMinutes, deploymentIntervalDays, leadTimeDays } = event.targets;
      return {
        effective_from: event.effectiveFrom,
        ...(availability !== undefined && { availability_target: availability }),
        ...(timeToRestoreMinutes !== undefined && { time_to_restore_minutes: timeToRestoreMinutes }),
        ...(deploymentIntervalDays !== undefined && { deployment_interval_days: deploymentIntervalDays }),
        ...(leadTimeDays !== undefined && { lead_time_days: leadTimeDays }),
      } satisfies PublicData<'ServiceTargetsChanged'>;
    }
    case 'SupportModelChanged':
      return {
        from: event.from,
        to: event.to,
        ...(event.transfer && { transfer_id: event.transfer }),
      } satisfies PublicData<'SupportModelChanged'>;
    case 'ServiceOrphaned':
      return {
        team_id: event.team,
        because: event.because,
        ...(event.standIns && { stand_ins: event.standIns }),
      } satisfies PublicData<'ServiceOrphaned'>;
    case 'ServiceHandedBack':
      return {
        team_id: event.team,
        funded_until: event.fundedUntil,
        budget_holder: event.budgetHolder,
        feature_percent: event.featurePercent,
      } satisfies PublicData<'ServiceHandedBack'>;
    case 'ServicePending':
    case 'ServiceFoundAgain':
    case 'ServiceFundingAsked':
      return undefined;
    default:
      return event satisfies never;
  }
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
