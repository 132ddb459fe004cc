import { measureActs } from './acts.ts';
import { type Filling, fill } from './fill.ts';
import { openCountedTable, type Spent } from './table.ts';

export type Measured = { acts: Record<string, Spent>; fillingMs: number };

export async function measureIn(filling: Filling): Promise<Measured> {
  const counted = await openCountedTable();
  try {
    const started = performance.now();
    await fill(counted, filling);
    const fillingMs = performance.now() - started;
    return { acts: await measureActs(counted), fillingMs };
  } finally {
    await counted.stop();
  }
}
