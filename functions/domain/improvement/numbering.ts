import { improvementId } from '#domain/keys';
import type { Target } from '#domain/perform';
import type { Records } from '#domain/records';

/** One that is about to be proposed; a number that is not used leaves a gap. */
export const freshImprovement = ({ records }: { records: Pick<Records, 'next'> }): Target => ({
  fresh: async () => improvementId(await records.next('improvement')),
});
