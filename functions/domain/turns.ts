import type { Effect, LedgerEntry } from './effects.ts';
import type { AggregateId } from './keys.ts';
import type { Ledger, Lines } from './ports.ts';
import { ComeBackLater, PersonNeeded } from './rejection.ts';

type Counter = { ledger: Ledger; lines: Lines; now: () => string };
type Kind = Effect['kind'];

/** Turned away by a limit that others wait for too: its turn is on record, so that it neither asks before nor is looked for then. */
export async function takeTurn(counter: Counter, id: AggregateId, kind: Kind, entry: LedgerEntry, error: unknown): Promise<never> {
  if (!(error instanceof ComeBackLater) || error.line === undefined) throw error;
  const { ledger, lines, now } = counter;
  const { line, among, seconds } = error;
  const earliest = Date.parse(now()) + seconds * 1000;
  const first = new Date(earliest).toISOString();
  const turns = await Promise.all([
    ...(line === among ? [] : [lines.turn(line, first, apartMs(seconds))]),
    ...(among !== undefined && canWait(id) ? [lines.turn(among, first, manyApartMs)] : []),
  ]);
  const turn = Math.max(...turns.map((at) => Date.parse(at)));
  const notBefore = new Date(Math.min(turn, earliest + longestMs)).toISOString();
  if (among !== undefined && canWait(id)) remember(lines, kind, { among, until: notBefore });
  await ledger.putOff(id, { ...entry, notBefore });
  throw new ComeBackLater(secondsUntil(notBefore, now()), error.message);
}

/** Those who wait for the same, as far as is known here. */
type Waiting = { among: string; until: string };
const known = new WeakMap<Lines, Map<Kind, Waiting>>();
function remember(lines: Lines, kind: Kind, waiting: Waiting): void {
  const ofThese = known.get(lines) ?? new Map<Kind, Waiting>();
  if (waiting.until > (ofThese.get(kind)?.until ?? '')) ofThese.set(kind, waiting);
  known.set(lines, ofThese);
}

/** Whoever can wait does not push in where others are known to stand in line: that would turn one of them away in their turn. */
export function behindOthers({ lines, now }: Pick<Counter, 'lines' | 'now'>, id: AggregateId, kind: Kind): ComeBackLater | undefined {
  const waiting = canWait(id) ? known.get(lines)?.get(kind) : undefined;
  if (waiting === undefined || waiting.until <= now()) return undefined;
  return new ComeBackLater(0, 'others wait for it already', waiting.among, waiting.among);
}

/**
 * A thousand postmortems may want to be spoken of in the same minute, each in a channel of its own: they stand behind one another. Whoever is in
 * an incident stands behind none of them.
 */
const canWait = (id: AggregateId): boolean => ['PM-', 'IMP-', 'PROMPTS-'].some((start) => id.startsWith(start));

/** A line that grew while Slack was away must not make people wait when it is back: whoever is turned away again takes another turn. */
const longestMs = 15 * 60_000;

/** A long wait says that many came at once, and as many will be let in at once; a short one, that there is room for one at a time. */
const manyApartMs = 250;
const apartMs = (seconds: number) => (seconds >= 30 ? manyApartMs : 1000);

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
