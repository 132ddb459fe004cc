import * as z from 'zod';
import { askingEvents } from './asking-events.ts';
import { declaringEvents } from './declaring-events.ts';
import { restoringEvents } from './restoring-events.ts';
import { tellingEvents } from './telling-events.ts';

/** The log. What people wrote is an item of its own; the event knows its id. Made on its first use, because a cold start seldom reads it. */
export const IncidentEvent = z.lazy(() =>
  z.discriminatedUnion('type', [...declaringEvents(), ...askingEvents(), ...tellingEvents(), ...restoringEvents()]),
);
export type IncidentEvent = z.infer<typeof IncidentEvent>;
export type Fact<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>;

/** The words that belong to an event, by id. */
export function textsOf(event: IncidentEvent): string[] {
  const { titleId, symptomsId, saidId, textId, reasonId, howId } = event as Partial<
    Record<'titleId' | 'symptomsId' | 'saidId' | 'textId' | 'reasonId' | 'howId', string>
  >;
  return [titleId, symptomsId, saidId, textId, reasonId, howId].filter((text) => text !== undefined);
}
