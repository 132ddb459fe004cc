import { Rejection } from '#domain/rejection';
import type { ServiceDescription } from './service-events.ts';
import { mostLetters } from './service-slug.ts';

type Measured = Pick<ServiceDescription, keyof typeof mostLetters>;
const called = { slug: 'name in the catalogue', name: 'name', productDomain: 'product domain' } as const;

/** What was that long before may stay so. */
export function refuseTooLong(after: Measured, before?: Measured): void {
  for (const what of Object.keys(mostLetters) as (keyof Measured)[])
    if (after[what].length > mostLetters[what] && after[what] !== before?.[what])
      throw new Rejection(
        'too_long',
        `Its ${called[what]} has ${after[what].length} letters, and ${mostLetters[what]} is the most that fits into a list. Nothing was put on record; say a shorter one.`,
      );
}
