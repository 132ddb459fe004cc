import * as z from 'zod';
import { type AggregateId, improvementOfServiceKey, improvementsOfServiceKey, trackedAsKey, trackedKey } from '#domain/keys';
import { type Beside, everyRef, type Ref } from '#domain/records';
import type { TrackerKind } from '#domain/team/tracker';
import type { Improvement } from './improvement.ts';
import type { ImprovementEvent } from './improvement-events.ts';
import { ImprovementId } from './improvement-kind.ts';

/** Which improvements were ever proposed for a service stands with the service, so that they are found where it moves; and whose twin an issue is. */
export function beside(id: AggregateId, event: ImprovementEvent, version: number, improvement: Improvement): Beside[] {
  if (event.type === 'ImprovementTracked') {
    const { tracker, id: issue } = event.tracked;
    return [{ key: trackedKey(tracker, issue, version), value: { improvement: id } }];
  }
  if (event.type !== 'ImprovementProposed' || improvement.state === 'none' || improvement.service === null) return [];
  return [{ key: improvementOfServiceKey(improvement.service, event.at, id), value: { improvement: id } }];
}

const Listed = z.object({ improvement: ImprovementId });
/** The oldest first. */
export const improvementsOfServiceRef = (service: string): Ref<z.infer<typeof Listed>[]> =>
  everyRef(improvementsOfServiceKey(service), Listed);

/** Each time that it was said which improvement it is of. */
export const trackedRef = (tracker: TrackerKind, issue: string): Ref<z.infer<typeof Listed>[]> =>
  everyRef(trackedAsKey(tracker, issue), Listed);
