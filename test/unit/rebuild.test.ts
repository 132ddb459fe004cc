import { describe, expect, test } from 'vitest';
import { memoryStore } from '#adapters/memory/store';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { declareIncident } from '#features/declare-incident/decide';
import { rebuild, type Ways } from '../../scripts/rebuild/rebuild.ts';

const now = () => '2026-03-10T14:02:00.000Z';
const ana = PersonId.parse('U0ANA');

async function declared(many: number) {
  const store = memoryStore({ now });
  const kept = new Map<string, { version: number; facts: Record<string, unknown> }>();
  const ways: Ways = {
    ...store,
    facts: { read: async (id) => kept.get(id) },
    replace: async (id, version, facts) => void kept.set(id, { version, facts }),
  };
  for (let one = 0; one < many; one++) {
    const fresh = async () => `INC-${await store.records.next('incident')}` as IncidentId;
    const about = { service: '?', title: 'It is slow', titleId: `t${one}`, symptomsId: `s${one}`, saidId: `q${one}` };
    const command = { by: ana, reportedBy: ana, at: now(), severity: 'sev3', private: false, drill: false, ...about } as const;
    await perform({ ...store, now }, incidents, { fresh }, declareIncident, command);
  }
  return { ways, kept, next: () => store.records.next('incident') };
}

describe('npm run rebuild', () => {
  test('makes facts that are missing, and finds nothing to do after that', async () => {
    const { ways } = await declared(45);
    expect(await rebuild(ways)).toMatchObject({ incidents: 45, same: 0 });
    expect(await rebuild(ways)).toEqual({ incidents: 45, same: 45, differed: [] });
  });

  test('puts right what was tampered with, and touches nothing else', async () => {
    const { ways, kept } = await declared(3);
    await rebuild(ways);
    const right = structuredClone(kept.get('INC-2'));
    kept.set('INC-2', { version: 1, facts: { ...right?.facts, reports: 7 } });
    expect(await rebuild(ways)).toEqual({ incidents: 3, same: 2, differed: ['INC-2'] });
    expect(kept.get('INC-2')).toEqual(right);
  });

  test('passes over numbers that were given and never used', async () => {
    const { ways, next } = await declared(1);
    await next();
    expect(await rebuild(ways)).toMatchObject({ incidents: 1 });
  });
});
