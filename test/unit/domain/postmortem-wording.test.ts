import { describe, expect, test } from 'vitest';
import { worthAnotherLook } from '#domain/postmortem/wording';

describe('The author alone may look again at', () => {
  test.each([
    ['who', 'Who deployed on a Friday?', ['Who']],
    ['whose fault', 'Whose fault it was is not known', ['Whose fault']],
    ['blame', 'I blame the release, and they blamed us', ['blame', 'blamed']],
    ['careless', 'That was careless, carelessly done', ['careless', 'carelessly']],
    ['negligent', 'Negligent at best', ['Negligent']],
    ['human error', 'It was human error', ['human error']],
    ['root cause', 'The root cause was a full disk', ['root cause']],
    ['should have', "Somebody should have looked; it shouldn't have gone out", ['should have', "shouldn't have"]],
    ['could have', 'We could have known, and could’ve asked', ['could have', 'could’ve']],
    ['failed to', 'Ops failed to answer', ['failed to']],
    ['why did they', 'Why did they wait? Why didn’t she ask?', ['Why did they', 'Why didn’t she']],
    ['a mention', 'Ask @ben, or <@U0BEN> himself', ['<@U0BEN>', '@ben']],
  ])('%s', (_, said, found) => {
    expect(worthAnotherLook(said).toSorted()).toEqual(found.toSorted());
  });

  test('the same words twice once', () => {
    expect(worthAnotherLook('Root cause? There is no root cause.')).toEqual(['Root cause']);
  });
});

describe('There is nothing to look at again in', () => {
  test.each([
    'How could we have an alert for this?',
    'The person on call had no access',
    'A blameless review helped',
    'The whole team was there',
    'It could notice an empty queue sooner',
    'We should alert on orders a minute',
    'Why does the queue have no monitor?',
    'Write to help@fax.example',
    'The shoulder of the road',
    '',
  ])('“%s”', (said) => {
    expect(worthAnotherLook(said)).toEqual([]);
  });

  test.each([
    ['a quoted line', 'The log said:\n> worker failed to connect, who knows\nand then nothing'],
    ['a quoted line as Slack hands it over', '&gt; root cause: disk'],
    ['code', 'It printed `failed to bind @port`'],
    ['a block of code', '```\nERROR failed to fetch\nroot cause: timeout\n```'],
    ['a block of code that was not closed', '```\nERROR failed to fetch'],
    ['quotation marks', 'The page said “you should have a parcel”, the other "who are you"'],
    ['an address', 'https://wiki.example/root cause/who'.replace(' ', '-')],
  ])('%s', (_, said) => {
    expect(worthAnotherLook(said)).toEqual([]);
  });

  test('what stands beside a quote is the author’s own', () => {
    expect(worthAnotherLook('> failed to connect\nBen failed to answer')).toEqual(['failed to']);
  });
});
