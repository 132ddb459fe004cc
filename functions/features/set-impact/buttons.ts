import type { Button } from '@slack/types';
import * as z from 'zod';
import { ImpactLevel } from '#domain/incident/impact';
import { IncidentId } from '#domain/incident/incident';
import { button } from '#slack-kit/blocks';

const at = z.iso.datetime();
/** What was understood, with times as instants: what was read back is what is done. */
export const Wanted = z.object({
  id: IncidentId,
  level: z.enum([...ImpactLevel.options, 'none']),
  fraction: z.number().optional(),
  from: at.optional(),
  to: at.optional(),
  reason: z.string().optional(),
});
export type Wanted = z.infer<typeof Wanted>;

export const confirmPressed = 'confirm-impact';
export const changePressed = 'change-impact';
export const confirmButton = (wanted: Wanted): Button => button(confirmPressed, 'That is right', JSON.stringify(wanted), 'primary');
export const changeButton = (wanted: Wanted): Button => button(changePressed, 'Change', JSON.stringify(wanted));
export const readWanted = (value: string | undefined): Wanted => Wanted.parse(JSON.parse(value ?? ''));
