import { eventKey, textKey } from '#domain/keys';
import type { Log } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

export const memoryLog = ({ table }: { table: MemoryTable }): Log => ({
  async events(id, after) {
    const { pk } = eventKey(id, 0);
    return table.every({ pk, sk: 'E#' }).flatMap(({ event }) => (event && event.version > after ? [event] : []));
  },

  async texts(id, texts) {
    return Object.fromEntries(
      texts.flatMap((name) => {
        const text = table.get(textKey(id, name))?.text;
        return text ? [[name, text]] : [];
      }),
    );
  },
});
