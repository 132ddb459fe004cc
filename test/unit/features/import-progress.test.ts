import { expect, test } from 'vitest';
import { isAlive, type Job, jobRef } from '#features/keep-catalogue/job';
import { beginJob } from '#features/keep-catalogue/progress';
import { aStage, plus, tuesday } from '#test/builders';

const said = { file: 'all.yaml', digest: 'd', of: 100 };

test('An import that takes its time over a step is heard of well before it is taken for dead', async () => {
  const stage = aStage();
  const onRecord = async () => (await stage.records.load([jobRef] as never))[0]?.value as Job;
  const { step } = await beginJob(stage, said);
  for (const minutes of [0.2, 0.4, 0.9, 1.4, 1.9]) {
    stage.setTime(plus(tuesday, minutes));
    await step(`at ${minutes}`);
  }
  expect(isAlive(await onRecord(), plus(tuesday, 2))).toBe(true);
  await expect(beginJob(stage, { ...said, digest: 'other' })).rejects.toMatchObject({ code: 'under_way' });
});

test('An import of many quick steps writes how far it is once in twenty-five of them', async () => {
  const stage = aStage();
  const version = async () => (await stage.records.load([jobRef] as never))[0]?.version;
  const { step } = await beginJob(stage, said);
  for (let done = 0; done < 50; done++) await step(String(done));
  expect(await version()).toBe(3);
});
