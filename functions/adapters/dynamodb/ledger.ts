import * as z from 'zod';
import type { LedgerEntry, Outcome } from '#domain/effects';
import { type AggregateId, ledgerKey } from '#domain/keys';
import type { Ledger } from '#domain/ports';
import { ComeBackLater } from '#domain/rejection';
import type { Table } from './client.ts';
import { absent } from './expression.ts';
import { readKeys } from './reading.ts';
import { updateWhere } from './update-where.ts';

const Entry = z.object({
  effect: z.string(),
  intendedAt: z.string(),
  fingerprint: z.string(),
  outcome: z.custom<Outcome>((outcome) => typeof outcome === 'object').optional(),
  notBefore: z.string().optional(),
});
const entry = '#effect = :effect, #intendedAt = :intendedAt, #fingerprint = :fingerprint';
const count = 'ADD #version :one';
const intended = `SET ${entry} REMOVE #notBefore, #outcome ${count}`;
const withOutcome = `SET ${entry}, #outcome = :outcome REMOVE #notBefore ${count}`;
const later = `SET ${entry}, #notBefore = :notBefore ${count}`;
/** What was refused has not been done either. */
const untried = `${absent} OR attribute_exists(#notBefore) OR #outcome.#kind = :refused`;

export function dynamoLedger(table: Table): Ledger {
  const write = (id: AggregateId, { effect, intendedAt, fingerprint, outcome }: LedgerEntry, where?: string) => {
    const values = { ':effect': effect, ':intendedAt': intendedAt, ':fingerprint': fingerprint, ':one': 1 };
    const change = outcome ? { set: withOutcome, values: { ...values, ':outcome': outcome } } : { set: intended, values };
    const refused = where ? { where, values: { ...change.values, ':refused': 'refused' } } : {};
    return updateWhere(table, ledgerKey(id, effect), { ...change, ...refused });
  };

  return {
    async entries(id, effects) {
      const items = await readKeys(
        table,
        effects.map((effect) => ledgerKey(id, effect)),
      );
      const entries = items.flatMap((item) => (item ? [Entry.parse(item) as LedgerEntry] : []));
      return Object.fromEntries(entries.map((one) => [one.effect, one]));
    },

    /** A line that is there already was written by another run meanwhile, or by our own try that got no answer: whoever comes back sees it and looks first. */
    async intend(id, entries) {
      const written = await Promise.all(entries.map((one) => write(id, one, untried)));
      if (written.includes(false)) throw new ComeBackLater(1, `${id}: intended meanwhile`);
    },

    async putOff(id, { effect, intendedAt, fingerprint, notBefore }) {
      const values = { ':effect': effect, ':intendedAt': intendedAt, ':fingerprint': fingerprint, ':notBefore': notBefore, ':one': 1 };
      await updateWhere(table, ledgerKey(id, effect), { set: later, values });
    },

    async done(id, one) {
      await write(id, one);
    },
  };
}
