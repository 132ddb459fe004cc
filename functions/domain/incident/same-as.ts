import type { Incident, IncidentId } from './incident.ts';

/** Nobody says so often that the one is the same as the next; and whatever is looked at is held until it is on record. */
const longest = 20;

/** From one incident to what it is the same as, and on, as far as their heads are known. Where the last head is a duplicate still, there is no end. */
export function wayFrom(first: IncidentId, heads: Incident[] = []): IncidentId[] {
  const way = [first];
  for (const [index, head] of heads.entries()) {
    if (head.state !== 'duplicate' || index + 1 !== way.length) break;
    if (way.includes(head.duplicate.of) || way.length === longest) break;
    way.push(head.duplicate.of);
  }
  return way;
}
