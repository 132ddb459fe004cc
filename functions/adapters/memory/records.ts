import { withinLimits } from '#domain/append-limits';
import { claimKey, counterKey, eventKey, headKey, type Key, textKey } from '#domain/keys';
import { lanesOf } from '#domain/ports';
import type { Append, Found, HeadWrite, Records, Ref } from '#domain/records';
import type { MemoryItem, MemoryTable } from './memory-table.ts';

const week = 7 * 24 * 60 * 60 * 1000;

/** The memory twin of the table: the same outcomes, and no time passes in it. */
export function memoryRecords({ table, now }: { table: MemoryTable; now: () => string }): Records {
  const versionAt = (key: Key) => table.get(key)?.version ?? 0;
  const expired = ({ expiresAt }: MemoryItem) => expiresAt !== undefined && expiresAt <= Date.parse(now());

  return {
    load: async (refs) => refs.map(found),

    async append(wanted) {
      const write = withinLimits(wanted);
      const taken = write.claims.map(({ delivery }) => table.get(claimKey(delivery)));
      if (taken.some((claim) => claim && !expired(claim))) return 'claimed';
      if (expectations(write).some(({ key, expected }) => versionAt(key) !== expected)) return 'lost-race';
      for (const head of write.heads) if (head.events.length > 0) move(head);
      for (const { id, events, texts } of write.heads) {
        for (const event of events) table.put(eventKey(id, event.version), { version: event.version, event, unpublished: true });
        for (const { id: text, by, body, expected = 0 } of texts)
          table.put(textKey(id, text), { version: expected + 1, text: { by, body } });
      }
      for (const { key, value, expected } of write.puts) table.put(key, { version: expected + 1, value });
      for (const { delivery, id, answer } of write.claims) {
        table.put(claimKey(delivery), { version: 1, value: { id, answer }, expiresAt: Date.parse(now()) + week });
      }
      return 'done';
    },

    async next(counter) {
      const version = versionAt(counterKey(counter)) + 1;
      table.put(counterKey(counter), { version });
      return version;
    },

    pause: async () => {},
  };

  function found(ref: Ref<unknown>): Found<unknown> {
    if (ref.every) {
      const items = table.every(ref.key);
      return { value: ref.read(items.map(({ value }) => value)), version: Math.max(0, ...items.map(({ version }) => version)), words: {} };
    }
    const item = table.get(ref.key);
    const there = item && !expired(item) ? item : undefined;
    const text = there?.text && { by: there.text.by };
    return { value: ref.read(there?.state ?? there?.value ?? text), version: there?.version ?? 0, words: there?.words ?? {} };
  }

  function move({ id, expected, state, words, listed, boarded, events }: HeadWrite) {
    const before = table.get(headKey(id));
    table.put(headKey(id), {
      version: expected + events.length,
      state,
      words,
      behindAt: before?.behindAt ?? events[0]?.recordedAt,
      ...(before?.parkedLanes && { parkedLanes: before.parkedLanes }),
      reconciled: before?.reconciled ?? Object.fromEntries(lanesOf(id).map((lane) => [lane, 0])),
      ...(listed ? { listed } : {}),
      ...(boarded ? { boarded } : {}),
    });
  }
}

const expectations = ({ heads, puts, holds }: Append) => [
  ...heads.map(({ id, expected }) => ({ key: headKey(id), expected })),
  ...heads.flatMap(({ id, events }) => events.map(({ version }) => ({ key: eventKey(id, version), expected: 0 }))),
  ...heads.flatMap(({ id, texts }) => texts.map((text) => ({ key: textKey(id, text.id), expected: text.expected ?? 0 }))),
  ...puts,
  ...holds,
];
