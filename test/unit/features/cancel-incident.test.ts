import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { goneTimers, timers } from '#domain/incident/timers';
import { organisations } from '#domain/organisation/organisation';
import type { Person } from '#domain/person/person';
import { cancelIncident } from '#features/cancel-incident/decide';
import { cancelModal, read } from '#features/cancel-incident/modal';
import { react } from '#features/cancel-incident/react';
import { react as page } from '#features/page-people/react';
import { react as swarm } from '#features/route-incident/react';
import { announcement } from '#features/show-card/announcement';
import { checkView } from '#sandbox/slack/block-kit/check';
import {
  asha,
  aView,
  channelOpened,
  declared,
  given,
  guest,
  happened,
  inc311,
  member,
  plus,
  routed,
  tuesday,
  window,
} from '#test/builders';

const at = plus(tuesday, 3);
const cancelled = happened('IncidentCancelled', { at, reasonId: 'why' });
const cancel = (events: IncidentEvent[], { reason = 'a load test', person = member }: { reason?: string; person?: Person } = {}) =>
  cancelIncident.decide(
    given(...events),
    { person, organisation: organisations.initial },
    { by: asha, at, inRoom: true, reason, reasonId: 'why' },
    { id: inc311, versions: { person: 1, organisation: 1 } },
  );

describe('A false alarm', () => {
  test('is over, with the reason beside it and nothing going on', () => {
    expect(cancel([declared()])).toEqual({ events: [cancelled], texts: [{ id: 'why', by: asha, body: 'a load test', inHead: true }] });
    const impact = happened('IncidentImpactChanged', { before: [], windows: [window(tuesday, null)] });
    expect(cancel([declared(), impact])).toMatchObject({ events: [{ windows: [window(tuesday, at)] }, cancelled] });
  });
  test('needs a reason, a member, and something that is not over', () => {
    expect(() => cancel([declared()], { reason: ' ' })).toThrow(/Say why/);
    expect(() => cancel([declared()], { person: guest })).toThrow(/a member of the workspace/);
    expect(() => cancel([declared(), cancelled])).toThrow(/declares a new one/);
  });
  test('asks nobody any more: no timer, no page and no call that has not been sent', () => {
    const events = [declared(), routed(), channelOpened(), cancelled];
    expect(timers(inc311, given(...events))).toEqual([]);
    expect(goneTimers(inc311, given(...events))).toEqual([`${inc311}-ladder-1-g1`, `${inc311}-telling-g1`]);
    expect(page(aView(events))).toMatchObject([{ person: asha, onlyIfThere: true }]);
    expect(swarm(aView(events))).toMatchObject([{ key: `${inc311}/on-call-g1`, onlyIfThere: true }]);
  });
  test('is said in the room and where it was announced', () => {
    const view = aView([declared(), channelOpened(), cancelled]);
    const news = [{ version: 3, event: cancelled, texts: { why: { by: asha, body: 'a <load> test' } } }];
    expect(react(view, news)).toMatchObject([
      { key: `${inc311}/3/cancelled`, to: 'C0ROOM', text: expect.stringContaining('a &lt;load&gt; test') },
    ]);
    expect(react(aView([declared()]), news)).toEqual([]);
    expect(announcement(view).text).toContain('false alarm · nobody had it');
  });
  test('the form is read as it was filled', () => {
    const view = cancelModal({ id: inc311, inRoom: true });
    checkView(view);
    const values = { reason: { reason: { value: ' a load test ' } } };
    expect(read({ private_metadata: view.private_metadata ?? '', state: { values } })).toEqual({
      id: inc311,
      inRoom: true,
      reason: 'a load test',
    });
  });
});
