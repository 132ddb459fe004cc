import { describe, expect, test } from 'vitest';
import { Severity } from '#domain/incident/severity';
import { didYouMean } from '#features/declare-incident/did-you-mean';
import { readLine, readText, shorten } from '#features/declare-incident/line';
import { escaped } from '#slack-kit/text';
import { fc } from '#test/properties';

const plain = { severity: 'sev2', private: false, drill: false } as const;

describe('/incident declare reads', () => {
  test.each([
    ['checkout: card payments failing', { ...plain, service: 'checkout', title: 'card payments failing' }],
    ['sev1 checkout: card payments failing', { ...plain, severity: 'sev1', service: 'checkout', title: 'card payments failing' }],
    ['SEV3 Checkout:slow', { ...plain, severity: 'sev3', service: 'Checkout', title: 'slow' }],
    ['private sev4 drill checkout: x', { severity: 'sev4', private: true, drill: true, service: 'checkout', title: 'x' }],
    ['drill  private   checkout : x', { ...plain, private: true, drill: true, service: 'checkout', title: 'x' }],
    ['?: nobody knows', { ...plain, service: '?', title: 'nobody knows' }],
    ['pay by card: broken', { ...plain, service: 'pay by card', title: 'broken' }],
    ['journey: pay by card: broken', { ...plain, service: 'journey: pay by card', title: 'broken' }],
    ['alert:co-5xx: too many', { ...plain, service: 'alert:co-5xx', title: 'too many' }],
    ['checkout: error: cannot pay: 500', { ...plain, service: 'checkout', title: 'error: cannot pay: 500' }],
    ['checkout: see https://x.example.com/a', { ...plain, service: 'checkout', title: 'see https://x.example.com/a' }],
    ['https://shop.example.com/pay: broken', { ...plain, service: 'https://shop.example.com/pay', title: 'broken' }],
    ['<https://shop.example.com/pay>: broken', { ...plain, service: 'https://shop.example.com/pay', title: 'broken' }],
    [
      'sev1 <https://shop.example.com/pay?a=b:c|shop.example.com>: it: broke',
      { ...plain, severity: 'sev1', service: 'https://shop.example.com/pay?a=b:c', title: 'it: broke' },
    ],
    ['https://shop.example.com:8443/pay: broken', { ...plain, service: 'https://shop.example.com:8443/pay', title: 'broken' }],
    ['https://shop.example.com:500 errors', { ...plain, service: 'https://shop.example.com', title: '500 errors' }],
    ['<https://shop.example.com/pay:> broken', { ...plain, service: 'https://shop.example.com/pay', title: 'broken' }],
    ['checkout: <@U1|ana> says <https://a.b|it> fails', { ...plain, service: 'checkout', title: '@ana says https://a.b fails' }],
    ['checkout: R&amp;D &lt;3 &gt; you', { ...plain, service: 'checkout', title: 'R&D <3 > you' }],
    ['checkout: &amp;lt;', { ...plain, service: 'checkout', title: '&lt;' }],
    ['  checkout:\n  two\nlines ', { ...plain, service: 'checkout', title: 'two\nlines' }],
    ['结账: 失败', { ...plain, service: '结账', title: '失败' }],
    ['sev1 private, checkout: x', { ...plain, severity: 'sev1', private: true, service: 'checkout', title: 'x' }],
    ['private: checkout: x', { ...plain, private: true, service: 'checkout', title: 'x' }],
    ['checkout：x', { ...plain, service: 'checkout', title: 'x' }],
    ['checkout: 失败：为什么', { ...plain, service: 'checkout', title: '失败：为什么' }],
    ['private: 结账：失败: why', { ...plain, private: true, service: '结账', title: '失败: why' }],
    ['https://shop.example.com/pay：broken', { ...plain, service: 'https://shop.example.com/pay', title: 'broken' }],
  ])('%s', (line, read) => {
    expect(readLine(line)).toEqual(read);
  });

  test.each([
    '',
    'checkout',
    'checkout:',
    'checkout:   ',
    ': title',
    'sev1',
    'sev1 private drill',
    'sev2 : x',
    'https://shop.example.com/pay',
    'card payments are failing',
  ])('not “%s”: something is missing', (line) => {
    expect(readLine(line)).toBeUndefined();
  });

  test.each([
    'private: customer data leaked',
    'checkout private: salaries visible',
    'checkout (private): x',
    'SEV1: DRILL: both',
    'sev1 sev3 checkout: x',
    'sev9 checkout: x',
  ])('not “%s”: an option that cannot be read is never passed over', (line) => {
    expect(readLine(line)).toBeUndefined();
  });

  test('no line that says private before its colon is ever declared for everyone to see', () => {
    const word = fc.stringMatching(/^[a-z1-4?]{1,8}$/);
    const private_ = fc.constantFrom('private', 'Private', 'PRIVATE,', '(private)', 'private:', 'private');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), private_, fc.array(word, { maxLength: 3 }), (before, said, after) => {
        const read = readLine(`${[...before, said, ...after].join(' ')}: salaries`);
        expect(read === undefined || read.private).toBe(true);
      }),
    );
  });

  test('for any line that we would write ourselves, what was meant', () => {
    const word = fc
      .stringMatching(/^[a-z0-9&<>é结🔥-]{1,12}$/u)
      .filter((one) => !/^(journey|alert|url|service|<.*)$|sev\d|private|drill/.test(one));
    const service = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const title = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    const options = fc.shuffledSubarray(['private', 'drill']);
    fc.assert(
      fc.property(fc.constantFrom(...Severity.options), options, service, title, (severity, chosen, named, said) => {
        const line = [...chosen, severity, `${escaped(named)}: ${escaped(said)}`].join(' ');
        expect(readLine(line)).toEqual({
          severity,
          private: chosen.includes('private'),
          drill: chosen.includes('drill'),
          service: named,
          title: said,
        });
      }),
      { numRuns: 400 },
    );
  });
});

describe('A title that is too long', () => {
  test('is cut, and kept whole as what customers see, before which stands what was said of that', () => {
    const title = 'beds '.repeat(50).trim();
    const short = shorten(title, 'An empty basket');
    expect(short.title).toHaveLength(150);
    expect(short.title).toMatch(/^beds beds .*…$/);
    expect(short.symptoms).toBe(`An empty basket\n\n${title}`);
  });

  test('of several lines is one line, and the lines are kept', () => {
    expect(shorten('one\ntwo')).toEqual({ title: 'one two', symptoms: 'one\ntwo' });
    expect(shorten('  one   two ')).toEqual({ title: 'one two' });
    expect(shorten('one', 'seen')).toEqual({ title: 'one', symptoms: 'seen' });
  });

  test('for any words: fits everywhere, loses nothing that fits, and never halves a character', () => {
    const words = fc.string({ unit: fc.constantFrom('x', ' ', '\n', '🔥', '结', 'word '), maxLength: 400 });
    fc.assert(
      fc.property(words, fc.option(words, { nil: undefined }), (said, seen) => {
        const { title, symptoms = '' } = shorten(said, seen);
        expect(title.length).toBeLessThanOrEqual(150);
        expect(title).not.toContain('\n');
        expect(title.isWellFormed() && symptoms.isWellFormed()).toBe(true);
        const kept = `${title} ${symptoms}`.replaceAll(/\s+/g, '');
        for (const part of [said, seen ?? '']) expect(kept).toContain(part.replaceAll(/\s+/g, ''));
      }),
    );
  });

  test('longer than Slack’s largest field is cut there, between two characters', () => {
    for (const lead of ['', 'x']) {
      const { symptoms = '' } = shorten(lead + '🔥'.repeat(5000));
      expect(symptoms.length).toBeLessThanOrEqual(3000);
      expect(symptoms.length).toBeGreaterThan(2990);
      expect(symptoms.isWellFormed()).toBe(true);
    }
  });

  test('words that were typed after a verb by accident are an incident of unknown service', () => {
    expect(readText('list is broken')).toEqual({ ...plain, service: '?', title: 'list is broken' });
  });
});

describe('In an incident channel a word that is nearly a verb was meant as one', () => {
  const verbs = ['declare', 'list', 'status', 'ack', 'unack', 'help'];
  const meant = (text: string, channel = 'inc-311-beds') => didYouMean(text, verbs, channel)?.text;

  test.each([
    ['stauts', '`/incident status`'],
    ['statuss', '`/incident status`'],
    ['statu', '`/incident status`'],
    ['stetus INC-7', '`/incident status INC-7`'],
    ['Akc', '`/incident ack`'],
    ['ackk', '`/incident ack`'],
    ['lst', '`/incident list`'],
    ['decalre sev1 x: y', '`/incident declare sev1 x: y`'],
    ['hekp &lt;me&gt; &amp; you', '`/incident help &lt;me&gt; &amp; you`'],
  ])('“%s” is answered with %s', (text, answer) => {
    expect(meant(text)).toBe(`Did you mean ${answer}?`);
  });

  test('and everything else is not: other words, verbs themselves, two letters, other channels', () => {
    for (const text of ['', 'card payments failing', 'status', 'ac', 'sttauss', 'checkout']) expect(meant(text)).toBeUndefined();
    for (const channel of ['general', 'inc-beds', 'my-inc-311-x']) expect(meant('stauts', channel)).toBeUndefined();
  });
});
