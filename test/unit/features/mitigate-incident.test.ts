import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import type { News } from '#domain/incident/view';
import type { Person } from '#domain/person/person';
import { answer } from '#features/mitigate-incident/answer';
import { mitigateIncident } from '#features/mitigate-incident/decide';
import { react } from '#features/mitigate-incident/react';
import { asha, aView, channelOpened, declared, given, guest, happened, inc311, member, plus, tuesday, window } from '#test/builders';

const at = plus(tuesday, 34);
const since = plus(tuesday, -11);
const impact = happened('IncidentImpactChanged', { before: [], windows: [window(since, null)] });
const mitigated = happened('IncidentMitigated', { at });
const ended = happened('IncidentImpactChanged', { at, before: [window(since, null)], windows: [window(since, at)] });
const mitigate = (events: IncidentEvent[], person: Person = member, inRoom = false) =>
  mitigateIncident.decide(given(...events), { person }, { by: asha, at, inRoom }, { id: inc311, versions: { person: 1 } });

describe('Customers are no longer hurt', () => {
  test('and the impact that was going on ends then, in the same write', () => {
    expect(mitigate([declared(), impact])).toEqual({ events: [ended, mitigated], answer: { recorded: true } });
  });
  test('and it is asked when they were, where nobody has said', () => {
    expect(mitigate([declared()])).toEqual({ events: [mitigated], answer: { recorded: false } });
    expect(JSON.stringify(answer(inc311, { recorded: false }))).toContain('"set-impact"');
    expect(JSON.stringify(answer(inc311, { recorded: true }))).not.toContain('"set-impact"');
  });
  test('said again it changes nothing, unless they were hurt again meanwhile', () => {
    expect(mitigate([declared(), mitigated])).toEqual([]);
    expect(answer(inc311, null).text).toContain('mitigated already');
    expect(mitigate([declared(), mitigated, impact])).toMatchObject({ events: [ended, mitigated] });
  });
  test('a guest in the room may say so, and nobody once it is over', () => {
    expect(mitigate([declared()], guest, true)).toMatchObject({ events: [mitigated] });
    expect(() => mitigate([declared()], guest)).toThrow(/from its own channel/);
    expect(() => mitigate([declared(), happened('IncidentResolved', { fix: 'permanent', howId: 'how' })])).toThrow(/resolved already/);
  });
  test('is said in the room, with the time at which impact ends', () => {
    const news: News[] = [ended, mitigated].map((event, index) => ({ version: index + 4, event, texts: {} }));
    const view = aView([declared(), channelOpened(), impact, ended, mitigated]);
    expect(react(view, news)).toMatchObject([
      { key: `${inc311}/5/mitigated`, to: 'C0ROOM', text: expect.stringContaining('Impact ends at') },
    ]);
    expect(react(view, news.slice(1))[0]).not.toMatchObject({ text: expect.stringContaining('Impact ends') });
    expect(react(aView([declared()]), news)).toEqual([]);
  });
});
