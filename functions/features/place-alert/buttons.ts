import type { ActionsBlock } from '@slack/types';
import { AlertId } from '#domain/alert/alert-id';
import { ServiceSlug } from '#domain/service/service';
import { judging } from '#slack-kit/alert-buttons';
import { plain } from '#slack-kit/blocks';

export const placed = 'place-alert';

/** "Belongs to…": a search of the whole catalogue. The block's name carries the alert. */
export const placing = (id: AlertId): ActionsBlock => ({
  type: 'actions',
  block_id: `place-alert ${id}`,
  elements: [
    { type: 'external_select', action_id: placed, min_query_length: 0, placeholder: plain('Belongs to…', 150) },
    judging(id, true),
  ],
});

export function readPlaced(value = ''): { id: AlertId; service: ServiceSlug } {
  const [id, service] = value.split(' ');
  return { id: AlertId.parse(id), service: ServiceSlug.parse(service) };
}
