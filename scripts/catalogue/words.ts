import type { Change } from '#features/keep-catalogue/difference';
import { isAlive, type Job } from '#features/keep-catalogue/job';

export const asked = 'Say which file and which table: npm run catalogue -- my-catalogue.yaml --table <name>';

const sign = { new: '+', changes: '~', moves: '!' };

/** What would be different, one record after the other, and how much of it is of which kind. */
export function changesInWords(changes: Change[]): string {
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  const lines = changes.map(({ kind, what, words }) => {
    const [first, ...more] = words;
    const rest = more.map((word) => `\n      ${word}`).join('');
    return `${sign[kind]} ${what}${first === undefined ? '' : `: ${first}`}${rest}`;
  });
  const moving = count('moves');
  const moved = moving === 0 ? '' : `, ${moving} of which change whose a service is or how it is run (!)`;
  return `${lines.join('\n')}\n\n${count('new')} new (+), ${count('changes') + moving} changed (~)${moved}.`;
}

export function jobInWords(job: Job | undefined, now: string): string {
  if (job === undefined) return 'No file has been imported yet.';
  const { file, state, done, of, at, last, because } = job;
  const far = `${done} of ${of} steps are done${last ? `, the last was ${last}` : ''}`;
  if (state === 'finished') return `${file}: finished at ${at}, ${done} of ${of} steps.`;
  if (isAlive(job, now)) return `${file}: under way, ${far}.`;
  const why = because === undefined ? `nothing has been heard of it since ${at}` : because;
  return `${file}: stopped (${why}). About ${far}. What is written stays; run it again with the same file, and it goes on there.`;
}
