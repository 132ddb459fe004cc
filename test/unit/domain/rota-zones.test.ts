import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { onCall, shifts, turnAt } from '#domain/team/rota';
import { aRota, crowd } from '#test/builders';
import { fc } from '#test/properties';

const zones = Intl.supportedValuesOf('timeZone');
const [first, last] = ['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'];
const order = crowd(3);
const handOver = '09:30';
const rota = aRota(order, { starts: '2019-12-23', handOver });

const dayMs = 86_400_000;
const samples = Array.from(
  { length: Math.ceil((Date.parse(last) - Date.parse(first)) / (10 * dayMs)) },
  (_, n) => Date.parse(first) + n * 10 * dayMs,
);

/** One of all zones whose clocks go alike, with the instants at which they change. */
function clocks(): Map<string, number[]> {
  const alike = new Map<string, { zone: string; offsets: string[]; offset: (ms: number) => string }>();
  for (const zone of zones) {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
    const offset = (ms: number) => format.format(ms).slice(format.format(ms).indexOf('G'));
    const offsets = samples.map(offset);
    if (!alike.has(offsets.join())) alike.set(offsets.join(), { zone, offsets, offset });
  }
  return new Map(
    [...alike.values()].map(({ zone, offsets, offset }) => [
      zone,
      offsets.flatMap((before, index) => {
        if (index + 1 === offsets.length || before === offsets[index + 1]) return [];
        let [from, to] = [samples[index] ?? 0, samples[index + 1] ?? 0];
        while (to - from > 60_000) {
          const middle = Math.floor((from + to) / 2);
          if (offset(middle) === before) from = middle;
          else to = middle;
        }
        return [to];
      }),
    ]),
  );
}
const everyClock = clocks();

/** What is wrong with the week around an instant, if anything is. */
function wrongWith(zone: string, at: number): string[] {
  const turn = turnAt(rota, zone, new Date(at).toISOString());
  if (turn === undefined) return [`${zone}: nobody at ${new Date(at).toISOString()}`];
  return [turn.begins, turn.ends].flatMap((edge) => {
    const local = Temporal.Instant.fromEpochMilliseconds(edge).toZonedDateTimeISO(zone);
    const wall = local.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: handOver });
    const [before, after] = [turnAt(rota, zone, new Date(edge - 1).toISOString()), turnAt(rota, zone, new Date(edge).toISOString())];
    const [one, next] = [before, after].map((turn) => order.findIndex((person) => person === turn?.superhero));
    return [
      ...(local.epochMilliseconds === wall.epochMilliseconds && local.dayOfWeek === 1 ? [] : [`${zone}: hands over at ${local}`]),
      ...(before?.ends === edge && after?.begins === edge ? [] : [`${zone}: weeks do not meet at ${local}`]),
      ...(((one ?? 0) + 1) % order.length === next ? [] : [`${zone}: not the next in turn at ${local}`]),
    ];
  });
}

describe(`The rota in ${zones.length} zones, over every change of clocks in ten years`, () => {
  test('weeks change at the same hour of the wall, to the next in turn, and follow each other without gap or overlap', () => {
    expect(zones.length).toBeGreaterThan(400);
    expect([...everyClock.values()].flat().length).toBeGreaterThan(300);
    const wrong = [...everyClock].flatMap(([zone, changes]) => [Date.parse(first), ...changes].flatMap((at) => wrongWith(zone, at)));
    expect(wrong).toEqual([]);
  });

  test('for any zone, change of order, leave and stand-in: pieces tile, and each says what the instants in it say', () => {
    const hour = fc.integer({ min: 0, max: 24 * 120 });
    const at = (hours: number) => new Date(Date.parse('2026-02-01T00:00:00Z') + hours * 3_600_000).toISOString();
    const span = fc.tuple(hour, fc.integer({ min: 1, max: 400 })).map(([from, length]) => ({ from: at(from), to: at(from + length) }));
    const person = fc.constantFrom(...order);
    const role = fc.constantFrom('superhero' as const, 'side_kick' as const);
    fc.assert(
      fc.property(
        fc.constantFrom(...everyClock.keys()),
        fc.array(fc.record({ person, span }), { maxLength: 3 }),
        fc.array(fc.record({ person, role, span }), { maxLength: 3 }),
        fc.boolean(),
        hour,
        (zone, leaves, covers, reordered, probe) => {
          const later = { starts: '2026-03-30', handOver: '17:00', order: order.toReversed() };
          const earlier = { starts: rota.starts, handOver, order };
          const one = {
            ...(reordered ? { ...later, earlier: [earlier] } : earlier),
            away: leaves.map(({ person, span }) => ({ person, ...span })),
            overrides: covers.map(({ person, role, span }) => ({ person, role, ...span })),
          };
          const all = shifts(one, zone, at(0), at(24 * 100));
          expect(all[0]?.from).toBe(at(0));
          expect(all.at(-1)?.to).toBe(at(24 * 100));
          for (const [index, { to }] of all.entries()) if (all[index + 1]) expect(all[index + 1]?.from).toBe(to);
          const instant = at(probe % (24 * 100));
          const { superhero, sideKick } = onCall(one, zone, instant);
          expect(all.find(({ from, to }) => from <= instant && instant < to)).toMatchObject({ superhero, sideKick });
          if (superhero !== null) expect(sideKick).not.toBe(superhero);
          if (leaves.length === 0) expect(superhero).not.toBeNull();
        },
      ),
      { numRuns: 60 },
    );
  });
});
