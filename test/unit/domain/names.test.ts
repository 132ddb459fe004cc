import { describe, expect, test } from 'vitest';
import { lookUps, namesOf, normalise } from '#domain/service/names';
import { nearMatches, search } from '#domain/service/search';
import { anEntry } from '#test/builders';
import { fc } from '#test/properties';

describe('Names are compared', () => {
  test.each([
    ['Gift Cards', 'gift-cards'],
    ['  gift__cards ', 'gift-cards'],
    ['Café Crème', 'cafe-creme'],
    ['结账', '结账'],
    ['https://Shop.Example.com/Basket/?step=2#top', 'shop-example-com-basket'],
    ['<https://shop.example.com|shop.example.com>', 'shop-example-com'],
    ['http://shop.example.com/', 'shop-example-com'],
    ['?', ''],
    ['🔥', ''],
    ['Journey #1', 'journey-1'],
    ['Search > Facets', 'search-facets'],
    ['What if? planner', 'what-if-planner'],
  ])('“%s” as %s', (said, name) => {
    expect(normalise(said)).toBe(name);
  });

  test('for anything that was said: the same when compared twice, and nothing but letters, digits and dashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (said) => {
        expect(normalise(normalise(said))).toBe(normalise(said));
        expect(normalise(said)).toMatch(/^[\p{L}\p{N}-]*$/u);
      }),
    );
  });

  test('a service is found under everything that leads to it, each once', () => {
    const checkout = anEntry('Checkout', {
      aliases: ['CO', 'checkout'],
      journeys: ['pay by card'],
      alertKeys: ['co-5xx'],
      urls: ['https://shop.example.com/pay'],
    });
    expect(namesOf(checkout)).toEqual(['checkout', 'co', 'pay-by-card', 'co-5xx', 'shop-example-com-pay']);
  });
});

describe('What was said is looked up', () => {
  test.each([
    ['checkout', ['checkout']],
    ['journey: pay by card', ['pay-by-card']],
    ['alert:CO-5xx', ['co-5xx']],
    ['service: Checkout', ['checkout']],
    ['?', []],
    ['', []],
    ['   ', []],
  ])('“%s” as %j', (said, names) => {
    expect(lookUps(said)).toEqual(names);
  });

  test('a page leads to its service: the address itself, then what is above it, the longest first', () => {
    const names = ['shop-example-com-basket-pay', 'shop-example-com-basket', 'shop-example-com'];
    for (const said of [
      'https://shop.example.com/basket/pay?x=1',
      '<https://shop.example.com/basket/pay|pay>',
      ' http://SHOP.example.com/basket/pay/ ',
    ]) {
      expect(lookUps(said)).toEqual(names);
    }
  });

  test('however deep a page is, it is looked up under eight names at most', () => {
    expect(lookUps(`https://shop.example.com/${'a/'.repeat(50)}`)).toHaveLength(8);
  });
});

const words = ['gift', 'order', 'basket', 'stock', 'price', 'return', 'parcel', 'loyalty', 'invoice', 'search'];
const kinds = ['api', 'web', 'worker', 'gateway', 'batch', 'store', 'feed', 'sync', 'portal', 'hub'];
const many = Array.from({ length: 10_000 }, (_, n) =>
  anEntry(`${words[n % 10]} ${kinds[Math.floor(n / 10) % 10]} ${n}`, { aliases: [`svc-${n}`] }),
);
const shop = [
  anEntry('Checkout', { aliases: ['co'], journeys: ['pay by card'] }),
  anEntry('gift-card-api'),
  anEntry('Check-in'),
  anEntry('Cards'),
  anEntry('Stock checker'),
];
const slugs = (found: { slug: string }[]) => found.map(({ slug }) => slug);

describe('Searching services', () => {
  test('the name itself comes first, then its beginning, then the beginning of one of its words, then anywhere', () => {
    expect(
      slugs(search([anEntry('zero-checks'), anEntry('stock check'), anEntry('checkout'), anEntry('check'), anEntry('recheck')], 'check')),
    ).toEqual(['check', 'checkout', 'stock-check', 'zero-checks', 'recheck']);
  });

  test('finds by alias, by journey, by part of a word, and with the dashes left out', () => {
    expect(slugs(search(shop, 'co'))).toEqual(['checkout']);
    expect(slugs(search(shop, 'Pay by'))).toEqual(['checkout']);
    expect(slugs(search(shop, 'giftcard'))).toEqual(['gift-card-api']);
    expect(search(shop, 'nothing like it')).toEqual([]);
  });

  test('finds by a pasted address, the nearest page first', () => {
    const pages = [
      anEntry('Shop', { urls: ['https://shop.example.com'] }),
      anEntry('Basket', { urls: ['https://shop.example.com/basket'] }),
      anEntry('Other'),
    ];
    expect(slugs(search(pages, 'https://shop.example.com/basket/7?x=y'))).toEqual(['basket', 'shop']);
  });

  test('offers the first by name where nothing was typed, and never more than asked for', () => {
    expect(slugs(search(shop, '', 3))).toEqual(['cards', 'check-in', 'checkout']);
    expect(search(many, '')).toHaveLength(100);
    expect(search(many, 'api', 99)).toHaveLength(99);
  });

  test('whatever of its name is typed, a service is found among ten thousand', () => {
    fc.assert(
      fc.property(fc.nat(9_999), (n) => {
        expect(slugs(search(many, `svc-${n}`))[0]).toBe(many[n]?.slug);
        expect(slugs(search(many, many[n]?.name ?? ''))[0]).toBe(many[n]?.slug);
      }),
      { numRuns: 5 },
    );
  });
});

describe('Near matches', () => {
  test('of “giftcards” is gift-card-api (AC3), with more words around it too', () => {
    expect(slugs(nearMatches(shop, 'giftcards'))[0]).toBe('gift-card-api');
    expect(slugs(nearMatches(shop, 'giftcards page broken'))[0]).toBe('gift-card-api');
    expect(slugs(nearMatches([...many, ...shop], 'giftcards'))[0]).toBe('gift-card-api');
  });

  test('are found through a typing error, and are three at most', () => {
    expect(slugs(nearMatches(shop, 'chekout'))[0]).toBe('checkout');
    expect(nearMatches(many, 'basket')).toHaveLength(3);
  });

  test('are none where nothing is alike, or nothing was said', () => {
    for (const said of ['zzzzqq', '?', '', 'to a']) expect(nearMatches(shop, said)).toEqual([]);
  });
});

/** The best of several, because another process may have had the core meanwhile. */
function quickest(work: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}

test('ten thousand services are searched in a small multiple of what a plain filter over their normalised names takes', () => {
  const plain = quickest(() => many.filter((entry) => namesOf(entry).some((name) => name.includes('basket'))));
  expect(quickest(() => search(many, 'basket')) / plain).toBeLessThan(10);
  expect(quickest(() => nearMatches(many, 'baskets page broken')) / plain).toBeLessThan(40);
});
