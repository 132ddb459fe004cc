import type { MaintenanceSolution, OwnershipReason } from '#domain/service/ownership';
import type { ItemId } from '#domain/transfer/checklist';
import type { KnownTransfer } from '#domain/transfer/transfer';
import type { ActsAs } from '#domain/transfer/transfer-events';
import type { TransferKind } from '#domain/transfer/transfer-kind';

export const kindSaid: Record<TransferKind, string> = {
  to_maintenance: 'into maintenance mode',
  between_teams: 'between teams',
  handback: 'back to developers',
  support_model_change: 'to another support model',
  sre_entry: 'to Site Reliability Engineering',
  sre_exit: 'back from Site Reliability Engineering',
  emergency: 'in an emergency',
};

export const becauseSaid: Record<OwnershipReason, string> = {
  funding_ended: 'The funding for features ends',
  team_resized: 'The team gets smaller or larger',
  team_disbanded: 'The team is disbanded',
  reorganisation: 'Reorganisation',
  funding_restored: 'There is money for features again',
  sre_entry: 'Site Reliability Engineering takes part',
  sre_exit: 'Site Reliability Engineering leaves',
  correction: 'Correction',
};

export const solutionSaid: Record<MaintenanceSolution, string> = {
  none: 'none',
  multi_product_team: 'multi-product team',
  operations_team: 'operations team',
  regional_developer_support: 'regional developer support',
  delivery_team_background: 'delivery team, in the background',
};

export const stateSaid: Record<KnownTransfer['state'], string> = {
  requested: 'asked for',
  in_readiness: 'getting ready',
  accepted: 'accepted',
  shadowing: 'shadowing',
  completed: 'completed',
  declined: 'declined',
  cancelled: 'cancelled',
  expired: 'expired',
};

export const actsAsSaid: Record<ActsAs, string> = {
  owning_lead: 'lead of the owning team',
  supporting_lead: 'lead of a team that supports it',
  receiving_lead: 'lead of the receiving team',
  product_manager: 'product manager',
  delegate: 'delegate of the product manager',
  budget_holder: 'holder of the budget',
  org_head: 'head of the organisation',
  head_of_operations: 'Head of Operations',
  on_call: 'on call',
};

/** What must be true, as a sentence that can be answered with yes. */
export const itemSaid: Record<ItemId, string> = {
  funding: 'The funding decision is recorded, and who pays for its being on call',
  targets: 'The product manager has confirmed its targets and its level out of hours',
  runbook_run: 'There is a runbook, and the receiving team has run it',
  trivial_change_deployed: 'The receiving team has deployed a trivial change and rolled it back, in the last two weeks',
  alerts_reach_receiver: 'Alerts reach the receiving team, and a test page was acknowledged',
  access: 'Everybody in the rota has access: production, logs, deployment, suppliers',
  dependencies_and_suppliers: 'Dependencies are known, and suppliers with their contacts and who pays them',
  dashboards: 'Dashboards show the golden signals: it reports what is wrong before customers do',
  known_defects_handed_over: 'Known defects, workarounds, data fixes and open improvements are handed over with dates',
  libraries_supported: 'Libraries and runtimes are supported, nothing critical is open, updates come by themselves',
  two_people_can_change_it: 'At least two of the receiving team can explain it and change it',
  failure_design_known: 'How it fails is known: timeouts, circuit breakers, graceful degradation, shutter page',
  contact_and_hand_back: 'Somebody of the old team can be asked, and the team that would take it back will be there',
  no_open_incidents_or_reviews: 'No serious incident is open, and reviews are done or have an owner',
  last_failure_exercise: 'The last failure exercise or restore drill is known',
  business_measure: 'Its business measure and what it costs to be down are on file',
  yearly_upkeep: 'What it needs every year is known: upgrades, certificates, contracts',
  funded_until: 'The budget holder is named, and until when it is funded',
  delivery_targets_reset: 'The targets for deployments and lead time are set anew',
  capacity_agreed: 'It is agreed how the capacity is split between features and support',
  support_load_looked_at: "The support load of the team's other services has been looked at for ten minutes",
  receiver_stays: 'The receiving team is a standing one and stays',
  maintenance_log_read: 'The maintenance log has been read out: all that has changed since',
  improvements_ranked: 'The product manager has put the open improvements in order',
  on_call_moved: 'Being on call has moved, with at least three days of shadowing',
};
