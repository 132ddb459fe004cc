import type { Key } from '#domain/keys';
import type { Lane, Parked } from '#domain/ports';
import type { Boarded, EventRecord, Version } from '#domain/records';

export type MemoryItem = {
  version: Version;
  state?: unknown;
  value?: unknown;
  words?: Record<string, string>;
  text?: { by: string; body: string };
  event?: EventRecord;
  unpublished?: boolean;
  listed?: { list: string; at: string };
  boarded?: Boarded;
  behindAt?: string | undefined;
  reconciled?: Partial<Record<string, Version>>;
  /** A head's, by lane. */
  parkedLanes?: Partial<Record<Lane, Parked & { version: Version; told: boolean }>> | undefined;
  resting?: boolean;
  /** An event's. */
  parked?: Parked | undefined;
  expiresAt?: number;
};

/** Items by key. What goes in and comes out is a copy, as it would be over the wire. */
export type MemoryTable = {
  get(key: Key): MemoryItem | undefined;
  put(key: Key, item: MemoryItem): void;
  /** Items whose sort key begins like `key.sk`, in order. */
  every(key: Key): MemoryItem[];
  all(): { key: Key; item: MemoryItem }[];
};

const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
const inOrder = (a: { key: Key }, b: { key: Key }) => (a.key.pk === b.key.pk ? order(a.key.sk, b.key.sk) : order(a.key.pk, b.key.pk));
export const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

type Entry = { key: Key; item: MemoryItem };

/** `before` is what stands in it from the beginning. */
export function memoryTable(before: Entry[] = []): MemoryTable {
  const nameOf = ({ pk, sk }: Key) => `${pk}|${sk}`;
  const items = new Map<string, Entry>(copy(before).map((entry) => [nameOf(entry.key), entry]));
  const sorted = (some: Entry[]) => copy(some).sort(inOrder);
  const all = () => sorted([...items.values()]);
  return {
    get(key) {
      const found = items.get(nameOf(key));
      return found && copy(found.item);
    },
    put(key, item) {
      items.set(nameOf(key), copy({ key, item }));
    },
    every: ({ pk, sk }) => sorted([...items.values()].filter(({ key }) => key.pk === pk && key.sk.startsWith(sk))).map(({ item }) => item),
    all,
  };
}
