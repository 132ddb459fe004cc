import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Improvement, improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Act, perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import type { TeamSlug } from '#domain/team/team';
import { loadCatalogue, readCatalogue } from '../../functions/handlers/catalogue.ts';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, told, type View, type World } from './world.ts';

/** Harrow Home keeps what it improves in Jira, and Team Checkout in GitHub. */
const withTrackers = readFileSync(harrowHome, 'utf8')
  .replace(
    '  name: Harrow Home\n',
    '  name: Harrow Home\n  tracker: { jira: { site: harrow.atlassian.net, project: OPS, issue_type: Task } }\n',
  )
  .replace(
    '  - slug: team-checkout\n',
    '  - slug: team-checkout\n    tracker: { github: { repository: harrow/checkout, labels: [reliability] } }\n',
  );

type Issue = {
  ref: string;
  title: string;
  notes: string | { content: { content: { text: string }[] }[] };
  labels: string[];
  closed: boolean;
  reason: string | null;
  changes: { by: string; what: string[] }[];
};

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  const at = await world.now();
  const { records } = await world.store();
  await loadCatalogue({ records, now: () => at }, readCatalogue(withTrackers));
  await world.settle();
});
afterEach(() => world?.calm());
afterAll(() => world?.stop());

const lena = PersonId.parse('U0LENA');
let number = 900;

/** What the rules of choosing would have written. */
async function happens(id: ImprovementId, ...events: ((at: string) => ImprovementEvent)[]) {
  const at = await world.now();
  const { records } = await world.store();
  const act: Act<Improvement, Record<string, never>, object, ImprovementEvent> = {
    facts: () => ({}),
    decide: (improvement) => ({
      events: events.map((event) => event(at)),
      texts:
        improvement.state === 'none'
          ? [
              { id: 'title', by: lena, body: 'Ask @everyone *before* the queue is full & <@U0TOBY> sleeps', inHead: true },
              { id: 'done', by: lena, body: 'An alert comes at 80 %', inHead: true },
            ]
          : [],
    }),
  };
  await perform({ records, now: () => at }, improvements, id, act, {});
}
type Of = { team?: string; service?: string; private?: boolean; incidents?: `INC-${number}`[] };
async function chosen({ team = 'team-checkout', service = 'checkout', private: hidden = false, incidents = [] }: Of = {}) {
  number += 1;
  const id = `IMP-${number}` as ImprovementId;
  await happens(
    id,
    (at) => ({
      type: 'ImprovementProposed',
      at,
      by: lena,
      kind: 'action',
      incidents: incidents as never,
      service: service as never,
      team: team as TeamSlug,
      private: hidden,
      titleId: 'title',
      doneWhenId: 'done',
      priority: 'high',
    }),
    (at) => ({ type: 'ImprovementAccepted', at, by: lena, owner: lena, team: team as TeamSlug, dueOn: '2026-04-01', priority: 'high' }),
  );
  return id;
}
const issues = async () => (await world.ask<{ issues: Issue[] }>('GET', '/issues')).issues;
const textOf = ({ notes }: Issue) =>
  typeof notes === 'string' ? notes : notes.content.map(({ content }) => content.map(({ text }) => text).join('')).join('\n\n');
const twinsOf = async (id: string) => (await issues()).filter((issue) => textOf(issue).split('\n').includes(`muster: ${id}`));
async function twinOf(id: string): Promise<Issue> {
  const [twin, ...others] = await twinsOf(id);
  expect([id, others]).toEqual([id, []]);
  if (!twin) throw new Error(`${id} has no issue`);
  return twin;
}
async function logOf(id: ImprovementId) {
  const { log } = await world.store();
  return (await log.events(id, 0)).map(({ body }) => body as ImprovementEvent);
}
const storyOf = async (id: ImprovementId) => (await logOf(id)).map(({ type }) => type);
const changes = (ref: string, change: object) => world.ask('POST', '/issues/change', { ref, by: 'mona', ...change });
const said = async (id: string) => (await world.messages('team-checkout')).filter(({ text }) => text.includes(id)).map(({ text }) => text);

describe('An improvement of a team that works with GitHub issues', () => {
  let id: ImprovementId;
  test('has one issue there, with what is to be done and no names; nobody is called and nothing is markup', async () => {
    id = await chosen();
    await world.settle();
    const twin = await twinOf(id);
    expect(twin).toMatchObject({
      title: 'Ask @everyone *before* the queue is full & @U0TOBY sleeps',
      labels: ['reliability'],
      closed: false,
    });
    expect(textOf(twin)).toContain('Done when: An alert comes at 80 %');
    expect(textOf(twin)).toContain('Service: Checkout · Team: Team Checkout · Due: 2026-04-01 · Priority: high');
    expect(textOf(twin)).not.toMatch(/lena|U0LENA/i);
    expect(await storyOf(id)).toEqual(['ImprovementProposed', 'ImprovementAccepted', 'ImprovementTracked']);
  });

  test('is brought up to date there, and what others wrote below stays', async () => {
    const { ref, notes } = await twinOf(id);
    await changes(ref, { notes: `${String(notes)}\n\nTry the dead-letter queue first.` });
    await happens(id, (at) => ({ type: 'ImprovementRescheduled', at, by: lena, from: '2026-04-01', dueOn: '2026-04-15', extension: 1 }));
    await world.settle();
    const twin = await twinOf(id);
    expect(textOf(twin)).toContain('Due: 2026-04-15');
    expect(textOf(twin)).not.toContain('2026-04-01');
    expect(textOf(twin)).toContain(`muster: ${id}\n\nTry the dead-letter queue first.`);
  });

  test('is closed there when it is done here; that comes back and changes nothing', async () => {
    await happens(id, (at) => ({ type: 'ImprovementCompleted', at, by: lena }));
    await world.settle();
    expect(await twinOf(id)).toMatchObject({ closed: true, reason: 'completed' });
    expect((await storyOf(id)).slice(-1)).toEqual(['ImprovementCompleted']);
  });

  test('is open again on both sides, wherever that is said', async () => {
    const { ref } = await twinOf(id);
    await world.passes(60);
    await changes(ref, { closed: false });
    await world.settle();
    expect((await logOf(id)).at(-1)).toMatchObject({ type: 'ImprovementReopened', by: 'monitor:github' });
    expect(await twinOf(id)).toMatchObject({ closed: false });
    await world.passes(60);
    await happens(id, (at) => ({ type: 'ImprovementCompleted', at, by: lena }));
    await world.settle();
    await world.passes(60);
    await happens(id, (at) => ({ type: 'ImprovementReopened', at, by: lena }));
    await world.settle();
    expect(await twinOf(id)).toMatchObject({ closed: false });
    expect((await storyOf(id)).slice(-3)).toEqual(['ImprovementReopened', 'ImprovementCompleted', 'ImprovementReopened']);
  });

  test('is done here when somebody closes it there, once', async () => {
    const { ref } = await twinOf(id);
    await world.passes(60);
    await changes(ref, { closed: true, reason: 'completed' });
    await world.settle();
    expect((await logOf(id)).at(-1)).toMatchObject({ type: 'ImprovementCompleted', by: 'monitor:github' });
    expect(await twinOf(id)).toMatchObject({ closed: true });
    expect((await twinOf(id)).changes.at(-1)).toMatchObject({ by: 'mona' });
  });

  test('stays open here when it is put aside there, and the team hears how to decline it, once', async () => {
    const other = await chosen();
    await world.settle();
    const { ref } = await twinOf(other);
    await world.passes(60);
    for (const closed of [true, false, true]) {
      await changes(ref, { closed, reason: closed ? 'not_planned' : 'reopened' });
      await world.settle();
      await world.passes(60);
    }
    expect(await storyOf(other)).not.toContain('ImprovementCompleted');
    const [only, ...more] = await said(other);
    expect(more).toEqual([]);
    expect(only).toContain('decline it');
  });
});

describe('What goes wrong on the way to a tracker', () => {
  test.each([
    ['GitHub', 'github', 'team-checkout', 'checkout', 20],
    ['Jira', 'jira', 'team-bedroom', 'bedroom', 130],
  ])('a reply of %s that is lost makes no second issue', async (_, name, team, service, seconds) => {
    await world.faults({ on: `tracker:${name}`, do: 'lost-reply', times: 1 });
    const id = await chosen({ team, service });
    await world.passes(seconds);
    await twinOf(id);
    expect((await storyOf(id)).filter((type) => type === 'ImprovementTracked')).toHaveLength(1);
  });

  test.each([
    ['being asked to wait', { do: 'ratelimit', retryAfter: 20, times: 2 }],
    ['an outage', { do: 'http', status: 503, times: 2 }],
  ])('%s delays it', async (_, fault) => {
    await world.faults({ on: 'tracker:github', ...fault });
    const id = await chosen();
    await world.settle();
    expect(await twinsOf(id)).toEqual([]);
    await world.passes(180);
    await twinOf(id);
  });

  test('a refusal is said once where the team reads, and on its card; tried again once a day by itself until it works', async () => {
    await world.faults({ on: 'tracker:github', do: 'http', status: 404 });
    const id = await chosen();
    await world.settle();
    await happens(id, (at) => ({ type: 'ImprovementRanked', at, by: lena, rank: 1 }));
    await world.settle();
    await world.calm();
    const [only, ...more] = await said(id);
    expect(more).toEqual([]);
    expect(only).toContain('`tracker` in the catalogue');
    expect(await twinsOf(id)).toEqual([]);
    const { view: card } = await world.commands('@marek', '/postmortem', `improvements ${id}`);
    expect(JSON.stringify(card)).toMatch(/could not be kept up to date in GitHub.*Try again/);
    await world.faults({ on: 'tracker:github', do: 'http', status: 404 });
    await world.passes(86_400 + 600);
    expect((await storyOf(id)).filter((type) => type === 'ImprovementTrackingTried')).toHaveLength(1);
    expect((await storyOf(id)).filter((type) => type === 'ImprovementTrackingRefused')).toHaveLength(1);
    await world.calm();
    expect(await twinsOf(id)).toEqual([]);
    await world.passes(86_400 + 600);
    await twinOf(id);
    expect((await storyOf(id)).slice(-2)).toEqual(['ImprovementTrackingTried', 'ImprovementTracked']);
    await world.passes(2 * 86_400);
    expect((await storyOf(id)).slice(-1)).toEqual(['ImprovementTracked']);
    expect(await said(id)).toHaveLength(1);
  });

  test('whoever has mended it tries again at once from the message; pressed twice it is asked for once, and one issue is there', async () => {
    await world.faults({ on: 'tracker:github', do: 'http', status: 401 });
    const id = await chosen();
    await world.settle();
    await world.calm();
    const [message] = (await world.messages('team-checkout')).filter(({ text }) => text.includes(id));
    await world.passes(120);
    for (const who of ['@marek', '@ben'])
      await world.presses(who, { channel: 'team-checkout', ts: message?.ts ?? '' }, 'track-improvement', { value: id });
    await world.passes(30);
    await twinOf(id);
    expect((await storyOf(id)).slice(-2)).toEqual(['ImprovementTrackingTried', 'ImprovementTracked']);
    const { view: card } = await world.commands('@marek', '/postmortem', `improvements ${id}`);
    expect(JSON.stringify(card)).not.toContain('Try again');
  });

  test('a try whose reply is lost after a refusal makes no second issue', async () => {
    await world.faults({ on: 'tracker:github', do: 'http', status: 401 });
    const id = await chosen();
    await world.settle();
    await world.calm();
    await world.passes(120);
    await world.faults({ on: 'tracker:github', do: 'lost-reply', times: 1 });
    const { view: card } = await world.commands('@marek', '/postmortem', `improvements ${id}`);
    await world.presses('@marek', { view: card?.id ?? '' }, 'track-improvement', { value: id });
    await world.passes(120);
    await twinOf(id);
  });

  test('an issue that was deleted there is not made anew', async () => {
    const id = await chosen();
    await world.settle();
    await world.faults({ on: 'tracker:github', do: 'http', status: 410 });
    await happens(id, (at) => ({ type: 'ImprovementRescheduled', at, by: lena, from: '2026-04-01', dueOn: '2026-04-20', extension: 1 }));
    await world.settle();
    await world.calm();
    expect((await said(id)).join()).toContain('deleted');
    const before = (await issues()).length;
    await world.passes(86_400);
    await happens(id, (at) => ({ type: 'ImprovementCompleted', at, by: lena }));
    await world.settle();
    expect(await issues()).toHaveLength(before);
    expect(await twinOf(id)).toMatchObject({ closed: true });
  });
});

describe('An improvement of a team that says nothing is kept in the Jira of the organisation', () => {
  let id: ImprovementId;
  test('one issue, and it goes through the workflow as it goes here', async () => {
    id = await chosen({ team: 'team-bedroom', service: 'bedroom' });
    await world.settle();
    expect(await twinOf(id)).toMatchObject({ ref: expect.stringMatching(/^OPS-\d+$/), labels: [`muster-${id}`], closed: false });
    await happens(id, (at) => ({ type: 'ImprovementCompleted', at, by: lena }));
    await world.settle();
    expect(await twinOf(id)).toMatchObject({ closed: true, reason: 'Done' });
    await world.passes(60);
    await happens(id, (at) => ({ type: 'ImprovementReopened', at, by: lena }));
    await world.settle();
    expect(await twinOf(id)).toMatchObject({ closed: false });
  });

  test('moved to Done there it is done here', async () => {
    await world.passes(60);
    const { ref } = await twinOf(id);
    await changes(ref, { closed: true, reason: 'Done' });
    await world.settle();
    expect((await logOf(id)).at(-1)).toMatchObject({ type: 'ImprovementCompleted', by: 'monitor:jira' });
  });

  test('declined here it is put aside there', async () => {
    const other = await chosen({ team: 'team-bedroom', service: 'bedroom' });
    await world.settle();
    await happens(other, (at) => ({ type: 'ImprovementDeclined', at, by: lena, reasonId: 'done' }));
    await world.settle();
    expect(await twinOf(other)).toMatchObject({ closed: true, reason: "Won't Do" });
  });
});

describe('From the form in Slack to the issue and back', () => {
  const pressIn = (who: string, view: View | undefined, action: string, value?: string) =>
    world.presses(who, { view: view?.id ?? '' }, action, value ? { value } : {});
  const types = (who: string, text: string) => world.commands(who, '/postmortem', text);

  test('a workaround proposes, Marek chooses, Ben moves it over there, and Marek finds it done', async () => {
    const declared = await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered');
    const incident = numberIn(told(declared));
    await world.settle();
    await world.types('@asha', `ack ${incident}`);
    await world.passes(1800);
    await world.types('@asha', `resolve ${incident} workaround orders are taken by phone`);
    await world.settle();
    const before = (await issues()).length;
    const { view: list } = await types('@marek', `improvements ${incident}`);
    const id = /IMP-\d+/.exec(JSON.stringify(list))?.[0] as ImprovementId;
    const { view: form } = await pressIn('@marek', list, 'choose-improvement', id);
    expect(await issues()).toHaveLength(before);
    await world.submits('@marek', form, { owner: 'U0BEN', due: '2026-04-25' });
    await world.settle();
    const twin = await twinOf(id);
    expect(twin).toMatchObject({ closed: false, title: expect.stringContaining('Mend the cause in Bedroom') });
    expect(textOf(twin)).toContain(`What was learnt from ${incident}.`);
    const { view: card } = await types('@ben', `improvements ${id}`);
    expect(JSON.stringify(card)).toContain(`https://harrow.atlassian.net/browse/${twin.ref}`);
    await world.passes(60);
    await changes(twin.ref, { closed: true, reason: 'Done' });
    await world.settle();
    expect((await world.events(id)).at(-1)).toMatchObject({ 'detail-type': 'ImprovementCompleted', detail: { actor: { type: 'system' } } });
    expect(JSON.stringify((await types('@marek', `improvements ${id}`)).view)).toContain('✓ done');
  });
});

describe('A private incident', () => {
  test('has no improvement in any tracker, whether it says so itself or its incident does', async () => {
    const before = (await issues()).length;
    const answer = await world.types('@lena', 'declare sev2 private checkout: something secret');
    await world.settle();
    const incident = /INC-\d+/.exec(JSON.stringify(answer))?.[0] as `INC-${number}`;
    const ids = [await chosen({ private: true }), await chosen({ incidents: [incident] })];
    await world.settle();
    for (const id of ids) await happens(id, (at) => ({ type: 'ImprovementCompleted', at, by: lena }));
    await world.settle();
    expect(await issues()).toHaveLength(before);
  });

  test('takes the words back where an improvement becomes private later', async () => {
    const id = await chosen();
    await world.settle();
    await happens(id, (at) => ({ type: 'ImprovementMadePrivate', at }));
    await world.settle();
    const twin = await twinOf(id);
    expect(twin).toMatchObject({ title: id, closed: true, reason: 'not_planned' });
    expect(textOf(twin)).not.toMatch(/queue|80 %|Checkout/);
    await world.passes(60);
    await changes(twin.ref, { closed: false });
    await changes(twin.ref, { closed: true, reason: 'completed' });
    await world.settle();
    expect(await storyOf(id)).not.toContain('ImprovementCompleted');
  });
});

describe('What a tracker says', () => {
  const tells = async (path: string, body: object, header: string, secret = 'sandbox-hook-secret') => {
    const text = JSON.stringify(body);
    const signature = `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
    const headers = { 'content-type': 'application/json', [header]: signature };
    return (await fetch(world.origin + path, { method: 'POST', headers, body: text })).status;
  };

  test('is believed where it is signed by its secret, and by no other header', async () => {
    const ping = { zen: 'Keep it logically awesome.', hook_id: 1 };
    expect(await tells('/hooks/github', ping, 'x-hub-signature-256')).toBe(202);
    expect(await tells('/hooks/jira', ping, 'x-hub-signature')).toBe(202);
    expect(await tells('/hooks/github', ping, 'x-hub-signature-256', 'another')).toBe(401);
    expect(await tells('/hooks/github', ping, 'x-hub-signature')).toBe(401);
    expect(await tells('/hooks/jira', ping, 'x-hub-signature', 'another')).toBe(401);
  });

  test('long ago does nothing today', async () => {
    const id = await chosen();
    await world.settle();
    const event = (await logOf(id)).find(({ type }) => type === 'ImprovementTracked');
    const issue = event?.type === 'ImprovementTracked' ? Number(event.tracked.id) : 0;
    const closedAt = new Date(Date.parse(await world.now()) + 30_000).toISOString();
    const closing = { action: 'closed', issue: { id: issue, state_reason: 'completed', closed_at: closedAt, updated_at: closedAt } };
    await world.passes(60);
    expect(await tells('/hooks/github', closing, 'x-hub-signature-256')).toBe(202);
    await world.settle();
    await world.passes(60);
    await happens(id, (at) => ({ type: 'ImprovementReopened', at, by: lena }));
    await world.settle();
    expect(await tells('/hooks/github', closing, 'x-hub-signature-256')).toBe(202);
    await world.settle();
    expect((await storyOf(id)).slice(-2)).toEqual(['ImprovementCompleted', 'ImprovementReopened']);
    expect(await tells('/hooks/github', { ...closing, issue: { ...closing.issue, id: 1 } }, 'x-hub-signature-256')).toBe(202);
  });
});

test('nothing was said twice and nothing was given up on', async () => {
  await everythingIsSound(world);
});
