import { describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { mostPeople } from '#domain/postmortem/answering';
import { postmortems } from '#domain/postmortem/postmortem';
import { planMeeting } from '#features/plan-meeting/decide';
import {
  asha,
  bot,
  chloe,
  crowd,
  deactivated,
  declared,
  guest,
  happened,
  harrowHome,
  hasPerson,
  inc311,
  omar,
  plus,
  tom,
} from '#test/builders';
import { offered, over, owner, required, thereWere } from '#test/postmortem-known';

async function stageOf(people: PersonId[] = [], hidden = false) {
  const stage = await harrowHome();
  const made = hidden ? [happened('IncidentMadePrivate', { at: over, people: [asha] })] : [];
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared(), ...made] }, {});
  const all = thereWere({ people: people.map((person) => ({ person, as: ['responder' as const] })) });
  await perform(stage, postmortems, 'PM-311', { facts: () => ({}), decide: () => [offered(), required(), thereWere(), all, owner] }, {});
  return stage;
}
const invites = async (stage: Awaited<ReturnType<typeof stageOf>>, ...invited: PersonId[]) =>
  perform(stage, postmortems, 'PM-311', planMeeting, { by: asha, at: over, begins: plus(over, 2880), minutes: 60, invited });

describe('Inviting', () => {
  test.each([
    ['a guest', guest],
    ['a bot', bot],
    ['somebody who has left', deactivated],
  ])('is for colleagues: not for %s', async (_, person) => {
    const stage = await stageOf();
    await hasPerson(stage, chloe, person);
    await expect(invites(stage, asha, chloe)).rejects.toThrow(/are not invited/);
  });
  test('stops where the record is full; those who are in it can still come', async () => {
    const stage = await stageOf(crowd(mostPeople));
    await expect(invites(stage, asha, omar)).rejects.toThrow(/bears no more/);
    expect((await invites(stage, asha, tom)).events).toHaveLength(1);
  });
  test('is for insiders alone as soon as the incident is private', async () => {
    await expect(invites(await stageOf([], true), asha, omar)).rejects.toThrow(/not among those whom it was opened to/);
  });
});
