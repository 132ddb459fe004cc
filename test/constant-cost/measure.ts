import { measureActs } from './acts.ts';
import { type Filling, fill } from './fill.ts';
import { openCountedTable, type Spent } from './table.ts';

export async function measureIn(filling: Filling): Promise<Record<string, Spent>> {
  const counted = await openCountedTable();
  try {
    await fill(counted, filling);
    return await measureActs(counted);
  } finally {
    await counted.stop();
  }
}
