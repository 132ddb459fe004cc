import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { allMessages } from './soundness.ts';
import { type Answer, effectOf, numberIn, told, type World } from './world.ts';

const people = ['asha', 'ben', 'marek', 'chloe', 'omar', 'ruth', 'tom', 'gwen', 'idris', 'poppy'];
const owners = ['team-bedroom', 'team-checkout', 'team-sleep', 'team-bath'];

/** A part of Harrow Home with so many services more, owned in turn by delivery teams with a rota: each on-call is asked for many of them. */
export function writeCatalogue(file: string, services: number): void {
  const harrow = partOfHarrow({ teams: owners, services: ['checkout'], people: [...people, 'priya'] });
  const [checkout] = harrow.services;
  if (!checkout) throw new Error('Harrow Home has no checkout.');
  for (let n = 0; n < services; n++) {
    const owner = owners[n % owners.length] ?? '';
    harrow.services.push({
      ...checkout,
      ...{ slug: serviceName(n), name: `Service ${n}`, product_manager: 'priya' },
      ...{ aliases: [], journeys: [], alert_keys: [], urls: [] },
      ownership: [{ team: owner, model: 'ybiyri', from: '2024-01-01T00:00:00Z' }],
    });
  }
  writeFileSync(file, stringify(harrow, { aliasDuplicateObjects: false }));
}
export const serviceName = (n: number) => `svc-${n}`;

/** One in five is serious; the ladders of the others are long. */
const severityOf = (n: number) => `sev${n % 10 === 9 ? 1 : n % 5 === 4 ? 2 : 4}`;
export const declares = (world: World, n: number, service: string): Promise<Answer> =>
  world.types(`@${people[n % people.length]}`, `declare ${severityOf(n)} ${service}: broken, says caller ${n}`);

/** Containers that have started, as many as there will be: a storm is not what starts them. */
export async function warmUp(world: World): Promise<void> {
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 16 }, () => world.types('@tom', 'list')));
}

/** How long an acknowledgement takes when nothing else happens: what this machine can do just now. */
export async function calm(world: World): Promise<number> {
  const each: number[] = [];
  for (let n = 0; n < 5; n++) each.push((await world.types('@tom', 'list')).ackMs);
  return median(each);
}

/** The slowest of so many that only look, all at once: what this machine can do just now when everybody comes together. */
export async function slowestLook(world: World, atOnce: number): Promise<number> {
  const looks = await Promise.all(Array.from({ length: atOnce }, () => world.types('@tom', 'list')));
  return Math.max(...looks.map(({ ackMs }) => ackMs));
}

/** Slack shows an error to whoever waits for longer than three seconds; `withinMs` is more than that only where the machine is busy with other things. */
export function areAcknowledged(answers: Answer[], { calmMs, withinMs }: { calmMs: number; withinMs: number }): void {
  const slowest = Math.max(...answers.map(({ ackMs }) => ackMs));
  console.info(
    `${answers.length} declarations: the slowest acknowledgement ${slowest} ms, ${(slowest / calmMs).toFixed(0)} x one on its own`,
  );
  const late = ({ ackMs, error }: Answer) => error === 'operation_timeout' && ackMs < withinMs;
  expect.soft(answers.filter((answer) => answer.status !== 200 || (answer.error !== undefined && !late(answer)))).toEqual([]);
  expect.soft(slowest).toBeLessThan(withinMs);
}

/** A machine may need longer for all of it than the sandbox waits at a request. */
const mostWaits = 10;
export async function untilQuiet(world: World, goes: () => Promise<unknown>): Promise<void> {
  for (let wait = 0; wait < mostWaits; wait++) {
    try {
      await (wait === 0 ? goes() : world.settle());
      return;
    } catch (error) {
      if (!String(error).includes('Something still runs')) throw error;
    }
  }
  throw new Error(`It still runs after ${mostWaits} waits.`);
}

/** What waits for Slack's limits comes to its end. */
export async function blowsOver(world: World, atMostMinutes: number): Promise<void> {
  const { outbox } = await world.store();
  for (let minute = 0; minute < atMostMinutes; minute++) {
    await untilQuiet(world, () => world.passes(60));
    if ((await outbox.behind('9999', 1)).length === 0) return;
  }
  throw new Error(`After ${atMostMinutes} minutes ${(await outbox.behind('9999', 100)).join(', ')} are behind.`);
}

export type Fate = { id: string; serious: boolean; declared: number; opened: number; paged: number };

/** When each of these was declared, had its channel and had its on-call told, on the moved clock. */
export async function fatesOf(world: World, ids: string[]): Promise<Fate[]> {
  const events = await world.events();
  const pages = (await allMessages(world)).map((message) => ({ effect: effectOf(message) ?? '', at: Number(message.ts) * 1000 }));
  return ids.map((id) => {
    const at = (type: string) => {
      const found = events.filter((event) => event['detail-type'] === type && event.detail.aggregate.id === id);
      if (found.length !== 1 || !found[0]) throw new Error(`${id} has ${found.length} ${type}.`);
      return found[0];
    };
    const declared = at('IncidentDeclared').detail;
    return {
      id,
      serious: ['sev1', 'sev2'].includes(String(declared.data.severity)),
      declared: Date.parse(declared.occurred_at),
      opened: Date.parse(at('IncidentChannelOpened').detail.occurred_at),
      paged: Math.min(...pages.filter(({ effect }) => effect.startsWith(`${id}/page/g1/0/`)).map((page) => page.at)),
    };
  });
}

/** When the last of these calls can be let in, however well they are timed: so many in any minute. */
function lastAtBest(asked: number[], perMinute: number): number {
  const times: number[] = [];
  for (const at of asked.toSorted((a, b) => a - b)) times.push(Math.max(at, (times[times.length - perMinute] ?? 0) + 60_000));
  return times.at(-1) ?? 0;
}

/** How long until the last channel was there, and how long Slack's own limit makes that at best. */
export function lastChannel(fates: Fate[], perMinute: number): { took: number; best: number } {
  const declared = fates.map((fate) => fate.declared);
  const first = Math.min(...declared);
  const [took, best] = [Math.max(...fates.map(({ opened }) => opened)) - first, lastAtBest(declared, perMinute) - first];
  const pages = fates.map((fate) => fate.paged - fate.declared);
  console.info(
    `${fates.length} channels: the last after ${took / 1000} s, at best ${best / 1000} s, ${(took / best).toFixed(3)} x; ` +
      `the last page ${Math.max(...pages) / 1000} s after its declaration`,
  );
  return { took, best };
}

/** By method: how many calls Slack let in, and how many it turned away. */
export async function callsOfSlack(world: World, since: number): Promise<Record<string, { in: number; away: number }>> {
  const calls: Record<string, { in: number; away: number }> = {};
  for (const { kind, method, status, error } of await world.traffic(since)) {
    if (kind === 'to-app') continue;
    calls[method] ??= { in: 0, away: 0 };
    calls[method][status === 429 || error === 'ratelimited' ? 'away' : 'in'] += 1;
  }
  return calls;
}

/** What the answers speak of; one that came too late was not heard. */
export const numbersIn = (answers: Answer[]) => answers.filter(({ error }) => error === undefined).map((answer) => numberIn(told(answer)));

export const declaredSince = async (world: World, at: string) =>
  (await world.events())
    .filter((event) => event['detail-type'] === 'IncidentDeclared' && event.detail.occurred_at >= at)
    .map(({ detail }) => detail.aggregate.id);
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
