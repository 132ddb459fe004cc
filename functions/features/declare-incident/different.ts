import type { Button } from '@slack/types';
import { IncidentId } from '#domain/incident/incident';
import { button } from '#slack-kit/blocks';

/** "Mine is different": declares what was taken for a report. The button knows the report, and the report has the words. */
export const differentPressed = 'declare-different';
export const differentButton = (id: IncidentId, report: string): Button => button(differentPressed, 'Mine is different', `${id} ${report}`);

export function readDifferent(value: string | undefined): { id: IncidentId; report: string } {
  const [id, report = ''] = (value ?? '').split(' ');
  return { id: IncidentId.parse(id), report };
}
