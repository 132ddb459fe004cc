import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { trackers } from '#adapters/tracker/trackers';
import type { IssueEffect } from '#domain/effects';
import type { Tracked } from '#domain/improvement/improvement-kind';
import { ComeBackLater } from '#domain/rejection';

type Heard = { method: string; path: string; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };
type Reply = { status: number; headers?: Record<string, string>; body?: unknown };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Answers one after the other what a tracker was seen to answer. */
async function replying(...replies: Reply[]) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      heard.push({ method, path, headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) });
      const { status, headers: more = {}, body } = replies[heard.length - 1] ?? { status: 500 };
      response.writeHead(status, more).end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const asked: string[][] = [];
  const secrets: Record<string, string> = { '/muster/trackers/github': 'ghp_1', '/muster/trackers/jira-acme': 'bot@acme.example:tok' };
  const world = trackers({
    readParameters: async (names) => {
      asked.push(names);
      return Object.fromEntries(names.flatMap((name) => (secrets[name] ? [[name, secrets[name]]] : [])));
    },
    prefix: '/muster/trackers',
    now: () => '2026-03-10T12:00:00.000Z',
    through: `http://127.0.0.1:${(server.address() as AddressInfo).port}/through`,
  });
  return { world, heard, asked, secrets };
}

const inGithub: IssueEffect = {
  kind: 'issue',
  key: 'IMP-12/tracked',
  improvement: 'IMP-12',
  tracker: { github: { repository: 'acme/checkout', labels: ['reliability'] } },
  title: 'Alert before the queue is full',
  paragraphs: ['Done when: <b>@ops</b> sees 80 %'],
  stands: 'open',
};
const inJira: IssueEffect = { ...inGithub, tracker: { jira: { site: 'acme.atlassian.net', project: 'OPS', issue_type: 'Task' } } };
const issue = {
  id: 3_012_345_678,
  node_id: 'I_kwDO',
  number: 42,
  html_url: 'https://github.com/acme/checkout/issues/42',
  title: 'Alert before the queue is full',
  body: 'Done when: \\<b\\>@\u200bops\\</b\\> sees 80 %\n\nmuster: IMP-12',
  state: 'open',
  state_reason: null,
  created_at: '2026-03-10T11:59:58Z',
  updated_at: '2026-03-10T11:59:58Z',
  closed_at: null,
};
const known: Tracked = { tracker: 'github', id: '3012345678', ref: 'acme/checkout#42', url: issue.html_url };
const stood = { kind: 'issue', issue: known } as const;

describe('GitHub issues', () => {
  test('one request makes an issue, in the version of the API that this was written for', async () => {
    const { world, heard } = await replying({ status: 201, body: issue });
    expect(await world.perform(inGithub)).toEqual({ ...stood, put: 'open' });
    const [{ method, path, headers, body } = {} as Heard, ...more] = heard;
    expect(more).toEqual([]);
    expect([method, path]).toEqual(['POST', '/through/api.github.com/repos/acme/checkout/issues']);
    expect(headers).toMatchObject({ authorization: 'Bearer ghp_1', 'x-github-api-version': '2022-11-28', 'user-agent': 'muster' });
    expect(body).toEqual({ title: inGithub.title, body: issue.body, labels: ['reliability'] });
  });

  test('a link stays one, nothing else is markup, and what is too long is cut', async () => {
    const { world, heard } = await replying({ status: 201, body: issue });
    const said = 'See https://acme.example/a_b?c=*d* and #7, `x`, [y](z), @ops';
    await world.perform({ ...inGithub, title: 'x'.repeat(300), paragraphs: [said] });
    expect(heard[0]?.body.body).toBe('See https://acme.example/a_b?c=*d* and \\#7, \\`x\\`, \\[y\\](z), @\u200bops\n\nmuster: IMP-12');
    expect(String(heard[0]?.body.title)).toHaveLength(256);
  });

  test('one whose reply was lost is found by our marker, behind a page of others', async () => {
    const others = Array.from({ length: 100 }, (_, at) => ({
      ...issue,
      id: at + 1,
      number: at + 100,
      body: at === 0 ? null : 'see muster: IMP-12',
    }));
    const { world, heard } = await replying({ status: 200, body: others }, { status: 200, body: [issue] });
    expect(await world.find(inGithub, '2026-03-10T11:59:50.000Z')).toEqual(stood);
    expect(heard[0]?.path).toContain('state=all&since=2026-03-10T11%3A54%3A50.000Z&sort=created&direction=desc');
    expect(heard[1]?.path).toContain('page=2');
  });

  test('one that was not found yet may be listed a moment later; after that it is not there', async () => {
    const soon = await replying({ status: 200, body: [{ ...issue, body: 'muster: IMP-123' }] });
    await expect(soon.world.find(inGithub, '2026-03-10T11:59:50.000Z')).rejects.toThrow(ComeBackLater);
    const late = await replying({ status: 200, body: [] });
    expect(await late.world.find(inGithub, '2026-03-10T11:59:00.000Z')).toBeUndefined();
  });

  test('only what differs is changed, and what others wrote below the marker stays', async () => {
    const same = await replying({ status: 200, body: issue });
    expect(await same.world.update(inGithub, stood)).toEqual({ ...stood, put: 'open' });
    expect(same.heard.map(({ method }) => method)).toEqual(['GET']);
    const other = await replying(
      { status: 200, body: { ...issue, body: `${issue.body}\r\n\r\nSee the wiki.` } },
      { status: 200, body: issue },
    );
    await other.world.update({ ...inGithub, paragraphs: ['New'], stands: 'done' }, stood);
    expect(other.heard[1]).toMatchObject({
      method: 'PATCH',
      path: '/through/api.github.com/repos/acme/checkout/issues/42',
      body: { body: 'New\n\nmuster: IMP-12\r\n\r\nSee the wiki.', state: 'closed', state_reason: 'completed' },
    });
  });

  test('a body whose marker somebody took out is theirs', async () => {
    const { world, heard } = await replying({ status: 200, body: { ...issue, body: 'All rewritten.' } }, { status: 200, body: issue });
    await world.update({ ...inGithub, stands: 'dropped' }, stood);
    expect(heard[1]?.body).toEqual({ state: 'closed', state_reason: 'not_planned' });
  });

  test('of what became private nothing stays, whether the marker is there or not', async () => {
    for (const body of ['Our secret words, without the marker.', `Our secret words\n\nmuster: IMP-12\n\nTheir secret words.`]) {
      const { world, heard } = await replying({ status: 200, body: { ...issue, body } }, { status: 200, body: issue });
      await world.update({ ...inGithub, title: 'IMP-12', paragraphs: ['Kept in Slack.'], stands: 'dropped', alone: true }, stood);
      expect(heard[1]?.body.body).toBe('Kept in Slack.\n\nmuster: IMP-12');
    }
  });

  test('what people closed there stays closed until something becomes of it here, and is heard', async () => {
    const closed = { ...issue, state: 'closed', state_reason: 'completed', closed_at: '2026-03-10T11:59:59Z' };
    const first = await replying({ status: 200, body: closed }, { status: 200, body: closed });
    const outcome = await first.world.update({ ...inGithub, title: 'Another' }, { ...stood, put: 'open' });
    expect(outcome).toEqual({ ...stood, put: 'open', closed: { became: 'done', at: closed.closed_at } });
    expect(first.heard[1]?.body).toEqual({ title: 'Another' });
    const aside = await replying({ status: 200, body: { ...closed, state_reason: 'not_planned' } });
    expect(await aside.world.update(inGithub, { ...stood, put: 'open' })).toMatchObject({ closed: { became: 'put_aside' } });
    const again = await replying({ status: 200, body: closed }, { status: 200, body: issue });
    expect(await again.world.update(inGithub, { ...stood, put: 'done' })).toEqual({ ...stood, put: 'open' });
    expect(again.heard[1]?.body).toEqual({ state: 'open', state_reason: 'reopened' });
    const opened = await replying({ status: 200, body: issue });
    await opened.world.update({ ...inGithub, stands: 'done' }, { ...stood, put: 'done' });
    expect(opened.heard).toHaveLength(1);
  });

  test.each([
    ['429 with a time', { status: 429, headers: { 'retry-after': '7' } }, 7],
    ['403 with a time', { status: 403, headers: { 'retry-after': '30' } }, 30],
    [
      '403 until the hour is over',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2026-03-10T12:02:00Z') / 1000) } },
      120,
    ],
    ['a secondary limit that names no time', { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } }, 60],
    ['a day and a time', { status: 429, headers: { 'retry-after': 'Tue, 10 Mar 2026 12:00:45 GMT' } }, 45],
    ['a time of hours', { status: 429, headers: { 'retry-after': '86400' } }, 900],
  ])('%s is waited for', async (_, reply, seconds) => {
    const { world } = await replying(reply);
    const wait = await Promise.resolve(world.perform(inGithub)).catch((error: unknown) => error);
    expect(wait).toMatchObject({ name: 'ComeBackLater', seconds, line: 'github-acme' });
  });

  test.each([408, 502, 503, 504])('a %i passes by itself, and may have made the issue all the same', async (status) => {
    const { world } = await replying({ status });
    const wait = await Promise.resolve(world.perform(inGithub)).catch((error: unknown) => error);
    expect(wait).toMatchObject({ name: 'ComeBackLater', seconds: 60, line: undefined });
  });

  test('trouble of theirs passes, a refusal is for good, and what stood there is not forgotten by it', async () => {
    await expect((await replying({ status: 500 })).world.perform(inGithub)).rejects.toThrow('500');
    for (const status of [401, 403, 404, 410, 422])
      expect(await (await replying({ status, body: { message: 'no' } })).world.perform(inGithub)).toEqual({
        kind: 'refused',
        code: `http_${status}`,
      });
    const gone = await replying({ status: 404 }, { status: 200, body: issue });
    const refused = await gone.world.update(inGithub, stood);
    expect(refused).toEqual({ kind: 'refused', code: 'http_404', issue: known });
    expect(await gone.world.update(inGithub, refused)).toEqual({ ...stood, put: 'open' });
    expect(gone.heard.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test('a renamed repository is followed, and the token goes to no other host', async () => {
    const moved = await replying(
      { status: 301, headers: { location: '/through/api.github.com/repositories/7/issues/42' } },
      { status: 200, body: issue },
    );
    expect(await moved.world.update(inGithub, stood)).toEqual({ ...stood, put: 'open' });
    expect(moved.heard[1]?.path).toBe('/through/api.github.com/repositories/7/issues/42');
    const away = await replying({ status: 301, headers: { location: 'https://elsewhere.example/issues/42' } });
    expect(await away.world.update(inGithub, stood)).toMatchObject({ kind: 'refused', code: 'http_301' });
  });

  test('without a token nothing is asked; a token that was put there works the next time', async () => {
    const { world, heard, asked, secrets } = await replying({ status: 201, body: issue });
    delete secrets['/muster/trackers/github'];
    expect(await world.perform(inGithub)).toEqual({ kind: 'refused', code: 'no_secret' });
    expect(heard).toEqual([]);
    expect(asked[0]).toEqual(['/muster/trackers/github-acme', '/muster/trackers/github']);
    secrets['/muster/trackers/github'] = 'ghp_2';
    expect(await world.perform(inGithub)).toEqual({ ...stood, put: 'open' });
    expect(heard[0]?.headers.authorization).toBe('Bearer ghp_2');
  });
});

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const made = { id: '10042', key: 'OPS-7', self: 'https://acme.atlassian.net/rest/api/3/issue/10042' };
const inOps: Tracked = { tracker: 'jira', id: '10042', ref: 'OPS-7', url: 'https://acme.atlassian.net/browse/OPS-7' };
const fields = (category: string, content: object[]) => ({
  summary: inJira.title,
  description: { type: 'doc', version: 1, content },
  status: { name: 'x', statusCategory: { id: 3, key: category } },
});
const ours = [...inJira.paragraphs, 'muster: IMP-12'].map(paragraph);
const way = (id: string, name: string, key: string) => ({ id, name, to: { name, statusCategory: { key } } });

describe('Jira', () => {
  test('one request makes an issue, its words in the Atlassian document format, with our label', async () => {
    const { world, heard } = await replying({ status: 201, body: made });
    expect(await world.perform(inJira)).toEqual({ kind: 'issue', issue: inOps, put: 'open' });
    const [{ method, path, headers, body } = {} as Heard, ...more] = heard;
    expect(more).toEqual([]);
    expect([method, path]).toEqual(['POST', '/through/acme.atlassian.net/rest/api/3/issue']);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('bot@acme.example:tok').toString('base64')}`);
    expect(body.fields).toEqual({
      project: { key: 'OPS' },
      issuetype: { name: 'Task' },
      summary: inJira.title,
      description: { type: 'doc', version: 1, content: ours },
      labels: ['muster-IMP-12'],
    });
  });

  test('one whose reply was lost is found by that label; their search may learn of it two minutes late', async () => {
    const { world, heard } = await replying(
      { status: 200, body: { issues: [{ ...made, fields: {} }], isLast: true } },
      { status: 200, body: { issues: [] } },
    );
    expect(await world.find(inJira, '2026-03-10T11:59:00.000Z')).toEqual({ kind: 'issue', issue: inOps });
    expect(heard[0]?.body.jql).toBe('project = "OPS" AND labels = "muster-IMP-12" ORDER BY created ASC');
    const wait = await Promise.resolve(world.find(inJira, '2026-03-10T11:59:00.000Z')).catch((error: unknown) => error);
    expect(wait).toMatchObject({ seconds: 60 });
  });

  test('it is moved the way that its workflow has, and what others wrote stays', async () => {
    const theirs = paragraph('See the wiki.');
    const ways = { transitions: [way('11', 'To Do', 'new'), way('41', "Won't do", 'done'), way('31', 'Done', 'done')] };
    const done = await replying(
      { status: 200, body: { ...made, fields: fields('new', [...ours, theirs]) } },
      { status: 204 },
      { status: 200, body: ways },
      { status: 204 },
    );
    await done.world.update({ ...inJira, paragraphs: ['New'], stands: 'done' }, { kind: 'issue', issue: inOps });
    expect(done.heard.map(({ method, path }) => `${method} ${path.replace('/through/acme.atlassian.net/rest/api/3/issue', '')}`)).toEqual([
      'GET /10042?fields=summary,description,status,resolution,statuscategorychangedate',
      'PUT /10042',
      'GET /10042/transitions',
      'POST /10042/transitions',
    ]);
    expect(done.heard[1]?.body).toMatchObject({
      fields: { description: { content: [paragraph('New'), paragraph('muster: IMP-12'), theirs] } },
    });
    expect(done.heard[3]?.body).toEqual({ transition: { id: '31' } });
  });

  test('what is over there already is left alone, moved to another project or not', async () => {
    const moved = { ...made, key: 'WEB-3', fields: fields('done', ours) };
    const { world, heard } = await replying({ status: 200, body: moved });
    const url = 'https://acme.atlassian.net/browse/WEB-3';
    expect(await world.update({ ...inJira, stands: 'done' }, { kind: 'issue', issue: inOps })).toEqual({
      kind: 'issue',
      issue: { ...inOps, ref: 'WEB-3', url },
      put: 'done',
    });
    expect(heard).toHaveLength(1);
  });

  test('of what became private nothing stays; what people closed there is heard, done or put aside', async () => {
    const wiped = await replying({ status: 200, body: { ...made, fields: fields('done', [paragraph('Secret')]) } }, { status: 204 });
    await wiped.world.update(
      { ...inJira, paragraphs: ['Kept in Slack.'], stands: 'dropped', alone: true },
      { kind: 'issue', issue: inOps },
    );
    expect(wiped.heard[1]?.body).toMatchObject({
      fields: { description: { content: [paragraph('Kept in Slack.'), paragraph('muster: IMP-12')] } },
    });
    for (const [name, became] of [
      ['Done', 'done'],
      ['Cancelled', 'put_aside'],
    ]) {
      const status = { name, statusCategory: { key: 'done' } };
      const there = { ...fields('done', ours), status, statuscategorychangedate: '2026-03-10T11:00:00.000+0000' };
      const { world, heard } = await replying({ status: 200, body: { ...made, fields: there } });
      const outcome = await world.update(inJira, { kind: 'issue', issue: inOps, put: 'open' });
      expect(outcome).toMatchObject({ put: 'open', closed: { became, at: '2026-03-10T11:00:00.000Z' } });
      expect(heard).toHaveLength(1);
    }
  });

  test('a workflow with no such way is refused', async () => {
    const { world } = await replying(
      { status: 200, body: { ...made, fields: fields('new', ours) } },
      { status: 200, body: { transitions: [] } },
    );
    expect(await world.update({ ...inJira, stands: 'done' }, { kind: 'issue', issue: inOps })).toMatchObject({ code: 'no_transition' });
  });

  test('503 with a time is waited for, in no line: the issue may be there all the same', async () => {
    const { world } = await replying({ status: 503, headers: { 'retry-after': '12' } });
    const wait = await Promise.resolve(world.perform(inJira)).catch((error: unknown) => error);
    expect(wait).toMatchObject({ seconds: 12, line: undefined });
  });
});
