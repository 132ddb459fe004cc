import * as z from 'zod';
import { type AggregateId, improvementOfServiceKey, improvementsOfServiceKey, trackedKey } from '#domain/keys';
import { type Beside, everyRef, oneRef, type Ref } from '#domain/records';
import type { TrackerKind } from '#domain/team/tracker';
import type { Improvement } from './improvement.ts';
import type { ImprovementEvent } from './improvement-events.ts';
import { ImprovementId } from './improvement-kind.ts';

/** Which improvements were ever proposed for a service stands with the service, so that they are found where it moves. */
export function beside(id: AggregateId, event: ImprovementEvent, _version: number, improvement: Improvement): Beside[] {
  if (event.type !== 'ImprovementProposed' || improvement.state === 'none' || improvement.service === null) return [];
  return [{ key: improvementOfServiceKey(improvement.service, event.at, id), value: { improvement: id } }];
}

const Listed = z.object({ improvement: ImprovementId });
/** The oldest first. */
export const improvementsOfServiceRef = (service: string): Ref<z.infer<typeof Listed>[]> =>
  everyRef(improvementsOfServiceKey(service), Listed);

/** Of which improvement an issue is the twin. */
export const trackedRef = (tracker: TrackerKind, issue: string): Ref<Twin | undefined> => oneRef(trackedKey(tracker, issue), Listed);
export type Twin = z.infer<typeof Listed>;
