import { beforeEach, describe, expect, test } from 'vitest';
import { duplicatesKnow } from '#domain/incident/duplicates';
import { type Incident, type IncidentId, incidents, type OpenIncident } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { headRef, type Ref } from '#domain/records';
import { declareIncident } from '#features/declare-incident/decide';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { countDuplicate, followDuplicate } from '#features/duplicate-incident/report';
import { hideIncident } from '#features/hide-incident/decide';
import { declaration } from '#test/authority/scenes';
import { asha, ben, happened, harrowHome, lena, type Stage, tom } from '#test/builders';

let stage: Stage;
beforeEach(async () => {
  stage = await harrowHome();
});

const head = async (id: IncidentId) =>
  (await stage.records.load([headRef(incidents, id)] as Ref<unknown>[]))[0] as { value: Incident; version: number };
const record = async (id: IncidentId) => (await head(id)).value as OpenIncident;
const at = () => stage.now();
const declare = async (id: IncidentId, by: PersonId, hidden = false) =>
  perform(stage, incidents, id, declareIncident, declaration({ by, reportedBy: by, evenSo: true, private: hidden, titleId: id }));
const mark = async (id: IncidentId, of: IncidentId | null, by = tom) =>
  perform(stage, incidents, id, duplicateIncident, { by, at: at(), inRoom: true, of });
const hide = async (id: IncidentId, by = tom) => perform(stage, incidents, id, hideIncident, { by, at: at(), inRoom: true, members: [] });

const knows = duplicatesKnow(countDuplicate, followDuplicate);
/** As often as each is reconciled; nothing may follow for ever. */
async function settled(...ids: IncidentId[]) {
  for (let round = 1; round <= 10; round++) {
    const before = await Promise.all(ids.map(head));
    for (const id of ids) await knows(stage, id, await record(id));
    const after = await Promise.all(ids.map(head));
    if (after.every(({ version }, index) => version === before[index]?.version)) return round;
  }
  throw new Error('It never comes to rest');
}

describe('A chain of duplicates', () => {
  test('ends in one, in whichever order they learn of it', async () => {
    for (const [id, by] of [
      ['INC-1', asha],
      ['INC-2', ben],
      ['INC-3', tom],
      ['INC-4', lena],
    ] as const)
      await declare(id, by);
    await mark('INC-1', 'INC-2');
    await mark('INC-2', 'INC-3');
    await mark('INC-3', 'INC-4');
    await settled('INC-1', 'INC-2', 'INC-3', 'INC-4');
    for (const id of ['INC-1', 'INC-2', 'INC-3'] as const) expect(await record(id)).toMatchObject({ duplicate: { of: 'INC-4' } });
    const { duplicates, insiders } = await record('INC-4');
    expect([duplicates.toSorted(), insiders.toSorted()]).toEqual([['INC-1', 'INC-2', 'INC-3'], [asha, ben, tom, lena].toSorted()]);
  });
});

describe('Marks that cross', () => {
  beforeEach(async () => {
    for (const id of ['INC-1', 'INC-2', 'INC-3'] as const) await declare(id, tom);
  });
  test('never close a circle: the last of them is told that it would be the same as itself', async () => {
    await mark('INC-1', 'INC-2');
    await mark('INC-2', 'INC-3');
    await expect(mark('INC-3', 'INC-1')).rejects.toThrow(/the other way round/);
    await settled('INC-1', 'INC-2', 'INC-3');
    expect(await record('INC-3')).toMatchObject({ state: 'declared', duplicates: expect.arrayContaining(['INC-1', 'INC-2']) });
  });
  test('at the same moment leave one that goes on', async () => {
    const marks = await Promise.allSettled([mark('INC-1', 'INC-2'), mark('INC-2', 'INC-3'), mark('INC-3', 'INC-1')]);
    expect(marks.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    await settled('INC-1', 'INC-2', 'INC-3');
    const states = await Promise.all((['INC-1', 'INC-2', 'INC-3'] as const).map(record));
    expect(states.map(({ state }) => state).toSorted()).toEqual(['declared', 'duplicate', 'duplicate']);
  });
  test('in a circle that is on record already, nothing follows for ever', async () => {
    const unseen = {
      facts: () => ({}),
      decide: (_: Incident, __: object, of: IncidentId) => [happened('IncidentMarkedDuplicate', { of })],
    };
    for (const [id, of] of [
      ['INC-1', 'INC-2'],
      ['INC-2', 'INC-3'],
      ['INC-3', 'INC-1'],
    ] as const)
      await perform(stage, incidents, id, unseen, of);
    expect(await settled('INC-1', 'INC-2', 'INC-3')).toBeLessThan(4);
    await mark('INC-3', null);
    await settled('INC-1', 'INC-2', 'INC-3');
    expect(await record('INC-3')).toMatchObject({ state: 'declared', duplicates: expect.arrayContaining(['INC-1', 'INC-2']) });
  });
});

describe('What is public stays apart from what is private', () => {
  beforeEach(async () => {
    await declare('INC-1', ben);
    await declare('INC-2', tom);
    await declare('INC-3', tom, true);
    await mark('INC-1', 'INC-2');
  });
  test('when what it is the same as becomes private, and the same as one that always was', async () => {
    await settled('INC-1', 'INC-2');
    await hide('INC-2');
    await mark('INC-2', 'INC-3');
    await settled('INC-1', 'INC-2', 'INC-3');
    expect(await record('INC-1')).toMatchObject({ state: 'duplicate', duplicate: { of: 'INC-2' } });
    expect((await record('INC-3')).duplicates).toEqual(['INC-2']);
  });
  test('when it becomes private before it has learnt of its duplicate', async () => {
    await hide('INC-2');
    await settled('INC-1', 'INC-2');
    expect(await record('INC-2')).toMatchObject({ duplicates: ['INC-1'], insiders: [tom] });
  });
  test('when the duplicate becomes private before the other has learnt of it', async () => {
    await hide('INC-1', ben);
    await settled('INC-1', 'INC-2');
    expect(await record('INC-2')).toMatchObject({ duplicates: [], insiders: [tom] });
  });
});
