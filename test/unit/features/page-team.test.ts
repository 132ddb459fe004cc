import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import type { Pager } from '#domain/team/pager';
import { recordTeamPage } from '#features/page-team/decide';
import { react } from '#features/page-team/react';
import { acknowledged, aView, declared, given, happened, inc311, plus, routed, teamSlug, tuesday, unacknowledged } from '#test/builders';

const team = teamSlug('team-bedroom');
const first: Pager = { kind: 'pagerduty', key: 'bedroom' };
const other: Pager = { kind: 'pagerduty', key: 'landing' };
const hook: Pager = { kind: 'webhook', url: 'https://pager.example.com/muster', secret: 'webhook' };
const asked = [
  declared(),
  routed(),
  happened('IncidentEscalated', { rung: 0, role: 'on_call', people: [], because: 'no_acknowledgement' }),
];
const paged = (pager: Pager, generation = 1) => {
  const outcome = { kind: 'done' } as const;
  const [event] = recordTeamPage.decide(
    given(...asked),
    {},
    { at: plus(tuesday, 1), team, pager, generation, outcome },
    { id: inc311, versions: {} },
  ) as IncidentEvent[];
  return event as IncidentEvent;
};
/** What each pager is told, where the team's list is this one today. */
const told = (events: IncidentEvent[], today: Pager[]) =>
  react(aView(events, { pagers: [{ team, all: today }] })).flatMap((effect) =>
    effect.kind === 'pager' && !effect.onlyIfThere
      ? [`${effect.act} ${effect.pager.kind === 'pagerduty' ? effect.pager.key : effect.pager.url} ${effect.dedupKey}`]
      : [],
  );

describe('A team’s own pagers', () => {
  test('are called, each once, wherever they stand in the list', () => {
    const keys = (today: Pager[]) => react(aView(asked, { pagers: [{ team, all: today }] })).map(({ key }) => key);
    expect(told(asked, [first, hook])).toEqual([`trigger bedroom ${inc311}`, `trigger ${hook.url} ${inc311}`]);
    expect(keys([hook, first]).sort()).toEqual(keys([first, hook]).sort());
    expect(keys([other])).not.toEqual(keys([first]));
  });

  test('those that were called hear who has it and that it is over, though the team has others by now, or none', () => {
    const called = [...asked, paged(first), paged(hook)];
    for (const today of [[other], []]) {
      const others = (act: string) => today.map(({ key }) => `${act} ${key} ${inc311}`);
      const heard = (act: string) => [`${act} bedroom ${inc311}`, `${act} ${hook.url} ${inc311}`, ...others(act)];
      expect(told([...called, acknowledged({ at: plus(tuesday, 2) })], today as Pager[])).toEqual(heard('acknowledge'));
      expect(told([...called, happened('IncidentCancelled', { at: plus(tuesday, 2), reasonId: 'why' })], today as Pager[])).toEqual(
        heard('resolve'),
      );
    }
  });

  test('what they are told follows their own call, so that whoever was not called hears nothing', () => {
    const [acknowledge] = react(aView([...asked, paged(first), acknowledged({ at: plus(tuesday, 2) })], { pagers: [{ team, all: [] }] }));
    const [trigger] = react(aView(asked, { pagers: [{ team, all: [first] }] }));
    expect(acknowledge).toMatchObject({ after: trigger?.key });
  });

  test('asked anew, the alert of the question before ends where it was raised', () => {
    const anew = [...asked, paged(first), acknowledged({ at: plus(tuesday, 2) }), unacknowledged({ at: plus(tuesday, 3) })];
    expect(told(anew, [other])).toEqual([`resolve bedroom ${inc311}`, `resolve landing ${inc311}`]);
  });

  test('a key that has another secret by now is told with that one', () => {
    const moved = { ...hook, secret: 'another' };
    const [, resolve] = react(
      aView([...asked, paged(hook), happened('IncidentCancelled', { at: plus(tuesday, 2), reasonId: 'why' })], {
        pagers: [{ team, all: [moved] }],
      }),
    );
    expect(resolve).toMatchObject({ act: 'resolve', pager: moved });
  });
});
