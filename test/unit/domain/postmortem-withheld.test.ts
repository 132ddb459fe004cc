import { describe, expect, test } from 'vitest';
import { improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { perform } from '#domain/perform';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { documentNow, documentPublished, documentText } from '#domain/postmortem/versions';
import { viewPostmortem } from '#domain/postmortem/view';
import type { Aggregate, Text } from '#domain/records';
import { completeAfterImprovement } from '#features/complete-postmortem/scan';
import { card } from '#features/show-postmortem/card';
import { improvementsPage } from '#features/show-postmortem/list';
import { markdown } from '#slack-kit/document-markdown';
import { documentWording } from '#slack-kit/document-words';
import { asha, ben, declared, happened, harrowHome, inc311, malik, omar, plus, type Stage, tom, tuesday } from '#test/builders';
import { acceptance, imp, proposal } from '#test/improving';
import { offered, over, owner, required, thereWere } from '#test/postmortem-known';

const pm311 = 'PM-311' as const;
const inc999 = 'INC-999' as const;
const word = 'quicksilver';

const put = <State, Event extends { type: string; at: string }>(
  stage: Stage,
  aggregate: Aggregate<State, Event>,
  id: AggregateId,
  events: Event[],
  texts: Text[] = [],
) => perform(stage, aggregate, id, { facts: () => ({}), decide: () => ({ events, texts }) }, {});

const words = (id: string, body: string): Text => ({ id, by: ben, body, inHead: true });
const incidentIs = (stage: Stage, id: typeof inc311 | typeof inc999, ...events: IncidentEvent[]) => put(stage, incidents, id, events);
const postmortemIs = (stage: Stage, ...events: PostmortemEvent[]) => put(stage, postmortems, pm311, events);
const improvementIs = (stage: Stage, number: number, ...events: ImprovementEvent[]) => put(stage, improvements, imp(number), events);

const resolved = happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' });
const published: PostmortemEvent[] = [
  { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: over, publishBy: over },
  { type: 'PostmortemCompleted', at: over },
];

/** IMP-1 of INC-311 goes on for INC-999 too; IMP-2 is of INC-311 alone. Version 1 is published with both. */
async function shared(): Promise<Stage> {
  const stage = await harrowHome();
  const title = { id: declared().titleId, by: tom, body: 'No beds', inHead: true };
  for (const id of [inc311, inc999]) await put(stage, incidents, id, [declared(), resolved], [title]);
  await postmortemIs(stage, offered(), required(), thereWere(), owner);
  const mine = [words('title', `Close ${word}`), words('done', `No ${word} is left`)];
  await put(stage, improvements, imp(1), [proposal({ doneWhenId: 'done' }), acceptance({ owner: malik })], mine);
  await put(stage, improvements, imp(2), [proposal()], [words('title', 'Put an alert on it')]);
  for (const one of [imp(1), imp(2)]) await postmortemIs(stage, { type: 'PostmortemImprovementListed', at: over, improvement: one });
  await improvementIs(stage, 1, { type: 'ImprovementJoined', at: over, from: imp(7), incidents: [inc999] });
  await postmortemIs(stage, ...published);
  const made = await documentNow(stage, pm311, documentWording, () => 1);
  const document = { id: documentText(1), by: asha, body: JSON.stringify(made?.document) };
  const event: PostmortemEvent = {
    ...{ type: 'PostmortemPublished', at: plus(over, 60), by: asha, version: 1, documentId: document.id },
    helpAt: plus(over, 90),
  };
  await put(stage, postmortems, pm311, [event], [document]);
  return stage;
}

async function everythingShown(stage: Stage): Promise<string[]> {
  const view = await viewPostmortem(stage, pm311);
  const [now, then] = [await documentNow(stage, pm311, documentWording), await documentPublished(stage, pm311, 1)];
  if (view === undefined || now === undefined || then === undefined) throw new Error('there is no PM-311');
  return [
    JSON.stringify(card({ view, rights: ['owner'] }).blocks),
    JSON.stringify(improvementsPage({ view, rights: ['owner'] }, 0)),
    ...[now.document, then].flatMap((document) => [markdown(document), JSON.stringify(document)]),
  ];
}

describe('An improvement that came out of two incidents', () => {
  test('is shown with the postmortem of each while both are public', async () => {
    for (const shown of await everythingShown(await shared())) expect(shown).toContain(`Close ${word}`);
  });

  test.each([
    ['one of them is private', (stage: Stage) => incidentIs(stage, inc999, happened('IncidentMadePrivate', { at: over, people: [omar] }))],
    ['it is private itself', (stage: Stage) => improvementIs(stage, 1, { type: 'ImprovementMadePrivate', at: over })],
  ])('is told of nowhere in the public one once %s: neither what it is nor who does it, in no version', async (_, becomes) => {
    const stage = await shared();
    await becomes(stage);
    for (const shown of await everythingShown(stage)) {
      expect(shown).not.toMatch(new RegExp(`${word}|${malik}|IMP-1\\b`));
      expect(shown).toContain('Put an alert on it');
      expect(shown).toMatch(/One more is private|"improvements_withheld":1/);
    }
  });

  test('has every postmortem that shows it looked at again', async () => {
    const stage = await shared();
    const asked: string[] = [];
    await completeAfterImprovement({ ...stage, queue: { ask: async (all) => void asked.push(...all.map(({ id }) => id)) } }, imp(1));
    expect(asked).toEqual(['PM-311', 'PM-999']);
  });

  test('still counts as chosen there: what was complete stays complete', async () => {
    const stage = await shared();
    await improvementIs(stage, 1, { type: 'ImprovementMadePrivate', at: over });
    const view = await viewPostmortem(stage, pm311);
    expect(view?.improvements.map(({ id, improvement }) => [id, improvement.state])).toEqual([
      [imp(1), 'accepted'],
      [imp(2), 'proposed'],
    ]);
    expect(view?.improvements[0]?.words).toEqual({});
  });

  test('that came out of this one alone is shown to its own readers, private or not', async () => {
    const stage = await shared();
    await incidentIs(stage, inc311, happened('IncidentMadePrivate', { at: tuesday, people: [omar] }));
    await improvementIs(stage, 2, { type: 'ImprovementMadePrivate', at: over });
    const view = await viewPostmortem(stage, pm311);
    expect(view?.improvements[1]).toMatchObject({ words: { title: 'Put an alert on it' } });
    expect(view?.improvements[1]).not.toHaveProperty('withheld');
  });
});

describe('Whoever wanted to be named', () => {
  const saysNamed = (named: boolean): PostmortemEvent => ({ type: 'PostmortemNameShown', at: over, by: asha, named });

  test('and wants it no more is called by what they were, in every version', async () => {
    const stage = await shared();
    await postmortemIs(stage, saysNamed(true));
    const made = await documentNow(stage, pm311, documentWording, () => 2);
    expect(JSON.stringify(made?.document.people)).toContain(asha);
    const text = { id: documentText(2), by: asha, body: JSON.stringify(made?.document) };
    const again: PostmortemEvent = {
      ...{ type: 'PostmortemPublished', at: plus(over, 70), by: asha, version: 2, documentId: text.id },
      helpAt: plus(over, 90),
    };
    await put(stage, postmortems, pm311, [again], [text]);
    expect(JSON.stringify((await documentPublished(stage, pm311, 2))?.people)).toContain(asha);
    await postmortemIs(stage, saysNamed(false));
    const now = await documentPublished(stage, pm311, 2);
    expect(JSON.stringify(now?.people)).not.toContain(asha);
    expect(now?.people.map(({ label }) => label)).toContain('responder 1');
  });
});
