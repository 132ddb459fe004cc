import { expect, test } from 'vitest';
import { refusal } from '#features/disband-team/answer';
import { teamSlug } from '#test/builders';

const many = (word: string, size: number) =>
  Array.from({ length: size }, (_, n) => `${word}-${String(n).padStart(3, '0')}`.padEnd(60, 'x'));
const resting = (more: object) => ({ owns: [], supports: [], takesBack: [], incoming: [], serves: [], ...more });
const buttons = ({ blocks }: ReturnType<typeof refusal>) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements.map((one) => ('action_id' in one ? one.action_id : '')) : []));

test('What rests on a team with 600 services is said within what Slack shows, with one way out of each kind first', () => {
  const incoming = Array.from({ length: 600 }, (_, n) => `XFER-${n + 1}`);
  const all = resting({ owns: many('owns', 600), supports: many('supports', 600), takesBack: many('back', 600), incoming });
  const said = refusal(teamSlug('a'.padEnd(60, 'x')), all);
  expect(said.text.length).toBeLessThan(3000);
  expect(said.text.match(/ and 590 more/g)).toHaveLength(4);
  expect(said.text).toMatch(/Move these first\. People leave; services don’t\.$/);
  expect(buttons(said).map((action) => action?.replace(/:([a-z]+).*/, ':$1'))).toEqual([
    'request-transfer-of:owns',
    'change-hand-back:back',
    'request-transfer-of:supports',
    'show-transfer:XFER-1',
    ...Array(4).fill('request-transfer-of:owns'),
  ]);
  expect(new Set(buttons(said)).size).toBe(8);
});

test('Of eleven one more is told, and ten are named', () => {
  const { text } = refusal(teamSlug('home'), resting({ owns: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'] }));
  expect(text).toMatch(/^home still owns a, b, c, d, e, f, g, h, i, j and 1 more\./);
  expect(refusal(teamSlug('home'), resting({ owns: ['a', 'b'] })).text).toMatch(/owns a and b\./);
});
