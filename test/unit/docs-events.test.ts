import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Envelope } from '#domain/public/envelope';
import { type PublicType, publicEvents } from '#domain/public/schemas';
import { examples } from '../../scripts/events/examples.ts';
import { schemas } from '../../scripts/events/schemas.ts';
import { eventFiles } from '../../scripts/events.ts';

const committed = (path: string) => readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8');
const types = Object.keys(publicEvents) as PublicType[];

describe('what is said of the events', () => {
  test('is what `npm run events` writes', async () => {
    for (const [path, text] of Object.entries(await eventFiles())) expect(committed(path), `${path}: npm run events`).toBe(text);
  });

  test('has an example of each, made by the product and fitting its schema', async () => {
    const shown = await examples();
    expect(Object.keys(shown).sort()).toEqual([...types].sort());
    for (const type of types) {
      const whole = z.strictObject({ ...Envelope.shape, data: publicEvents[type] });
      expect(whole.safeParse(shown[type]?.detail).error).toBeUndefined();
    }
  });

  test('lets a reader of today read an event of tomorrow', () => {
    expect(JSON.stringify(schemas)).not.toContain('additionalProperties');
  });
});
