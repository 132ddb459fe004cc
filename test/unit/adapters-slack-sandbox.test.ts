import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slackWorld } from '#adapters/slack/world';
import type { SlackEffect as Effect, Outcome } from '#domain/effects';
import { PersonId } from '#domain/person/person';
import { workspaceOf } from './sandbox-slack.ts';

/** The Slack that `npm start` brings refuses what the real one refuses: what we send has to pass there too. */
let server: Server;
let workspace: ReturnType<typeof workspaceOf>;
let world: ReturnType<typeof slackWorld>;

beforeEach(async () => {
  workspace = workspaceOf();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    const answerIt = async () => {
      const path = request.url ?? '';
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const answer = await workspace.slack.api(path.replace('/api/', ''), { method: 'POST', path, query: '', headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    request.on('end', () => void answerIt());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/`;
  const secret = { signingSecret: 'secret', botToken: 'xoxb-sandbox', botId: 'B0MUSTER', botUserId: 'U0MUSTER' };
  const schedules = { make: async () => undefined, cancel: async () => undefined };
  world = slackWorld({ apiUrl, secrets: { current: async () => secret, reread: async () => secret }, schedules });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const intendedAt = '2026-03-09T08:00:00.000Z';
const open = (isPrivate: boolean): Effect => ({
  kind: 'open-channel',
  key: 'INC-1/channel',
  names: ['inc-1-cards', 'inc-1-cards-2'],
  private: isPrivate,
});
const channelOf = (outcome: Outcome | undefined) => (outcome && 'channel' in outcome ? outcome.channel : 'none');

test.each([false, true])('a channel (private: %s) is opened once, filled, described and written in', async (isPrivate) => {
  expect(await world.find(open(isPrivate), intendedAt)).toBeUndefined();
  const opened = await world.perform(open(isPrivate));
  expect(opened).toMatchObject({ kind: 'channel' });
  expect(await world.find(open(isPrivate), intendedAt)).toEqual(opened);
  expect(await world.perform(open(isPrivate))).toEqual(opened);
  // The name is taken by a channel of the other kind: that one is never adopted.
  expect(channelOf(await world.perform(open(!isPrivate)))).not.toBe(channelOf(opened));

  const channel = channelOf(opened);
  const people = ['U0ANA', 'U0MUSTER', 'U0GUEST', 'U0GONE', 'U0NOBODY'];
  const invited = {
    kind: 'invited',
    people: ['U0ANA', 'U0MUSTER'],
    leftOut: [
      { person: 'U0GUEST', code: 'user_is_restricted' },
      { person: 'U0GONE', code: 'user_disabled' },
      { person: 'U0NOBODY', code: 'user_not_found' },
    ],
  };
  for (let times = 0; times < 2; times++) expect(await world.perform({ kind: 'invite', key: 'i', channel, people })).toEqual(invited);

  const bookmark: Effect = { kind: 'bookmark', key: 'b', channel, title: 'Runbook', link: 'https://runbooks.example/checkout' };
  expect(await world.find(bookmark, intendedAt)).toBeUndefined();
  const rest: Effect[] = [
    { kind: 'topic', key: 't', channel, topic: 'INC-1' },
    { kind: 'purpose', key: 'p', channel, purpose: 'x'.repeat(300) },
    bookmark,
  ];
  for (const effect of rest) expect(await world.perform(effect)).toEqual({ kind: 'done' });
  expect(await world.find(bookmark, intendedAt)).toEqual({ kind: 'done' });

  const card: Effect = { kind: 'message', key: 'INC-1/card', to: channel, text: 'Card', pin: true, current: true };
  expect(await world.find(card, intendedAt)).toBeUndefined();
  const posted = await world.perform(card);
  expect(await world.find(card, intendedAt)).toEqual(posted);
  expect(await world.update({ ...card, text: 'New' }, posted)).toEqual(posted);
  expect(await world.find(card, intendedAt)).toEqual(posted);
  if (posted.kind !== 'message') throw new Error('not posted');
  const reply: Effect = { kind: 'message', key: 'INC-1/reply', to: channel, thread: posted.ts, text: 'Reply' };
  const replied = await world.perform(reply);
  expect(await world.find(reply, intendedAt)).toEqual(replied);
});

test('a page reaches a person, is found again, and says when it cannot', async () => {
  const page = (person: string): Effect => ({
    kind: 'page',
    key: 'p',
    person: PersonId.parse(person),
    rung: 0,
    generation: 1,
    onlyIfThere: false,
    text: 'You are asked',
  });
  const sent = await world.perform(page('U0ANA'));
  expect(sent).toMatchObject({ kind: 'message', channel: expect.stringMatching(/^D/) });
  expect(await world.find(page('U0ANA'), intendedAt)).toEqual(sent);
  expect(await world.perform(page('U0GONE'))).toMatchObject({ kind: 'refused' });
  expect(await world.find(page('U0GONE'), intendedAt)).toBeUndefined();
});

test('an announcement is found where we may write without being a member', async () => {
  const announcement: Effect = { kind: 'message', key: 'a', to: '#quiet', text: 'INC-1' };
  expect(await world.perform(announcement)).toEqual({ kind: 'refused', code: 'not_in_channel' });
  expect(await world.find(announcement, intendedAt)).toBeUndefined();
  const posted = await world.perform(announcement);
  expect(posted).toMatchObject({ kind: 'message', channel: 'C0QUIET' });
  expect(await world.find(announcement, intendedAt)).toEqual(posted);
  expect(await world.find({ ...announcement, to: '#secret' }, intendedAt)).toBeUndefined();
});

test('a canvas is made once, found by its mark, kept current, and never has what Slack refuses in one', async () => {
  const channel = channelOf(await world.perform(open(false)));
  const canvas = (markdown: string): Effect => ({ kind: 'canvas', key: 'c', channel, title: 'T', mark: 'Kept as PM-1;', markdown });
  const ours = canvas('# T\nKept as PM-1; one');
  expect(await world.find(ours, intendedAt)).toBeUndefined();
  const made = await world.perform(ours);
  expect(made).toMatchObject({ kind: 'canvas' });
  expect(await world.find(ours, intendedAt)).toEqual(made);
  expect(await world.perform(canvas('# T\nKept as PM-1; two'))).toEqual(made);
  expect(await world.update(canvas('- list\n  > quoted'), made)).toEqual({ kind: 'refused', code: 'canvas_editing_failed' });
  expect(await world.update(canvas('Somebody else'), made)).toEqual(made);
  expect(await world.perform(ours)).toEqual({ kind: 'refused', code: 'channel_canvas_already_exists' });
});
