import { describe, expect, test } from 'vitest';
import { dynamoDirectory } from '#adapters/dynamodb/directory';
import { fnv } from '#domain/fnv';
import { opened } from '#slack-kit/touched';
import { anEntry, tuesday } from '#test/builders';

describe('FNV-1a', () => {
  test.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of "%s" is what everybody else gets', (said, hash) => {
    expect(fnv(Buffer.from(said))).toBe(hash);
  });

  test.each([
    ['bedroom', '07'],
    ['checkout', '09'],
    ['attic', '12'],
    ['ops-bridge', '03'],
    ['mietwagen-hürth', '04'],
  ])('%s stands in the shard %s of the directory for ever', async (slug, shard) => {
    const asked: unknown[] = [];
    const send = async (_: string, input: object) => {
      asked.push((input as { Key: unknown }).Key);
      return {};
    };
    const client = { send, tryConnect: async () => undefined } as Parameters<typeof dynamoDirectory>[0]['client'];
    await dynamoDirectory({ client, table: 'muster', now: () => tuesday }).put(anEntry(slug, { slug }));
    expect(asked).toEqual([{ pk: 'DIRECTORY', sk: shard }]);
  });

  test('what a form was opened with is known again by a later version', () => {
    const asked = (initial_value: string) =>
      opened([
        {
          type: 'input',
          block_id: 'title',
          label: { type: 'plain_text', text: 'Title' },
          element: { type: 'plain_text_input', initial_value },
        },
      ]);
    expect([asked('Sheets are wet'), asked('Größe 🛏')]).toEqual([{ opened: { title: 'k5vjo5' } }, { opened: { title: 'csryud' } }]);
  });
});
