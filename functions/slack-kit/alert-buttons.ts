import type { Button } from '@slack/types';
import { AlertId } from '#domain/alert/alert-id';
import { button } from '#slack-kit/blocks';

export const judged = 'judge-alert';

export const judging = (id: AlertId, noise: boolean): Button => button(judged, noise ? 'Noise' : 'Not noise', `${id} ${noise}`);

export function readJudged(value = ''): { id: AlertId; noise: boolean } {
  const [id, noise] = value.split(' ');
  return { id: AlertId.parse(id), noise: noise === 'true' };
}
