import { describe, expect, test } from 'vitest';
import type { Finding } from '#domain/transfer/finding';
import { findingsSaid, nextSaid, weighedSaid } from '#slack-kit/guardrail-words';

const overloaded: Finding[] = [
  { guardrail: 'G1', verdict: 'passes' },
  { guardrail: 'G8', verdict: 'warns', figure: 23, per: 5, limit: 4 },
  { guardrail: 'G9', verdict: 'blocks', figure: 52, limit: 50 },
  { guardrail: 'G10', verdict: 'no_figure' },
  { guardrail: 'G14', verdict: 'warns', figure: 2, limit: 2 },
];

describe('What the guardrails have found is said', () => {
  test('in a sentence with the figures and limits, what blocks first', () => {
    expect(weighedSaid('home-mpt', overloaded)).toBe(
      "*home-mpt* can't take this now: support is 52 % of its capacity (limit 50 %, G9 hard). Also: 23 services for 5 people (soft 4 each, G8), 2 other transfers incoming (G14).",
    );
    expect(weighedSaid('home-mpt', overloaded.slice(4))).toBe('*home-mpt* can take this, with care: 2 other transfers incoming (G14).');
    expect(weighedSaid('home-mpt', overloaded.slice(0, 1))).toBe('*home-mpt* can take this.');
  });

  test('as a list, with what is not measured yet in one line', () => {
    expect(findingsSaid(overloaded)).toEqual([
      '⛔ Support is 52 % of its capacity (limit 50 %, G9 hard).',
      '⚠️ 23 services for 5 people (soft 4 each, G8).',
      '⚠️ 2 other transfers incoming (G14).',
      'ℹ️ No figure yet: how often it is called (G10).',
    ]);
    expect(findingsSaid([{ guardrail: 'G1', verdict: 'passes' }])).toEqual([]);
  });

  test('with the times at which nobody is on call', () => {
    const about = ['home-mpt 2026-03-14T00:00:00.000Z 2026-03-16T00:00:00.000Z', 'garden-mpt'];
    const [line] = findingsSaid([{ guardrail: 'G2', verdict: 'blocks', because: 'uncovered', figure: 85, limit: 100, about }]);
    expect(line).toMatch(
      /^⛔ Only 85 % of the hours .* covered: home-mpt <!date.*> to <!date.*>; garden-mpt is not there \(limit 100 %, G2 hard\)\.$/,
    );
  });

  test('without a word of what is private, nor its number', () => {
    const hidden: Finding[] = [
      { guardrail: 'G11', verdict: 'blocks', because: 'not_now' },
      { guardrail: 'G12', verdict: 'blocks', because: 'not_now' },
    ];
    expect(findingsSaid(hidden)).toEqual(['⛔ It is not possible right now; ask the product manager.']);
    expect(weighedSaid('home-mpt', hidden)).toBe("*home-mpt* can't take this now: it is not possible right now; ask the product manager.");
  });

  test('and what to do next, where something stands in the way', () => {
    expect(nextSaid(overloaded)).toContain('ask the product manager to override');
    expect(nextSaid([{ guardrail: 'G1', verdict: 'blocks_finally', because: 'no_group' }])).toContain('Nobody can override');
    expect(nextSaid(overloaded.slice(3))).toBeUndefined();
  });

  test('never as markup that somebody has typed', () => {
    const [line] = findingsSaid([{ guardrail: 'G13', verdict: 'warns', because: 'other_domain', about: ['<!channel>*home*'] }]);
    expect(line).not.toContain('<!channel>');
  });
});
