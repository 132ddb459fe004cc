import { describe, expect, test } from 'vitest';
import type { IssueEffect, Outcome } from '#domain/effects';
import { type Improvement, improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { stepsOf } from '#domain/improvement/timers';
import type { ImprovementView } from '#domain/improvement/view';
import { organisations } from '#domain/organisation/organisation';
import { Monitor } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { Tracker } from '#domain/team/tracker';
import { type FollowTracker, followTracker, recordTracking } from '#features/track-improvement/decide';
import { react } from '#features/track-improvement/react';
import { readGithub, readJira } from '#features/track-improvement/read';
import { retryTracking } from '#features/track-improvement/report';
import { teamSlug } from '#test/builders';

const lena = PersonId.parse('U0LENA');
const team = teamSlug('team-checkout');
const [chosenAt, laterAt, latestAt] = ['2026-03-10T10:00:00.400Z', '2026-03-10T11:00:00.400Z', '2026-03-10T12:00:00.400Z'];
const tracked = { tracker: 'github', id: '42', ref: 'acme/checkout#7', url: 'https://github.com/acme/checkout/issues/7' } as const;
const proposed: ImprovementEvent = {
  type: 'ImprovementProposed',
  at: chosenAt,
  by: lena,
  kind: 'action',
  incidents: ['INC-7'],
  service: null,
  team,
  private: false,
  titleId: 'title',
  priority: 'high',
};
const accepted: ImprovementEvent = {
  type: 'ImprovementAccepted',
  at: chosenAt,
  by: lena,
  owner: lena,
  team,
  dueOn: '2026-04-01',
  priority: 'high',
};
const twin: ImprovementEvent = { type: 'ImprovementTracked', at: chosenAt, tracked };
const done = (at: string): ImprovementEvent => ({ type: 'ImprovementCompleted', at, by: lena });
const reopened = (at: string): ImprovementEvent => ({ type: 'ImprovementReopened', at, by: lena });
const given = (...events: ImprovementEvent[]): Improvement => events.reduce(improvements.evolve, improvements.initial);
const chosen = [proposed, accepted];

const standing = { id: 'IMP-12', versions: { twin: 0 } } as const;
const heard = (became: FollowTracker['became'], happenedAt: string, issue = '42') =>
  followTracker.decide({ ...given() } as Improvement, {}, { at: latestAt, tracker: 'github', issue, became, happenedAt }, standing);
const follows = (events: ImprovementEvent[], became: FollowTracker['became'], happenedAt: string, issue = '42') =>
  followTracker.decide(given(...events), {}, { at: latestAt, tracker: 'github', issue, became, happenedAt }, standing);
const types = (decision: ReturnType<typeof heard>) => (Array.isArray(decision) ? decision : decision.events).map(({ type }) => type);

describe('What a tracker tells', () => {
  test('closed there it is done here, by the word of that tool', () => {
    expect(follows([...chosen, twin], 'done', laterAt)).toEqual([{ type: 'ImprovementCompleted', at: latestAt, by: 'monitor:github' }]);
  });
  test('opened again there it is open here', () => {
    expect(types(follows([...chosen, twin, done(laterAt)], 'reopened', latestAt))).toEqual(['ImprovementReopened']);
  });
  test('what we did there ourselves changes nothing', () => {
    expect(follows([...chosen, twin, done(laterAt)], 'done', latestAt)).toEqual([]);
    expect(follows([...chosen, twin, done(chosenAt), reopened(laterAt)], 'reopened', latestAt)).toEqual([]);
  });
  test('what is older than what we know changes nothing, to the second that they say', () => {
    expect(follows([...chosen, twin, done(chosenAt), reopened(laterAt)], 'done', '2026-03-10T10:59:59Z')).toEqual([]);
    expect(types(follows([...chosen, twin, done(chosenAt), reopened(laterAt)], 'done', '2026-03-10T11:00:00Z'))).toEqual([
      'ImprovementCompleted',
    ]);
    expect(follows([...chosen, twin, done(laterAt)], 'reopened', '2026-03-10T10:59:59Z')).toEqual([]);
  });
  test('what only goes on in Jira opens nothing again that was never done there', () => {
    const inJira: ImprovementEvent = { type: 'ImprovementTracked', at: chosenAt, tracked: { ...tracked, tracker: 'jira' } };
    const goesOn = (by: ImprovementEvent, put?: FollowTracker['put']) =>
      followTracker.decide(
        given(...chosen, inJira, by),
        {},
        { at: latestAt, tracker: 'jira', issue: '42', became: 'going_on', happenedAt: latestAt, put },
        standing,
      );
    expect(goesOn(done(laterAt))).toEqual([]);
    expect(goesOn(done(laterAt), 'open')).toEqual([]);
    expect(types(goesOn(done(laterAt), 'done'))).toEqual(['ImprovementReopened']);
    const byJira = { type: 'ImprovementCompleted', at: laterAt, by: Monitor.parse('monitor:jira') } as const;
    expect(types(goesOn(byJira))).toEqual(['ImprovementReopened']);
    expect(goesOn(reopened(laterAt), 'done')).toEqual([]);
  });
  test('of another issue, of one that is not chosen and of one that is private it is not believed', () => {
    expect(follows([...chosen, twin], 'done', laterAt, '43')).toEqual([]);
    expect(follows(chosen, 'done', laterAt)).toEqual([]);
    expect(follows([proposed, twin], 'done', laterAt)).toEqual([]);
    expect(follows([...chosen, twin, { type: 'ImprovementMadePrivate', at: laterAt }], 'done', latestAt)).toEqual([]);
    expect(heard('done', laterAt)).toEqual([]);
  });
  test('put aside there it stays open here, and that is on record once', () => {
    const first = follows([...chosen, twin], 'put_aside', laterAt);
    expect(first).toEqual([{ type: 'ImprovementTrackingRefused', at: latestAt, tracker: 'github', code: 'put_aside_there' }]);
    expect(follows([...chosen, twin, ...(first as ImprovementEvent[])], 'put_aside', latestAt)).toEqual([]);
  });
});

describe('What came of keeping it there', () => {
  const records = (events: ImprovementEvent[], outcome: Outcome, known?: { improvement: 'IMP-12' }) =>
    recordTracking.decide(given(...events), { twin: known }, { at: laterAt, tracker: 'github', outcome }, standing);

  test('is on record with whose twin it is, and the same again is nothing new', () => {
    const first = records(chosen, { kind: 'issue', issue: tracked });
    expect(first).toEqual({
      events: [{ type: 'ImprovementTracked', at: laterAt, tracked }],
      puts: [{ key: { pk: 'TRACKED#github#42', sk: '@' }, value: { improvement: 'IMP-12' }, expected: 0 }],
    });
    expect(records([...chosen, twin], { kind: 'issue', issue: tracked }, { improvement: 'IMP-12' })).toEqual([]);
  });
  test('closed by people there it is done here though nobody told us, unless it was opened again here since', () => {
    const closed = { became: 'done', at: laterAt } as const;
    const outcome: Outcome = { kind: 'issue', issue: tracked, put: 'open', closed };
    const twinKnown = { improvement: 'IMP-12' } as const;
    expect(records([...chosen, twin], outcome, twinKnown)).toEqual([{ type: 'ImprovementCompleted', at: laterAt, by: 'monitor:github' }]);
    expect(records([...chosen, twin, done(chosenAt), reopened(latestAt)], outcome, twinKnown)).toEqual([]);
    expect(types(records([...chosen, twin], { ...outcome, closed: { ...closed, became: 'put_aside' } }, twinKnown))).toEqual([
      'ImprovementTrackingRefused',
    ]);
  });
  test('refused it is on record once for each reason, until it is well again', () => {
    const refused = records(chosen, { kind: 'refused', code: 'http_404' }) as ImprovementEvent[];
    expect(types(refused)).toEqual(['ImprovementTrackingRefused']);
    expect(records([...chosen, ...refused], { kind: 'refused', code: 'http_404' })).toEqual([]);
    expect(types(records([...chosen, ...refused], { kind: 'refused', code: 'http_401' }))).toEqual(['ImprovementTrackingRefused']);
    expect(types(records([...chosen, twin, ...refused], { kind: 'issue', issue: tracked }, { improvement: 'IMP-12' }))).toEqual([
      'ImprovementTracked',
    ]);
  });
});

const refused = (code: string, at = laterAt): ImprovementEvent => ({ type: 'ImprovementTrackingRefused', at, tracker: 'jira', code });
const dayLater = '2026-03-11T11:00:00.400Z';
const step = (events: ImprovementEvent[]) => stepsOf(given(...events)).find((one) => one.step === 'tracking')?.at;

describe('What a tracker refused', () => {
  const tried = (at: string): ImprovementEvent => ({ type: 'ImprovementTrackingTried', at });
  test('is tried again a day after it was tried last, by whomever, until it works', () => {
    expect(step([...chosen, refused('http_401')])).toBe(dayLater);
    expect(step([...chosen, refused('http_401'), tried(dayLater)])).toBe('2026-03-12T11:00:00.400Z');
    expect(step([...chosen, refused('http_401'), tried(dayLater), twin])).toBeUndefined();
    expect(step([...chosen, refused('http_401'), done(latestAt)])).toBe(dayLater);
  });
  test('is not, where nobody can mend it: it was deleted there, or put aside by people', () => {
    expect(step([...chosen, twin, refused('http_410')])).toBeUndefined();
    expect(step([...chosen, twin, refused('put_aside_there')])).toBeUndefined();
    expect(step([...chosen, refused('http_410')])).toBe(dayLater);
  });
  test('is tried once, however often time comes by, and not before', () => {
    const retried = (events: ImprovementEvent[], at: string) =>
      retryTracking.decide(given(...events), {}, { at, nowhere: false }, standing);
    expect(retried([...chosen, refused('http_401')], latestAt)).toEqual([]);
    const [first] = retried([...chosen, refused('http_401')], dayLater) as ImprovementEvent[];
    expect(first).toEqual({ type: 'ImprovementTrackingTried', at: dayLater });
    expect(retried([...chosen, refused('http_401'), ...(first ? [first] : [])], dayLater)).toEqual([]);
  });
  test('is nobody’s trouble any more once it is to be kept nowhere', () => {
    const at = dayLater;
    const [ended] = retryTracking.decide(given(...chosen, refused('http_404')), {}, { at, nowhere: true }, standing) as ImprovementEvent[];
    expect(ended).toBeDefined();
    expect(step([...chosen, refused('http_404'), ...(ended ? [ended] : [])])).toBeUndefined();
  });
});

describe('The twin', () => {
  const github: Tracker = { github: { repository: 'acme/checkout' } };
  const jira: Tracker = { jira: { site: 'acme.atlassian.net', project: 'OPS', issue_type: 'Task' } };
  const view = (events: ImprovementEvent[], more: Partial<ImprovementView> = {}, own?: Tracker): ImprovementView =>
    ({
      id: 'IMP-12',
      improvement: given(...events),
      version: events.length,
      now: '2026-03-11T09:00:00.000Z',
      words: { title: 'Ask <@U0TOBY> &amp; wait' },
      team: { name: 'Team Checkout', channel: 'C0TEAM', ...(own && { tracker: own }) },
      organisation: { ...organisations.initial, tracker: jira },
      hidden: false,
      ...more,
    }) as ImprovementView;
  const issueOf = (seen: ImprovementView) => react(seen, []).find((effect): effect is IssueEffect => effect.kind === 'issue');

  test("stands in the team's own tracker before the organisation's, and nowhere where there is none", () => {
    expect(issueOf(view(chosen, {}, github))?.tracker).toEqual(github);
    expect(issueOf(view(chosen))?.tracker).toEqual(jira);
    expect(issueOf(view(chosen, { organisation: organisations.initial }))).toBeUndefined();
  });
  test('is the same before and after it is known to be there, so that it is not written twice', () => {
    expect(issueOf(view([...chosen, twin], {}, github))).toEqual(issueOf(view(chosen, {}, github)));
  });
  test('goes on where it is when nobody names a tracker any more', () => {
    expect(issueOf(view([...chosen, twin], { organisation: organisations.initial }))?.tracker).toEqual(github);
  });
  test('is made for what is chosen alone; where it may be there, it is looked after', () => {
    expect(issueOf(view([proposed]))?.onlyIfThere).toBe(true);
    expect(issueOf(view([...chosen, done(laterAt)]))?.onlyIfThere).toBe(true);
    expect(issueOf(view(chosen))?.onlyIfThere).toBeUndefined();
    expect(issueOf(view([...chosen, twin, done(laterAt)]))).toMatchObject({ stands: 'done' });
  });
  test('of what is private has no words and no service, and is never made', () => {
    const hidden = issueOf(view(chosen, { hidden: true }, github));
    expect(hidden).toMatchObject({ onlyIfThere: true, alone: true, title: 'IMP-12', stands: 'dropped' });
    expect(JSON.stringify(hidden)).not.toMatch(/Ask|wait|Team Checkout|INC-7|2026-04/);
  });
  test('says no names, and a mention as it was typed', () => {
    const said = issueOf(view(chosen));
    expect(said?.title).toBe('Ask @U0TOBY & wait');
    expect(JSON.stringify(said)).not.toContain('U0LENA');
  });
  test('differs from what was refused as soon as it is tried again, and not once it is there', () => {
    const tried: ImprovementEvent = { type: 'ImprovementTrackingTried', at: latestAt };
    expect(issueOf(view([...chosen, refused('http_404')]))).toEqual(issueOf(view(chosen)));
    expect(issueOf(view([...chosen, refused('http_404'), tried]))?.again).toBe(latestAt);
    const inJira: ImprovementEvent = { type: 'ImprovementTracked', at: latestAt, tracked: { ...tracked, tracker: 'jira' } };
    expect(issueOf(view([...chosen, refused('http_404'), tried, inJira]))).toEqual(issueOf(view([...chosen, refused('http_404'), tried])));
  });
  test.each(['no_secret', 'http_401', 'http_403', 'http_404', 'http_410', 'http_422', 'no_transition', 'put_aside_there'])(
    'refused with %s it is said with what to do, in public without the words of what is private',
    (code) => {
      const event: ImprovementEvent = { type: 'ImprovementTrackingRefused', at: laterAt, tracker: 'github', code };
      const [said] = react(view([...chosen, twin, event], {}, github), [{ version: 4, event }]).filter(({ kind }) => kind === 'message');
      expect(said).toMatchObject({ key: 'IMP-12/4/tracking-refused', to: 'C0TEAM' });
      expect(said).toMatchSnapshot();
      const [quiet] = react(view([...chosen, twin, event], { hidden: true }, github), [{ version: 4, event }]).filter(
        ({ kind }) => kind === 'message',
      );
      expect(quiet).toMatchObject({ to: '#muster-ops' });
      expect(JSON.stringify(quiet)).not.toMatch(/Ask|wait|acme/);
    },
  );
});

describe('What comes in by the door', () => {
  const issue = { id: 42, number: 7, state_reason: 'completed', closed_at: '2026-03-10T11:00:00Z', updated_at: '2026-03-10T11:00:05Z' };
  test('GitHub: closed, closed as not planned, opened again, and all that is none of our business', () => {
    expect(readGithub({ action: 'closed', issue })).toEqual({
      tracker: 'github',
      issue: '42',
      became: 'done',
      happenedAt: issue.closed_at,
    });
    expect(readGithub({ action: 'closed', issue: { ...issue, state_reason: 'not_planned' } })).toMatchObject({ became: 'put_aside' });
    expect(readGithub({ action: 'closed', issue: { ...issue, state_reason: 'duplicate' } })).toMatchObject({ became: 'put_aside' });
    expect(readGithub({ action: 'reopened', issue: { ...issue, closed_at: null } })).toMatchObject({
      became: 'reopened',
      happenedAt: issue.updated_at,
    });
    for (const other of [{ zen: 'x' }, { action: 'labeled', issue }, { action: 'closed' }, null, 'x', []])
      expect(readGithub(other)).toBe('nothing');
  });
  const updated = (key: string, field = 'status', resolution: object | null = null, name = 'Closed') => ({
    timestamp: Date.parse('2026-03-10T11:00:00.123Z'),
    webhookEvent: 'jira:issue_updated',
    issue: { id: '10042', key: 'OPS-7', fields: { status: { name, statusCategory: { key } }, resolution } },
    changelog: { items: [{ field }] },
  });
  test('Jira: moved to and from what is done there, put aside, and all that is none of our business', () => {
    expect(readJira(updated('done'))).toEqual({ tracker: 'jira', issue: '10042', became: 'done', happenedAt: '2026-03-10T11:00:00.123Z' });
    expect(readJira(updated('done', 'status', { name: "Won't Do" }))).toMatchObject({ became: 'put_aside' });
    expect(readJira(updated('done', 'status', { name: 'Done' }))).toMatchObject({ became: 'done' });
    expect(readJira(updated('done', 'status', { name: 'Done' }, 'Cancelled'))).toMatchObject({ became: 'put_aside' });
    expect(readJira(updated('done', 'status', null, 'Won’t do'))).toMatchObject({ became: 'put_aside' });
    expect(readJira(updated('indeterminate'))).toMatchObject({ became: 'going_on' });
    for (const other of [updated('done', 'summary'), { webhookEvent: 'jira:issue_created' }, null, 7])
      expect(readJira(other)).toBe('nothing');
  });
});

describe('Where it is kept', () => {
  test.each([
    { github: { repository: 'acme/checkout' } },
    { github: { repository: 'acme/check.out_1', labels: ['learnt'] } },
    { jira: { site: 'acme.atlassian.net', project: 'OPS', issue_type: 'Story' } },
  ])('is %o', (said) => {
    expect(Tracker.parse(said)).toEqual(said);
  });
  test.each([
    { github: { repository: 'acme' } },
    { github: { repository: '../..' } },
    { github: { repository: 'acme/x/../y' } },
    { jira: { site: 'acme.atlassian.net.evil.example', project: 'OPS', issue_type: 'Task' } },
    { jira: { site: 'evil.example', project: 'OPS', issue_type: 'Task' } },
    { jira: { site: 'acme.atlassian.net', project: 'OPS" OR project = "X', issue_type: 'Task' } },
    { github: { repository: 'acme/checkout' }, jira: {} },
  ])('is not %o: a token goes nowhere else', (said) => {
    expect(Tracker.safeParse(said).success).toBe(false);
  });
});
