import { describe, expect, test } from 'vitest';
import { incidents, type OpenIncident } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { earlierOf } from '#domain/postmortem/earlier';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Shown } from '#domain/postmortem/showing';
import type { PostmortemView } from '#domain/postmortem/view';
import { react } from '#features/require-postmortem/react';
import { card } from '#features/show-postmortem/card';
import { acknowledged, asha, declared, harrowHome, plus, priya } from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, required } from '#test/postmortem-known';

const aView = (more: Partial<PostmortemView>, ...events: PostmortemEvent[]): PostmortemView =>
  ({
    ...{ id: 'PM-311', postmortem: postmortemAfter(offered(), required(), owner, ...events), version: 9, now: over },
    ...{ incident: incidentAfter(), incidentVersion: 3, incidentWords: {}, title: 'Beds', organisation: {}, improvements: [], room: 'C1' },
    ...more,
  }) as unknown as PostmortemView;
const inChannel = (view: PostmortemView, ...news: PostmortemEvent[]) =>
  react(
    view,
    news.map((event) => ({ version: 9, event })),
  );
const waived: PostmortemEvent = { type: 'PostmortemWaived', at: plus(over, 90), by: priya, as: 'product_manager', reasonId: 'why' };

describe('What is said in the channel of an incident that is over', () => {
  test('how many links and files there are so far', () => {
    const artifact = (id: string) => ({ id, kind: 'link' as const, at: over, textId: `artifact-${id}` });
    expect(JSON.stringify(inChannel(aView({})))).toContain('Links and files of this channel are kept with it: none so far.');
    const found: PostmortemEvent = { type: 'PostmortemArtifactsAdded', at: over, artifacts: ['a', 'b', 'c'].map(artifact) };
    expect(JSON.stringify(inChannel(aView({}, found)))).toContain('Links and files of this channel are kept with it: 3 so far.');
  });

  test('who drives it from now on, where whoever did can do so no more: once, under what stands there', () => {
    const left: PostmortemEvent = { type: 'PostmortemOwnerAssigned', at: plus(over, 90), owner: priya, because: 'owner_left' };
    const text = `<@${priya}> drives the postmortem of INC-311 from now on. What is due stays due, and nobody writes it alone.`;
    expect(inChannel(aView({}, left), left).slice(1)).toEqual([
      { kind: 'message', key: 'PM-311/9/taken-over', to: 'C1', under: 'PM-311/over-0', text },
    ]);
    const changed: PostmortemEvent = { ...left, because: 'changed', by: asha, owner: asha };
    expect(inChannel(aView({}, left, changed), left, changed)).toHaveLength(1);
    expect(inChannel(aView({}, left, changed), left)).toHaveLength(1);
    expect(inChannel(aView({}, left))).toHaveLength(1);
  });

  test('once, what makes its postmortem dispensable: quoted as it was written, and by nobody’s name', () => {
    const view = aView({ waivedReason: 'the same as INC-298, <!here> *nothing* new' }, waived);
    expect(inChannel(view).map(({ key }) => key)).toEqual(['PM-311/over-0']);
    const [, said] = inChannel(view, waived);
    expect(said).toMatchObject({
      key: 'PM-311/9/waived',
      to: 'C1',
      text: 'INC-311 goes without a postmortem: nobody is asked anything more about it.',
    });
    const quote = { type: 'rich_text_quote', elements: [{ type: 'text', text: 'the same as INC-298, <!here> *nothing* new' }] };
    expect(said).toMatchObject({ blocks: [{ type: 'section' }, { type: 'rich_text', elements: [quote] }, { type: 'actions' }] });
    expect(JSON.stringify(said)).not.toContain(priya);
  });

  test.each([
    [
      'still open',
      false,
      'one talk can be about both. Where it is, the product manager waives one of them and says so. Otherwise each keeps a meeting of its own',
    ],
    ['published', true, 'what was learnt and chosen there is where to begin.'],
  ])('that it goes on from one whose postmortem is %s, a press away', (_, published, offer) => {
    const view = aView({ earlier: { id: 'PM-298', incident: 'INC-298', published } });
    const shown = JSON.stringify([inChannel(view), card({ view, rights: [] } as unknown as Shown).blocks]);
    expect(shown.split(offer)).toHaveLength(3);
    expect(shown.split('"PM-298 and its improvements"')).toHaveLength(3);
    expect(shown).toContain('It goes on from INC-298');
  });

  test.each([
    ['it is offered where everybody may know of both', {}, {}, { id: 'PM-298', incident: 'INC-298', published: false }],
    ['not of a private one that goes on from another', { private: true }, {}, undefined],
    ['and not where the one before is private', {}, { private: true }, undefined],
  ])('%s', async (_, own, before, offer) => {
    const stage = await harrowHome();
    await perform(stage, incidents, 'INC-298', { facts: () => ({}), decide: () => [declared(before), acknowledged()] }, {});
    const learnt = [offered({ incident: 'INC-298', ...before }), required()];
    await perform(stage, postmortems, 'PM-298', { facts: () => ({}), decide: () => learnt }, {});
    const goesOn = incidents.evolve(incidents.initial, declared({ ...own, relatedTo: 'INC-298' })) as OpenIncident;
    const its = postmortemAfter(offered(own), required());
    expect(await earlierOf(stage.records, its, goesOn)).toEqual(offer);
    expect(await earlierOf(stage.records, its, { ...goesOn, private: true })).toBeUndefined();
  });

  test('that it waits, once the room that had been put away is open again', () => {
    const paused = aView({}, { type: 'PostmortemReopened', at: plus(over, 95) });
    expect(inChannel(paused)).toMatchObject([
      { kind: 'unarchive', key: 'PM-311/unarchive/1', channel: 'C1' },
      { kind: 'message', key: 'PM-311/over-0', to: 'C1' },
    ]);
  });

  test('that it is asked for again, where it had been waived before the incident came back', () => {
    const at = plus(over, 120);
    const resumed: PostmortemEvent = { type: 'PostmortemResumed', at, t0: at };
    const again = aView({}, waived, { type: 'PostmortemReopened', at: plus(over, 95) }, resumed, required({ at, t0: at }));
    expect(JSON.stringify(inChannel(again))).toContain('It had been waived; the incident came back after that, so it is asked for again.');
    expect(inChannel(again, waived)).toHaveLength(1);
  });
});
