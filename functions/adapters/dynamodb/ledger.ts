import * as z from 'zod';
import type { LedgerEntry, Outcome } from '#domain/effects';
import { type AggregateId, ledgerKey } from '#domain/keys';
import type { Ledger } from '#domain/ports';
import { ComeBackLater } from '#domain/rejection';
import type { Table } from './client.ts';
import { readKeys } from './reading.ts';
import { updateWhere } from './update-where.ts';

const Entry = z.object({
  effect: z.string(),
  intendedAt: z.string(),
  fingerprint: z.string(),
  outcome: z.custom<Outcome>((outcome) => typeof outcome === 'object').optional(),
});
const entry = '#effect = :effect, #intendedAt = :intendedAt, #fingerprint = :fingerprint';
const intended = `SET ${entry} REMOVE #outcome ADD #version :one`;
const withOutcome = `SET ${entry}, #outcome = :outcome ADD #version :one`;
// What another run has done meanwhile, exactly as wanted, is not forgotten.
const notDoneMeanwhile = 'attribute_not_exists(#outcome) OR #fingerprint <> :fingerprint';

export function dynamoLedger(table: Table): Ledger {
  const write = (id: AggregateId, { effect, intendedAt, fingerprint, outcome }: LedgerEntry) => {
    const values = { ':effect': effect, ':intendedAt': intendedAt, ':fingerprint': fingerprint, ':one': 1 };
    const change = outcome
      ? { set: withOutcome, values: { ...values, ':outcome': outcome } }
      : { set: intended, where: notDoneMeanwhile, values };
    return updateWhere(table, ledgerKey(id, effect), change);
  };

  return {
    async entries(id, effects) {
      const items = await readKeys(
        table,
        effects.map((effect) => ledgerKey(id, effect)),
      );
      const entries = items.flatMap((item) => (item ? [Entry.parse(item) as LedgerEntry] : []));
      return Object.fromEntries(entries.map((entry) => [entry.effect, entry]));
    },

    async intend(id, entries) {
      const written = await Promise.all(entries.map((entry) => write(id, entry)));
      if (written.includes(false)) throw new ComeBackLater(1, `${id}: another run did this meanwhile`);
    },

    async done(id, entry) {
      await write(id, entry);
    },
  };
}
