import * as z from 'zod';
import { draftKey } from '#domain/keys';
import type { Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { oneRef, type Records, type Ref } from '#domain/records';
import { Lifecycle } from '#domain/service/lifecycle';
import { OwnershipReason } from '#domain/service/ownership';
import { ServiceSlug } from '#domain/service/service-slug';
import { SupportModel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { TransferKind } from './transfer-kind.ts';

/** What somebody has filled in of a request so far. */
export const TransferForm = z.object({
  services: z.array(ServiceSlug),
  to: TeamSlug.optional(),
  kind: TransferKind,
  plannedAt: z.iso.datetime().optional(),
  because: OwnershipReason.optional(),
  reason: z.string().optional(),
  model: SupportModel.optional(),
  lifecycle: Lifecycle.optional(),
  handBack: TeamSlug.optional(),
  successCriteria: z.string().optional(),
});
export type TransferForm = z.infer<typeof TransferForm>;

const Draft = z.object({ at: z.iso.datetime(), form: TransferForm.nullable() });
type Draft = z.infer<typeof Draft>;
const draftRef = (person: PersonId): Ref<Draft | undefined> => oneRef(draftKey(person), Draft);

/** What this person saved for later, if anything. */
export async function draftOf(records: Records, person: PersonId): Promise<TransferForm | undefined> {
  return (await found(records, person)).form ?? undefined;
}

async function found(records: Records, person: PersonId): Promise<{ form: TransferForm | null; version: number }> {
  const [one] = await records.load([draftRef(person)] as Ref<unknown>[]);
  return { form: (one?.value as Draft | undefined)?.form ?? null, version: one?.version ?? 0 };
}

const attempts = 8;

/** Keeps it, or forgets it where there is none: whoever saves last is the one who is meant. */
export async function saveDraft({ records, now }: Stage, person: PersonId, form: TransferForm | null): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const before = await found(records, person);
    if (form === null && before.form === null) return;
    const puts = [{ key: draftKey(person), value: { at: now(), form }, expected: before.version }];
    if ((await records.append({ heads: [], puts, holds: [], claims: [] })) === 'done') return;
    await records.pause(attempt);
  }
  throw new Error(`${person}: a draft could not be saved ${attempts} times`);
}
