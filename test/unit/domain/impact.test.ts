import { describe, expect, test } from 'vitest';
import { endedAt, type ImpactWindow, ongoing, type Span, said } from '#domain/incident/impact';
import { plus, tuesday, window } from '#test/builders';
import { fc } from '#test/properties';

const m = (minute: number) => plus(tuesday, minute);
const unavailable = { level: 'unavailable', fraction: 1 } as const;
const span = (from: number, to: number | null, impact: Span['impact'] = unavailable): Span => ({
  impact,
  from: m(from),
  to: to === null ? null : m(to),
});
const saying = (...spans: Span[]) => spans.reduce<ImpactWindow[]>(said, []);

describe('When customers were hurt', () => {
  test('is a list of windows, which may begin before the declaration and go on', () => {
    expect(saying(span(-11, null))).toEqual([window(m(-11), null)]);
    expect(ongoing(saying(span(-11, null)))).toEqual(window(m(-11), null));
  });

  test('ends when somebody says so', () => {
    expect(endedAt(saying(span(-11, null)), m(32))).toEqual([window(m(-11), m(32))]);
    expect(endedAt(saying(span(0, 5)), m(32))).toEqual([window(m(0), m(5))]);
    expect(endedAt(saying(span(10, null)), m(10))).toEqual([]);
  });

  test('the latest word about a moment counts, and what is outside it stays', () => {
    const partial = { level: 'partial', fraction: 0.5 } as const;
    expect(saying(span(0, 60), span(20, 30, partial))).toEqual([window(m(0), m(20)), window(m(20), m(30), partial), window(m(30), m(60))]);
    expect(saying(span(0, 60), span(20, 30, null))).toEqual([window(m(0), m(20)), window(m(30), m(60))]);
    expect(saying(span(0, null), span(20, null, partial))).toEqual([window(m(0), m(20)), window(m(20), null, partial)]);
  });

  test('neighbours that say the same are one; a span that ends before it begins says nothing', () => {
    expect(saying(span(0, 10), span(10, 20))).toEqual([window(m(0), m(20))]);
    expect(saying(span(0, 10), span(5, 5), span(9, 3))).toEqual([window(m(0), m(10))]);
  });

  test('whatever is said in whatever order: no overlap, in order of time, and every minute is as it was said last', () => {
    const impact = fc.constantFrom<Span['impact']>(
      unavailable,
      { level: 'partial', fraction: 0.5 },
      { level: 'degraded', fraction: 0 },
      null,
    );
    const anySpan = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 60 })), impact)
      .map(([from, to, how]) => span(from, to, how));
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 12 }), (spans) => {
        const windows = saying(...spans);
        for (const [index, { from, to }] of windows.entries()) {
          expect(to === null || from < to).toBe(true);
          const next = windows[index + 1];
          if (next) expect(to !== null && to <= next.from).toBe(true);
        }
        for (let minute = 0; minute <= 61; minute++) {
          const covers = ({ from, to }: { from: string; to: string | null }) => from <= m(minute) && (to === null || m(minute) < to);
          const last = spans.findLast(covers)?.impact ?? undefined;
          const found = windows.find(covers);
          expect(found && { level: found.level, fraction: found.fraction }).toEqual(last);
        }
      }),
    );
  });
});
