import type { LedgerEntry } from './effects.ts';
import type { AggregateId } from './keys.ts';
import type { Ledger, Lines } from './ports.ts';
import { ComeBackLater, PersonNeeded } from './rejection.ts';

type Counter = { ledger: Ledger; lines: Lines; now: () => string };

/** Turned away by a limit that others wait for too: its turn is on record, so that it neither asks before nor is looked for then. */
export async function takeTurn({ ledger, lines, now }: Counter, id: AggregateId, entry: LedgerEntry, error: unknown): Promise<never> {
  if (!(error instanceof ComeBackLater) || error.line === undefined) throw error;
  const earliest = Date.parse(now()) + error.seconds * 1000;
  const turn = Date.parse(await lines.turn(error.line, new Date(earliest).toISOString(), apartMs(error.seconds)));
  const notBefore = new Date(Math.min(turn, earliest + longestMs)).toISOString();
  await ledger.putOff(id, { ...entry, notBefore });
  throw new ComeBackLater(secondsUntil(notBefore, now()), error.message);
}

/** A line that grew while Slack was away must not make people wait when it is back: whoever is turned away again takes another turn. */
const longestMs = 15 * 60_000;

/** A long wait says that many came at once, and as many will be let in at once; a short one, that there is room for one at a time. */
const apartMs = (seconds: number) => (seconds >= 30 ? 250 : 1000);

/** Why this effect has to wait still, if it has to. */
export function notYet(entry: LedgerEntry | undefined, now: string): ComeBackLater | undefined {
  const wait = entry?.notBefore === undefined ? 0 : secondsUntil(entry.notBefore, now);
  return wait > 0 ? new ComeBackLater(wait, 'it is not its turn yet') : undefined;
}

const secondsUntil = (at: string, now: string) => Math.ceil((Date.parse(at) - Date.parse(now)) / 1000);

const together = 3;

/** The first turn decides, and what comes shortly after it comes with it; a real failure speaks louder. */
export function asOne(id: AggregateId, failures: unknown[]): unknown {
  const waits = failures.filter((failure) => failure instanceof ComeBackLater);
  const others = failures.filter((failure) => !(failure instanceof ComeBackLater));
  if (others.length > 0) return others.length === 1 ? others[0] : new AggregateError(others, `${id}: ${others.length} effects failed`);
  const passing = waits.filter((wait) => !(wait instanceof PersonNeeded));
  if (passing.length === 0) return waits[0];
  const seconds = passing.map((wait) => wait.seconds);
  const first = Math.min(...seconds);
  return new ComeBackLater(Math.max(...seconds.filter((one) => one <= first + together)), passing[0]?.message ?? 'asked to wait');
}
