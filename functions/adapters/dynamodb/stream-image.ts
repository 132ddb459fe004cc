import type { EventRecord } from '#domain/records';
import { readEventItem } from './event-item.ts';

/** A value as the stream writes it: `{ S: 'x' }`, `{ N: '1' }`. Our items hold JSON alone, so sets and bytes do not occur. */
type StreamValue = { S?: string; N?: string; BOOL?: boolean; NULL?: boolean; L?: StreamValue[]; M?: Record<string, StreamValue> };

/** The event in a stream record's new image; `undefined` for every other kind of item. */
export function readStreamImage(image: Record<string, StreamValue> | undefined): EventRecord | undefined {
  return image?.sk?.S?.startsWith('E#') ? readEventItem(plain({ M: image })) : undefined;
}

function plain({ S, N, BOOL, L, M }: StreamValue): unknown {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (BOOL !== undefined) return BOOL;
  if (L !== undefined) return L.map(plain);
  if (M !== undefined) return Object.fromEntries(Object.entries(M).map(([name, value]) => [name, plain(value)]));
  return null;
}
