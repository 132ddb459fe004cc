import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { TransferKind } from './transfer-kind.ts';

/** What has to be true before a service changes hands (`domain.md` 2.7), and what is more where it comes back for new features (2.8). */
export const ItemId = z.enum([
  'funding',
  'targets',
  'runbook_run',
  'trivial_change_deployed',
  'alerts_reach_receiver',
  'access',
  'dependencies_and_suppliers',
  'dashboards',
  'known_defects_handed_over',
  'libraries_supported',
  'two_people_can_change_it',
  'failure_design_known',
  'contact_and_hand_back',
  'no_open_incidents_or_reviews',
  'last_failure_exercise',
  'business_measure',
  'yearly_upkeep',
  'funded_until',
  'delivery_targets_reset',
  'capacity_agreed',
  'support_load_looked_at',
  'receiver_stays',
  'maintenance_log_read',
  'improvements_ranked',
  'on_call_moved',
]);
export type ItemId = z.infer<typeof ItemId>;

/** One item as it stands: evidence, or a waiver with the reason. An emergency leaves items for later, with a date. */
export const ItemState = z.object({
  status: z.enum(['done', 'waived']),
  by: PersonId,
  at: z.iso.datetime(),
  evidence: z.url().optional(),
  reasonId: z.string().optional(),
  due: z.iso.date().optional(),
});
export type ItemState = z.infer<typeof ItemState>;
export const Checklist = z.partialRecord(ItemId, ItemState);
export type Checklist = z.infer<typeof Checklist>;

/**
 * `must`: only the product manager can waive it. `forDays`: how long what was checked counts. `link`: the record cannot show it, so a page has to.
 * `receiving`: only those who are to run it can know it.
 */
export type Item = { id: ItemId; number: string; must: boolean; forDays?: number; link?: true; receiving?: true };

const entry: Item[] = [
  { id: 'funding', number: '1', must: true },
  { id: 'targets', number: '2', must: true },
  { id: 'runbook_run', number: '3', must: true, link: true, receiving: true },
  { id: 'trivial_change_deployed', number: '4', must: true, forDays: 14, link: true, receiving: true },
  { id: 'alerts_reach_receiver', number: '5', must: true, link: true, receiving: true },
  { id: 'access', number: '6', must: true, link: true, receiving: true },
  { id: 'dependencies_and_suppliers', number: '7', must: true, link: true },
  { id: 'dashboards', number: '8', must: false },
  { id: 'known_defects_handed_over', number: '9', must: true, link: true },
  { id: 'libraries_supported', number: '10', must: true, link: true },
  { id: 'two_people_can_change_it', number: '11', must: true, link: true, receiving: true },
  { id: 'failure_design_known', number: '12', must: false },
  { id: 'contact_and_hand_back', number: '13', must: true },
  { id: 'no_open_incidents_or_reviews', number: '14', must: true },
  { id: 'last_failure_exercise', number: '15', must: false },
  { id: 'business_measure', number: '16', must: false },
  { id: 'yearly_upkeep', number: '17', must: false },
];

const handback: Item[] = [
  { id: 'funded_until', number: 'H1', must: true },
  { id: 'delivery_targets_reset', number: 'H2', must: true },
  { id: 'capacity_agreed', number: 'H3', must: true, link: true },
  { id: 'support_load_looked_at', number: 'H4', must: true },
  { id: 'receiver_stays', number: 'H5', must: true },
  { id: 'trivial_change_deployed', number: 'H6', must: true, forDays: 14, link: true, receiving: true },
  { id: 'maintenance_log_read', number: 'H7', must: true },
  { id: 'improvements_ranked', number: 'H8', must: true, link: true },
  { id: 'on_call_moved', number: 'H9', must: true },
  { id: 'contact_and_hand_back', number: 'H10', must: true },
];

/** Which list a transfer of this kind goes through. Where only the way of running it changes, nobody takes anything over. */
export function itemsOf(kind: TransferKind): readonly Item[] {
  switch (kind) {
    case 'handback':
      return handback;
    case 'support_model_change':
      return entry.filter(({ id }) => ['funding', 'targets', 'alerts_reach_receiver', 'access'].includes(id));
    case 'to_maintenance':
    case 'between_teams':
    case 'sre_entry':
    case 'sre_exit':
    case 'emergency':
      return entry;
    default:
      return kind satisfies never;
  }
}
