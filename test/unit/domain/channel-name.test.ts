import { describe, expect, test } from 'vitest';
import { channelName, channelNames } from '#domain/incident/channel-name';
import { fc } from '#test/properties';

describe('A channel is named for its incident', () => {
  test.each([
    ['card payments failing', 'inc-311-card-payments-failing'],
    ['  Card  PAYMENTS — failing!  ', 'inc-311-card-payments-failing'],
    ['Café à l’étage: crème brûlée', 'inc-311-cafe-a-l-etage-creme-brulee'],
    ['ﬁfty ½ Å', 'inc-311-fifty-1-2-a'],
    ['<!channel> & <@U1> *x*', 'inc-311-channel-u1-x'],
    ['500 on /basket?id=7', 'inc-311-500-on-basket-id-7'],
    ['🔥🔥🔥', 'inc-311'],
    ['结账失败', 'inc-311'],
    ['결제 checkout 失敗', 'inc-311-checkout'],
    ['', 'inc-311'],
    ['---', 'inc-311'],
  ])('“%s” is %s', (title, name) => {
    expect(channelName('INC-311', title)).toBe(name);
  });

  test('a long title is cut at a word, and a long word where the name ends', () => {
    const words = 'customers cannot add beds to their basket since this morning and nobody knows why that is so';
    expect(channelName('INC-311', words)).toBe('inc-311-customers-cannot-add-beds-to-their-basket-since-this-morning-and-nobody');
    expect(channelName('INC-311', 'x'.repeat(200))).toBe(`inc-311-${'x'.repeat(72)}`);
    expect(channelName('INC-311', `${'x'.repeat(72)} more`)).toBe(`inc-311-${'x'.repeat(72)}`);
  });

  test('should the name belong to somebody else, three more are tried', () => {
    expect(channelNames('INC-7', 'basket')).toEqual(['inc-7-basket', 'inc-7-basket-2', 'inc-7-basket-3', 'inc-7-basket-4']);
  });

  test('for any title: what Slack allows, at most 80 characters, the number in front, the same each time, no two alike', () => {
    const title = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 160 }),
      fc.array(fc.constantFrom('beds', '-', ' ', 'é', '🔥', '结', 'x'.repeat(30))).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(title, fc.integer({ min: 1, max: 999_999_999 }), (words, number) => {
        const names = channelNames(`INC-${number}`, words);
        for (const name of names) {
          expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,78}[a-z0-9]$/);
          expect(name.split('-').slice(0, 2)).toEqual(['inc', String(number)]);
        }
        expect(new Set(names).size).toBe(4);
        expect(channelNames(`INC-${number}`, words)).toEqual(names);
      }),
      { numRuns: 500 },
    );
  });
});
