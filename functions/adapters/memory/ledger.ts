import type { LedgerEntry } from '#domain/effects';
import { ledgerKey } from '#domain/keys';
import type { Ledger } from '#domain/ports';
import { ComeBackLater } from '#domain/rejection';
import type { MemoryTable } from './memory-table.ts';

export function memoryLedger({ table }: { table: MemoryTable }): Ledger {
  const read = (key: ReturnType<typeof ledgerKey>) => table.get(key)?.value as LedgerEntry | undefined;
  return {
    async entries(id, effects) {
      return Object.fromEntries(
        effects.flatMap((effect) => {
          const entry = read(ledgerKey(id, effect));
          return entry ? [[effect, entry]] : [];
        }),
      );
    },

    async intend(id, entries) {
      const untried = entries.filter(({ effect }) => {
        const entry = read(ledgerKey(id, effect));
        return !entry || entry.notBefore !== undefined || entry.outcome?.kind === 'refused';
      });
      for (const entry of untried) table.put(ledgerKey(id, entry.effect), { version: 1, value: entry });
      if (untried.length < entries.length) throw new ComeBackLater(1, `${id}: intended meanwhile`);
    },

    async putOff(id, entry) {
      table.put(ledgerKey(id, entry.effect), { version: 1, value: { ...read(ledgerKey(id, entry.effect)), ...entry } });
    },

    async done(id, entry) {
      table.put(ledgerKey(id, entry.effect), { version: 1, value: entry });
    },
  };
}
