import type { Button } from '@slack/types';
import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';
import { button } from '#slack-kit/blocks';
import { snoozes } from './decide.ts';

/** Several of them stand in one row, so each has its own action id. */
export const snoozePressed = /^snooze-update:/;
export const snoozeButtons = (id: IncidentId): Button[] =>
  snoozes.map((minutes) => button(`snooze-update:${minutes}`, `In ${minutes} minutes`, `${id} ${minutes}`));

const Snoozed = z.tuple([IncidentId, z.coerce.number().pipe(z.literal([...snoozes]))]);
export function readSnooze(value: string | undefined): { id: IncidentId; minutes: number } {
  const [id, minutes] = Snoozed.parse((value ?? '').split(' '));
  return { id, minutes };
}
