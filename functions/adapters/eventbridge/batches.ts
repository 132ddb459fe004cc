import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';

const most = 10;
/** A request may have 1 MB now and had 256 KB for years; the smaller holds everywhere. */
const mostBytes = 200_000;

export function batches(entries: PutEventsRequestEntry[]): { from: number; entries: PutEventsRequestEntry[] }[] {
  const all: { from: number; entries: PutEventsRequestEntry[]; bytes: number }[] = [];
  entries.forEach((entry, index) => {
    const bytes = Buffer.byteLength(JSON.stringify(entry));
    const open = all.at(-1);
    if (open && open.entries.length < most && open.bytes + bytes <= mostBytes) {
      open.entries.push(entry);
      open.bytes += bytes;
    } else all.push({ from: index, entries: [entry], bytes });
  });
  return all;
}
