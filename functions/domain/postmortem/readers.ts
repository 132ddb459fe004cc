import * as z from 'zod';
import { type AggregateId, readerKey } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { oneRef, type Put, type Ref } from '#domain/records';

const Reader = z.object({ at: z.iso.datetime() });
export type Reader = z.infer<typeof Reader>;

/** That somebody has read it, so that each is counted once. */
export const readerRef = (id: AggregateId | undefined, person: PersonId): Ref<Reader | undefined> =>
  oneRef(readerKey(id ?? 'PM-0', person), Reader);
export const readerPut = (id: AggregateId, person: PersonId, reader: Reader): Put => ({
  key: readerKey(id, person),
  value: reader,
  expected: 0,
});
