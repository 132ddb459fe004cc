import type { Button } from '@slack/types';
import type { IncidentId } from '#domain/incident/incident';
import { button } from '#slack-kit/blocks';

export const goesOnPressed = 'goes-on';
export const goesOnButton = (id: IncidentId): Button => button(goesOnPressed, 'Still going on', id);
