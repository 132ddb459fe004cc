import { claimKey, eventKey, headKey, type Key, textKey } from './keys.ts';
import type { Append } from './records.ts';

const mostActions = 60;
const mostHeadBytes = 32 * 1024;
const nameOf = ({ pk, sk }: Key) => `${pk}|${sk}`;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/** The same limits for every store: what is larger is a job of many small steps, and a head that grows has items that belong beside it. */
export function withinLimits(write: Append): Append {
  const writes = [
    ...write.heads.flatMap(({ id, events, texts }) => [
      headKey(id),
      ...events.map(({ version }) => eventKey(id, version)),
      ...texts.map((text) => textKey(id, text.id)),
    ]),
    ...write.puts.map(({ key }) => key),
    ...write.claims.map(({ delivery }) => claimKey(delivery)),
  ].map(nameOf);
  const written = new Set(writes);
  if (written.size < writes.length) throw new Error(`One transaction writes an item twice: ${writes.join(' ')}`);
  for (const { id, state, words } of write.heads) {
    if (bytes({ state, words }) > mostHeadBytes)
      throw new Error(`${id}: a head may have ${mostHeadBytes} bytes, this one has ${bytes({ state, words })}`);
  }
  // A transaction may name an item once, and what it writes is conditional on the version already.
  const holds = [...new Map(write.holds.map((hold) => [nameOf(hold.key), hold])).values()].filter(({ key }) => !written.has(nameOf(key)));
  const actions = writes.length + holds.length;
  if (actions > mostActions) throw new Error(`A transaction has at most ${mostActions} actions, this one has ${actions}`);
  return { ...write, holds };
}
