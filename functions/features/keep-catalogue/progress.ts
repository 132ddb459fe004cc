import { importKey } from '#domain/keys';
import type { Records } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { isAlive, type Job, jobRef } from './job.ts';

const everySteps = 25;
/** Well within the time after which a silent one is taken for dead. */
const everyMs = 20_000;
type Place = { records: Records; now: () => string };

/** Says on record that this file is being imported, and answers what to call as it goes on. */
export async function beginJob({ records, now }: Place, said: Pick<Job, 'file' | 'digest' | 'of'>) {
  const [found] = await records.load([jobRef] as never);
  const before = found?.value as Job | undefined;
  const goesOn = before?.digest === said.digest && before.state !== 'finished' ? before : undefined;
  if (before && isAlive(before, now()))
    throw new Rejection(
      'under_way',
      `${before.file} is being imported, ${before.done} of ${before.of} steps are done. Nothing has changed; wait until it is finished.`,
    );
  const already = goesOn?.done ?? 0;
  let job: Job = {
    ...said,
    of: said.of + already,
    done: already,
    state: 'running',
    startedAt: goesOn?.startedAt ?? now(),
    at: now(),
  };
  let version = found?.version ?? 0;
  let writing = Promise.resolve();
  let unwritten = 0;
  let writtenAt = job.at;
  const write = () => {
    unwritten = 0;
    writtenAt = job.at;
    writing = writing.then(async () => {
      const value = job;
      const outcome = await records.append({ heads: [], puts: [{ key: importKey, value, expected: version }], holds: [], claims: [] });
      if (outcome !== 'done') throw new Rejection('taken_over', 'Somebody else imports a file now. What was written so far stays.');
      version += 1;
    });
    return writing;
  };
  await write();
  return {
    before: goesOn,
    step: async (what: string) => {
      job = { ...job, at: now(), done: job.done + 1, last: what };
      unwritten += 1;
      if (unwritten >= everySteps || Date.parse(job.at) - Date.parse(writtenAt) >= everyMs) await write();
    },
    finish: async () => {
      job = { ...job, at: now(), state: 'finished' };
      await write();
      return job;
    },
    stop: async (because: string) => {
      job = { ...job, at: now(), state: 'stopped', because };
      await write();
      return job;
    },
  };
}
