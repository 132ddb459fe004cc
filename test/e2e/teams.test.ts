import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, openWorld, placeOf, textOf, told, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  const catalogue = join(mkdtempSync(join(tmpdir(), 'muster-teams-')), 'catalogue.yaml');
  writeFileSync(catalogue, stringify(partOfHarrow({ teams: ['team-bedroom', 'home-mpt'], services: ['bedroom'] })));
  world = await openWorld({ at: '2026-03-10T14:00:00Z', catalogue });
});
afterAll(() => world?.stop());

const team = (user: string, text: string) => world.commands(user, '/team', text);
const storyOf = (slug: string) => world.story(`TEAM-${slug}`);

describe('A team', () => {
  test('is shown to anybody, with all that one can do about it', async () => {
    const shown = await team('@tom', 'show team-bedroom');
    expect(told(shown)).toContain('*Lead*\n<@U0MAREK>');
    expect(told(shown)).toContain('*Owns*\nbedroom');
    expect(buttonsOf(shown.ephemeral.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual([
      'Rota',
      'On call at …',
      'Swap',
      'Members',
      'Load',
      'Policy',
      'Edit',
      'Disband',
    ]);
    expect(told(await team('@asha', 'team-bedroom'))).toContain('*Lead*\n<@U0MAREK>');
    expect(told(await team('@asha', ''))).toContain('Which team?');
  });

  test('is put on record by whoever leads it, and by nobody for somebody else', async () => {
    const { view } = await team('@tom', 'create attic-team');
    const said = {
      slug: 'attic-team',
      name: 'Attic',
      lead: 'U0TOM',
      members: ['U0TOM', 'U0ASHA'],
      zone: 'Europe/London',
      hours: 'mon tue wed thu fri 09:00-17:30',
      type: 'delivery_team',
    };
    const refused = await world.submits('@tom', view, { ...said, lead: 'U0ASHA' });
    expect(textOf(refused.view?.blocks)).toContain('leads it, or heads a part of the organisation');
    const again = await team('@tom', 'create attic-team');
    const done = await world.submits('@tom', again.view, said);
    expect(done).toMatchObject({ status: 200 });
    await world.settle();
    expect(await storyOf('attic-team')).toEqual(['TeamCreated']);
    expect(told(await team('@asha', 'members attic-team'))).toContain('Attic: <@U0TOM> <@U0ASHA>. Led by <@U0TOM>.');
    expect(told(await team('@asha', 'members attic-team add @ben'))).toContain('Only its lead <@U0TOM>');
    expect(told(await team('@tom', 'members attic-team add @ben remove @asha'))).toContain('Attic: <@U0TOM> <@U0BEN>.');
  });

  test('gets a rota from a form, and who is on call in it from a line', async () => {
    const { view } = await team('@tom', 'rota attic-team order');
    await world.submits('@tom', view, { people: ['U0TOM', 'U0BEN'], starts: '2026-03-09', 'hand-over': '10:00' });
    expect(told(await team('@ben', 'oncall attic-team'))).toContain('<@U0TOM> is the Superhero, <@U0BEN> the Side-kick');
    expect(told(await team('@tom', 'members attic-team remove @ben'))).toContain('has a turn in the rota');
  });

  test('is changed by its form, which asks what is known', async () => {
    const card = await team('@tom', 'show attic-team');
    const { view } = await world.presses('@tom', placeOf(card), 'describe-team');
    const said = {
      name: 'Attic and cellar',
      lead: 'U0TOM',
      members: ['U0TOM', 'U0BEN'],
      zone: 'Europe/London',
      hours: 'mon tue 09:00-12:00',
      type: 'delivery_team',
      holidays: '2026-12-25',
    };
    await world.submits('@tom', view, said);
    expect(told(await team('@tom', 'show attic-team'))).toContain('mon tue 09:00–12:00');
  });

  test('says how it gives support, and its words are in no event', async () => {
    expect(told(await team('@asha', 'policy team-bedroom'))).toContain('has not said yet');
    expect(told(await team('@tom', 'policy team-bedroom Ask Tom'))).toContain('Only its lead');
    await team('@marek', 'policy team-bedroom https://wiki.example/support Ask in *our* channel first');
    const shown = told(await team('@tom', 'policy team-bedroom'));
    expect(shown).toContain('<https://wiki.example/support|');
    expect(shown).toContain('> Ask in *our* channel first');
    expect(JSON.stringify(await world.events())).not.toContain('channel first');
  });

  test('shows what rests on it, and what its lead says of its support', async () => {
    expect(told(await team('@tom', 'load team-bedroom'))).toContain('*Support*\nno figure yet');
    expect(told(await team('@marek', 'load team-bedroom support 52 %'))).toContain('52 % of its capacity over 4 weeks');
    expect(told(await team('@marek', 'load team-bedroom support a lot'))).toContain('between 0 % and 100 %');
    const load = told(await team('@tom', 'load team-bedroom'));
    expect(load).toContain('*Owns*\n1: 1 active');
    expect(load).toContain('*Rota*\n2 people, 1 week between shifts');
    expect(load).toContain('*Calls out of hours*\n0.0 per person in 4 weeks');
  });

  test('is not disbanded while anything rests on it: people leave, services do not', async () => {
    const refused = await team('@marek', 'disband team-bedroom');
    expect(told(refused)).toContain('team-bedroom still owns bedroom. Move these first.');
    expect(buttonsOf(refused.ephemeral.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual(['Transfer bedroom']);
    await world.settle();
    expect((await storyOf('team-bedroom')).at(-1)).toBe('TeamDisbandRefused');
    expect(told(await team('@marek', 'disband incident-managers'))).toContain('Only its lead');
    expect(told(await team('@lena', 'disband incident-managers'))).toContain('it is who manages incidents when nobody else can be asked');
    expect(told(await team('@tom', 'oncall team-bedroom'))).toContain('is the Superhero');
  });

  test('with nothing on it any more it is, and its past remains answerable', async () => {
    expect(told(await team('@ben', 'disband attic-team'))).toContain('Only its lead <@U0TOM>');
    expect(told(await team('@tom', 'disband attic-team for home-mpt'))).toContain('attic-team is disbanded');
    await world.settle();
    expect((await storyOf('attic-team')).at(-1)).toBe('TeamDisbanded');
    expect(told(await team('@tom', 'oncall attic-team'))).toContain('nobody is on call');
    expect(told(await team('@tom', 'oncall attic-team at 2026-03-10T13:00Z'))).toContain('<@U0TOM> is the Superhero');
    expect(told(await team('@tom', 'show attic-team'))).toContain('home-mpt comes after it');
    expect(told(await team('@tom', 'members attic-team add @asha'))).toContain('That team was disbanded');
    const { view } = await team('@tom', 'create attic-team-2');
    const again = {
      slug: 'attic-team',
      name: 'Attic',
      lead: 'U0TOM',
      members: [],
      zone: 'Europe/London',
      hours: 'mon 09:00-17:30',
      type: 'delivery_team',
    };
    expect(textOf((await world.submits('@tom', view, again)).view?.blocks)).toContain('names are never used twice');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
