import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { type Answer, buttonsOf, openWorld, textOf, told, type World } from './world.ts';

const harrow = partOfHarrow({
  teams: ['team-bedroom', 'team-bath', 'home-mpt'],
  services: ['bedroom', 'lighting', 'rugs', 'bathroom'],
  people: ['tom', 'priya', 'rosalind'],
});

/** Tuesday, 14:02 in London. */
let world: World;
beforeAll(async () => {
  const catalogue = join(mkdtempSync(join(tmpdir(), 'muster-services-')), 'catalogue.yaml');
  writeFileSync(catalogue, stringify(harrow));
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue });
});
afterAll(() => world?.stop());

const says = async (person: string, line: string) => told(await world.commands(person, '/service', line));

describe('A service', () => {
  test('is shown to whoever asks: whose it is, how it is run, what it is to reach, who answers for it', async () => {
    const answer = await world.commands('@tom', '/service', 'show bedroom');
    const card = textOf(answer.ephemeral.at(-1)?.blocks);
    expect(card).toContain('Team Bedroom (`team-bedroom`)');
    expect(card).toContain('You Build It You Run It');
    expect(card).toContain('active development');
    expect(card).toContain('available 99.0 % (may be down 1:40:48 a week, 6:43:12 in 28 days, 21:36:00 in a quarter)');
    expect(card).toMatch(/\*Responsible\* Team Bedroom · \*Accountable\* <@U0PRIYA>/);
    expect(card).toContain('<@U0ASHA>');
    expect(buttonsOf(answer.ephemeral.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual([
      'Runbook',
      'Targets',
      'Lifecycle',
      'Transfer',
      'History',
      'Edit',
      'Incidents',
      'Correct it',
    ]);
  });

  test('is shown as it was', async () => {
    expect(await says('@tom', 'show bedroom at 2023-06-01T10:00Z')).toMatch(/Team Bedroom[\s\S]*You Build It Ops Sometimes Run It/);
    expect(await says('@tom', 'show beds at 2022-06-01 10:00')).toContain('Team Bath');
    expect(await says('@tom', 'show bedroom at 2019-06-01 10:00')).toContain('nobody on record');
  });

  test('is found by a name of its own, a journey, an alert key or an address', async () => {
    for (const name of ['beds', 'bedroom furniture', 'buy-a-bed', 'bedroom-5xx', 'https://www.example.com/bedroom/king-size?size=2'])
      expect(await says('@tom', `who ${name}`), name).toMatch(/\*Bedroom\* is owned by \*Team Bedroom\*[\s\S]*<@U0ASHA>[\s\S]*<@U0PRIYA>/);
    expect(await says('@tom', 'who bedroom-5xx at 2022-06-01 10:00')).toContain('*Bedroom* was,');
  });

  test('that nobody knows is asked for again, with those that may have been meant', async () => {
    const answer = await world.commands('@tom', '/service', 'show bedrom');
    expect(told(answer)).toContain('I know no service that is called “bedrom”');
    const [first] = buttonsOf(answer.ephemeral.at(-1)?.blocks);
    expect(first).toMatchObject({ action_id: 'show-service:bedroom', text: { text: 'Bedroom' } });
  });
});

const submitted = async (person: string, answer: Answer, values: Record<string, unknown> = {}) =>
  JSON.stringify((await world.submits(person, answer.view, values)).view?.blocks ?? '');
const pressed = async (person: string, line: string, action: string) => {
  const shown = await world.commands(person, '/service', line);
  const message = shown.ephemeral.at(-1);
  return world.presses(person, { channel: message?.channel ?? '', ts: message?.ts ?? '' }, action);
};
const events = async (slug: string, type: string) =>
  (await world.events(`SVC-${slug}`)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);

describe('What it is to reach', () => {
  test('is changed by its product manager in a line, from then on, and by nobody else', async () => {
    expect(await says('@asha', 'targets bedroom 99.9 because it is the season')).toContain(
      '<@U0PRIYA> answers for what bedroom is to reach',
    );
    const said = await says('@priya', 'targets bedroom 99.9 because it is the season');
    expect(said).toContain('available 99.9 % (may be down 0:10:04.8 a week, 0:40:19.2 in 28 days, 2:09:36 in a quarter)');
    expect(said).toContain('Another nine is about ten times the effort');
    expect(await says('@priya', 'targets bedroom 100')).toContain('No service reaches 100 %');
    await world.settle();
    // The file has told all targets but this one by an event of its own.
    expect((await events('bedroom', 'ServiceTargetsChanged')).slice(1)).toMatchObject([
      { actor: { user_id: 'U0PRIYA' }, data: { availability_target: 99.9, time_to_restore_minutes: 120 } },
    ]);
    expect(JSON.stringify(await events('bedroom', 'ServiceTargetsChanged'))).not.toContain('season');
    expect(await says('@tom', 'show bedroom at 2026-03-10 09:00')).toContain('available 99.0 %');
  });

  test('is changed in a form from the card', async () => {
    const form = await pressed('@priya', 'show bedroom', 'set-targets');
    expect(form.view?.title.text).toBe('Targets');
    expect(await submitted('@priya', form, { availability: '99', time_to_restore: '60' })).toContain('restored within 60 min');
    expect(await says('@tom', 'targets bedroom')).toMatch(/available 99\.0 %[\s\S]*restored within 60 min/);
  });
});

describe('Its life', () => {
  test('changes by its product manager, whose it is does not, and what cannot follow is said', async () => {
    expect(await says('@asha', 'lifecycle rugs ktlo')).toContain('<@U0PRIYA> decides about the funding of rugs');
    expect(await says('@priya', 'lifecycle rugs ktlo funding ended 2026-03-01 because the campaign is over')).toMatch(
      /From now on it is so\. It stays with home-mpt\.[\s\S]*maintenance mode, funding ended 2026-03-01/,
    );
    expect(await says('@priya', 'lifecycle rugs pre_live')).toContain('what may follow on that is `active`, `deprecated`');
    expect(await says('@priya', 'lifecycle rugs active')).toContain('Say until when there is money');
    await world.settle();
    expect(await events('rugs', 'ServiceLifecycleChanged')).toMatchObject([
      { data: { from: 'active', to: 'maintenance_mode', funding_ended_on: '2026-03-01' } },
    ]);
    const form = await pressed('@priya', 'show rugs', 'change-lifecycle');
    expect(await submitted('@priya', form, { to: 'active', funded_until: '2027-03-31' })).toContain('funded until 2027-03-31');
  });
});

describe('A new service', () => {
  test('is registered in a line with whose it is, and found at once', async () => {
    const line = 'register bed-finder "Bed finder" home team-bedroom @priya active 99.0';
    expect(await says('@tom', line)).toContain('you are none of them');
    expect(await says('@marek', line)).toContain('*Bed finder* is registered as `bed-finder`, and `team-bedroom` owns it from now on.');
    expect(await says('@marek', line)).toContain('a name is never used twice');
    expect(await says('@tom', 'who bed finder')).toContain('*Bed finder* is owned by *Team Bedroom*');
    await world.settle();
    expect((await world.events('SVC-bed-finder')).map((event) => event['detail-type'])).toEqual(['ServiceRegistered', 'OwnershipAsserted']);
  });

  test('is registered and described in forms, and a name that it drops leads nowhere', async () => {
    const form = await world.commands('@priya', '/service', 'register');
    const values = {
      name: 'Sleep guide',
      domain: 'home',
      slug: 'sleep-guide',
      owner: 'team-bath',
      aliases: 'sleep\nnaps',
      urls: 'https://www.example.com/sleep',
    };
    expect(await submitted('@priya', form, values)).toContain('Sleep guide');
    expect(await says('@tom', 'who naps')).toContain('*Sleep guide* is owned by');
    const edit = await pressed('@priya', 'show sleep-guide', 'describe-service');
    expect(
      await submitted('@priya', edit, { aliases: 'sleep', runbook: 'https://runbooks.example.com/sleep', delegate: 'U0ASHA' }),
    ).toContain('on record');
    expect(await says('@tom', 'who naps')).toContain('I know no service that is called “naps”');
    expect(await says('@asha', 'targets sleep-guide 95')).toContain('available 95.0 %');
  });
});

describe('All services', () => {
  test('are listed by whatever one asks for', async () => {
    expect(await says('@tom', 'list')).toContain('6 services');
    expect(await says('@tom', 'list team home-mpt')).toMatch(/2 services of `home-mpt`[\s\S]*Lighting[\s\S]*Rugs/);
    expect(await says('@tom', 'list lifecycle ktlo')).toMatch(/1 service, maintenance mode[\s\S]*Lighting/);
    expect(await says('@tom', 'list pm @priya domain home team team-bedroom')).toContain('2 services');
    expect(await says('@tom', 'list model sre_run_it')).toContain('No service, You Build It SRE Run It.');
    expect(await says('@tom', 'list colour blue')).toContain('`/service list`');
  });
});

test('Everything that was done is sound', () => everythingIsSound(world));
