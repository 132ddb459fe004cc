import { describe, expect, test } from 'vitest';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { leadingService } from '#domain/service/find';
import { lookAtService } from '#domain/service/looking';
import { teams } from '#domain/team/team';
import { readLine as readLifecycle } from '#features/change-lifecycle/line';
import { setRota } from '#features/keep-catalogue/decide';
import { readLine as readRegistration } from '#features/register-service/line';
import { readLine as readTarget } from '#features/set-targets/line';
import { whose } from '#features/show-service/answer';
import { card } from '#features/show-service/card';
import { readLine } from '#features/show-service/line';
import {
  aRota,
  aService,
  asha,
  chloe,
  harrowHome,
  hasService,
  longAgo,
  owned,
  plus,
  priya,
  slug,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';

describe('What is asked of a service', () => {
  test.each([
    ['', {}],
    ['at 25 March 10:00', { at: '25 March 10:00' }],
    ['as of yesterday 23:30', { at: 'yesterday 23:30' }],
    ['on 1 May believed 3 May', { at: '1 May', believed: '3 May' }],
    ['at 1 May, as believed on 3 May', { at: '1 May', believed: '3 May' }],
    ['yesterday', undefined],
  ])('“%s”', (said, line) => expect(readLine(said)).toEqual(line));

  test.each([
    ['99.9 because the till depends on it', { availability: 99.9, reason: 'the till depends on it' }],
    ['99,5 %', { availability: 99.5, reason: '' }],
    ['100', { availability: 100, reason: '' }],
    ['better', undefined],
  ])('a target: “%s”', (said, line) => expect(readTarget(said)).toEqual(line));

  test.each([
    ['ktlo', { to: 'maintenance_mode', reason: '' }],
    ['maintenance_mode funding ended 2026-03-31 because it is over', { to: 'maintenance_mode', ended: '2026-03-31', reason: 'it is over' }],
    ['active funded until 31 March 2027', { to: 'active', until: '31 March 2027', reason: '' }],
    ['deprecated because it is old because of me', { to: 'deprecated', reason: 'it is old because of me' }],
    ['mute it', undefined],
    ['active funded by nobody', undefined],
  ])('a state: “%s”', (said, line) => expect(readLifecycle(said)).toEqual(line));

  test('a registration: name, domain, team and product manager are needed, the rest is not', () => {
    const line = { slug: 'bed-finder', name: 'Bed finder', domain: 'home', owner: 'team-bedroom', pm: priya, lifecycle: 'active' };
    expect(readRegistration(`bed-finder "Bed finder" home team-bedroom <@${priya}>`)).toEqual(line);
    expect(readRegistration(`bed-finder “Bed finder” home team-bedroom <@${priya}> pre_live 99,5`)).toEqual({
      ...line,
      lifecycle: 'pre_live',
      target: 99.5,
    });
    for (const wrong of [
      'bed-finder',
      'bed-finder "Bed finder" home team-bedroom',
      `x "X" home t <@${priya}> muted`,
      `x "X" home t <@${priya}> active 99 more`,
    ])
      expect(readRegistration(wrong), wrong).toBeUndefined();
  });
});

describe('A service', () => {
  test('is named by as many words as its name has, and what follows is left', async () => {
    const stage = await harrowHome();
    const urls = ['https://api.example.com/gift-cards'];
    await hasService(stage, aService({ slug: slug('gift-card-api'), name: 'Gift Card API', urls }));
    const found = async (line: string) => {
      const leading = await leadingService(stage.records, line);
      return leading && [leading.service.slug, leading.rest];
    };
    expect(await found('gift card api at yesterday')).toEqual(['gift-card-api', 'at yesterday']);
    expect(await found('Bedroom: 99.9')).toEqual(['bedroom', '99.9']);
    expect(await found('<https://api.example.com/gift-cards/7?x=1|api> at 10:00')).toEqual(['gift-card-api', 'at 10:00']);
    expect(await found('nobody knows this')).toBeUndefined();
    expect(await found('')).toBeUndefined();
  });

  test('is looked at in two rounds, however long its history', async () => {
    const stage = await harrowHome();
    const moves = Array.from({ length: 60 }, (_, n) =>
      owned(n + 2, n % 2 ? 'team-bedroom' : 'incident-managers', plus(longAgo, (n + 1) * 60)),
    );
    await hasService(stage, aService(), owned(1, 'team-bedroom', longAgo), ...moves);
    let rounds = 0;
    const records = {
      ...stage.records,
      load: (refs: Ref<unknown>[]) => {
        rounds++;
        return stage.records.load(refs);
      },
    };
    const at = async (instant: string) => {
      rounds = 0;
      const seen = await lookAtService({ ...stage, records }, slug('bedroom'), tom, { at: instant });
      expect(rounds).toBeLessThanOrEqual(2);
      return seen?.ownership?.version;
    };
    expect([await at(plus(longAgo, -1)), await at(longAgo), await at(plus(longAgo, 60 * 30 + 1)), await at(tuesday)]).toEqual([
      undefined,
      1,
      31,
      61,
    ]);
  });

  test('says who was on call half a year ago as it was then, however often the rota has changed since', async () => {
    const stage = await harrowHome();
    await hasService(stage, aService(), owned(1, 'team-bedroom', longAgo));
    const turnsTo = (people: (typeof tom)[], at: string) =>
      perform(stage, teams, teamId('team-bedroom'), setRota, { at, rota: aRota(people) });
    await turnsTo([chloe], plus(tuesday, 1440));
    const later = plus(tuesday, 180 * 1440);
    stage.setTime(later);
    await turnsTo([tom], later);
    const on = async (at: string) => (await lookAtService(stage, slug('bedroom'), tom, { at }))?.onCall.superhero;
    expect([await on(tuesday), await on(plus(tuesday, 1500)), await on(later)]).toEqual([asha, chloe, tom]);
  });

  test('with everything that can be said of it stays within what Slack shows, and no word of it becomes markup', async () => {
    const stage = await harrowHome();
    const long = (word: string) => Array.from({ length: 12 }, (_, n) => `${word}-${n}-${'*_~<!channel>'.repeat(4)}`);
    await hasService(
      stage,
      aService({
        name: '*Bed* <!channel>',
        aliases: long('alias'),
        journeys: long('journey'),
        maxExposurePerHour: { amount: 200_000, currency: 'GBP' },
        delegate: tom,
      }),
      owned(1, 'team-bedroom', longAgo),
    );
    const seen = await lookAtService(stage, slug('bedroom'), tom);
    if (seen === undefined) throw new Error('It is not there');
    const { blocks } = card({
      ...seen,
      service: { ...seen.service, orphaned: { since: tuesday, team: teamSlug('team-bedroom'), because: 'nobody_in_it', standIns: [] } },
    });
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks)
      if (block.type === 'context') for (const one of block.elements) expect('text' in one ? one.text.length : 0).toBeLessThanOrEqual(2000);
    const markup = JSON.stringify(blocks.filter(({ type }) => type !== 'header'));
    expect(markup).not.toContain('<!channel>');
    expect(markup).toContain('At risk: owner team has no members');
    expect(JSON.stringify(whose(seen, 'beds').blocks)).not.toContain('<!channel>');
  });
});
