import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AggregateId } from '#domain/keys';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, questionIn, textOf, told, type View, type World } from './world.ts';

/** What is put on record when it is over, and a drill. Tuesday, 10 March 2026, 14:00; London's clocks show UTC. */
let world: World;
let id = '';
let view: View | undefined;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const at = (clock: string) => `2026-03-10T${clock}:00.000Z`;
const facts = async (of: string) => (await (await world.store()).facts.read(of as AggregateId))?.facts as Record<string, unknown>;
const answers = { impact: 'partial', fix: 'permanent', how: 'Rolled back' };

describe('what is over already', () => {
  test('is asked for in a form, with the times as they were typed', async () => {
    ({ view } = await world.types('@ben', 'declare over from 13:00 to 13:40 sev2 bedroom: beds could not be ordered'));
    expect(questionIn(view, 'from').initial_value).toBe('2026-03-10 13:00');
    expect(questionIn(view, 'to').initial_value).toBe('2026-03-10 13:40');
    expect(questionIn(view, 'title').initial_value).toBe('beds could not be ordered');
    const before = await world.events();
    const { view: again } = await world.submits('@ben', view, answers);
    expect(textOf(again?.blocks)).toContain('I read: from *');
    expect(textOf(again?.blocks)).toContain('Nothing is on record yet.');
    expect(await world.events()).toEqual(before);
    view = again;
  });

  test('counts once it was read back: dated, resolved, with its impact and its owner', async () => {
    const said = await world.submits('@ben', view);
    id = numberIn(said.view?.title.text);
    await world.submits('@ben', view);
    await world.passes(20);
    expect(await facts(id)).toMatchObject({
      declared_afterwards: true,
      declared_at: at('13:00'),
      resolved_at: at('13:40'),
      impact: [{ level: 'partial', fraction: 0.5, from: at('13:00'), to: at('13:40') }],
      owner: { team_id: 'team-bedroom' },
      asked: [],
      pages_delivered: 0,
    });
    expect(await world.story(id)).toEqual(
      expect.arrayContaining(['IncidentDeclared', 'IncidentImpactChanged', 'IncidentResolved', 'IncidentRouted']),
    );
    expect((await world.events()).filter((event) => event['detail-type'] === 'IncidentDeclared')).toHaveLength(1);
  });

  test('asks nobody: no page, no call, no timer', async () => {
    await world.passes(1200);
    expect(await world.timersOf(id)).toEqual([]);
    expect(await world.story(id)).not.toEqual(expect.arrayContaining(['IncidentPaged']));
    const room = await world.roomOf(id);
    expect(await world.peopleIn(room.id)).toEqual(['ben']);
    const [card] = await world.said(room.id, `${id}/card`);
    expect(textOf(card?.blocks)).toContain('Rolled back');
    expect(textOf(card?.blocks)).not.toContain('On call');
    expect((await world.messages(room.id)).filter(({ text }) => text.includes('on call'))).toEqual([]);
  });

  test('is found in the form of a declaration too, which keeps what was typed', async () => {
    const { view: form } = await world.types('@ben', 'Lamps flickered');
    await world.presses('@ben', { view: form?.id ?? '' }, 'record-incident');
    const shown = (await world.inbox('@ben')).view;
    expect(shown?.callback_id).toBe('record-incident');
    expect(questionIn(shown ?? undefined, 'title').initial_value).toBe('Lamps flickered');
  });

  test('what is still to come is refused, and nothing is on record', async () => {
    const { view: form } = await world.types('@ben', 'declare over from 13:00 to 13:40 mattress: too soft');
    const unread = await world.submits('@ben', form, { ...answers, to: 'after tea' });
    expect(JSON.stringify(unread.ack)).toContain('I cannot read this as a time.');
    expect((await world.events()).filter((event) => event['detail-type'] === 'IncidentDeclared')).toHaveLength(1);
  });
});

describe('a drill', () => {
  test('is called one wherever it is spoken of, and neither joins nor is joined', async () => {
    const real = numberIn(told(await world.types('@tom', 'declare sev2 bathroom: no water')));
    const drill = numberIn(told(await world.types('@gwen', 'declare drill sev2 bathroom: pretend there is no water')));
    expect(drill).not.toBe(real);
    await world.passes(20);
    const room = await world.roomOf(drill);
    expect(room.topic.value).toContain('DRILL');
    const said = (await world.messages(room.id)).filter(({ bot_id }) => bot_id === 'B0MUSTER');
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter(({ text, blocks }) => !/DRILL/.test(text) || !/DRILL/.test(textOf(blocks) || text)).map(({ text }) => text)).toEqual(
      [],
    );
    expect(await facts(drill)).toMatchObject({ drill: true });
    expect(numberIn(told(await world.types('@ben', 'declare sev2 bathroom: dry here too')))).toBe(real);
    expect(told(await world.types('@lena', `duplicate ${drill} of ${real}`))).toContain('a drill is never the same as a real one');
  });

  test('everything is sound', () => everythingIsSound(world));
});
