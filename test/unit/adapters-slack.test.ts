import { createServer, type Server } from 'node:http';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readingAgain } from '#adapters/slack/token';
import { edgeOptions } from '#adapters/slack/web-options';
import { slackWorld } from '#adapters/slack/world';
import type { SlackEffect as Effect, TimerFired } from '#domain/effects';
import { PersonId } from '#domain/person/person';
import { ComeBackLater, PersonNeeded } from '#domain/rejection';
import { doorReceiver } from '#runtime/door-receiver';
import { modal } from '#slack-kit/inputs';

type Args = Record<string, string>;
type Reply = Record<string, unknown> & { status?: number; retryAfter?: number };

/** A Slack that answers what each test says, over real HTTP, and remembers what it was asked. */
let server: Server;
let asked: { method: string; args: Args; token: string }[];
let answers: Record<string, (args: Args, nth: number) => Reply>;
let tokens: string[];
const timers: [string, string, TimerFired?][] = [];
const methods = () => asked.map(({ method }) => method);

beforeEach(async () => {
  asked = [];
  answers = {};
  tokens = ['xoxb-1'];
  timers.length = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const method = (request.url ?? '').replace('/api/', '');
      const args = Object.fromEntries(new URLSearchParams(body));
      asked.push({ method, args, token: String(request.headers.authorization).replace('Bearer ', '') });
      const reply = answers[method]?.(args, methods().filter((one) => one === method).length) ?? { ok: true };
      response.statusCode = reply.status ?? (reply.retryAfter ? 429 : 200);
      if (reply.retryAfter) response.setHeader('retry-after', String(reply.retryAfter));
      response.end(JSON.stringify({ ok: !('error' in reply), ...reply }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function url() {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

function world() {
  const secret = (botToken = 'none') => ({ signingSecret: 's', botToken, botId: 'B1', botUserId: 'UBOT' });
  return slackWorld({
    apiUrl: `${url()}/api/`,
    secrets: { current: async () => secret(tokens[0]), reread: async () => secret(tokens.at(-1)) },
    schedules: {
      make: async (name, at, payload) => {
        timers.push([name, at, payload]);
      },
      cancel: async (name) => {
        timers.push([name, 'cancelled']);
      },
    },
  });
}

const U7 = PersonId.parse('U7');
const intendedAt = '2026-03-10T14:00:00.000Z';
const open = (more: Partial<Extract<Effect, { kind: 'open-channel' }>> = {}): Effect => ({
  kind: 'open-channel',
  key: 'k',
  names: ['inc-311-cards', 'inc-311-cards-2'],
  private: false,
  ...more,
});
const message = (more: Partial<Extract<Effect, { kind: 'message' }>> = {}): Effect => ({
  kind: 'message',
  key: 'INC-311/card',
  to: 'C1',
  text: 'Cards fail',
  ...more,
});

describe('Opening a channel', () => {
  const taken = (name: string) => (args: Args) =>
    args.name === name ? { error: 'name_taken' } : { channel: { id: 'C2', name: args.name } };
  const listed = (more: object) => ({ id: 'C9', name: 'inc-311-cards', creator: 'UBOT', is_private: false, is_archived: false, ...more });

  test('takes the first name that is free', async () => {
    answers['conversations.create'] = ({ name }) => ({ channel: { id: 'C1', name } });
    expect(await world().perform(open())).toEqual({ kind: 'channel', channel: 'C1' });
    expect(asked[0]?.args).toMatchObject({ name: 'inc-311-cards', is_private: 'false' });
  });
  test('adopts the one an earlier try of ours made, wherever it stands in the list', async () => {
    answers['conversations.create'] = taken('inc-311-cards');
    answers['conversations.list'] = ({ cursor }) =>
      cursor
        ? { channels: [listed({})] }
        : { channels: [listed({ id: 'C8', name: 'general', creator: 'U1' })], response_metadata: { next_cursor: 'more' } };
    expect(await world().perform(open())).toEqual({ kind: 'channel', channel: 'C9' });
    expect(methods()).toEqual(['conversations.create', 'conversations.list', 'conversations.list']);
  });
  test.each([
    ['someone else’s', { creator: 'U1' }],
    ['archived', { is_archived: true }],
    ['not as private as it has to be', { is_private: true }],
  ])('takes the next name when the one there is %s', async (_, more) => {
    answers['conversations.create'] = taken('inc-311-cards');
    answers['conversations.list'] = () => ({ channels: [listed(more)] });
    expect(await world().perform(open())).toEqual({ kind: 'channel', channel: 'C2' });
  });
  test('never ends in public when it was asked to be private', async () => {
    answers['conversations.create'] = () => ({ error: 'name_taken' });
    answers['conversations.list'] = () => ({ channels: [listed({}), listed({ id: 'C10' })] });
    expect(await world().perform(open({ private: true }))).toEqual({ kind: 'refused', code: 'name_taken' });
    answers['conversations.create'] = () => ({ error: 'restricted_action' });
    expect(await world().perform(open({ private: true }))).toEqual({ kind: 'refused', code: 'restricted_action' });
    expect(asked.filter(({ method }) => method === 'conversations.create').every(({ args }) => args.is_private === 'true')).toBe(true);
  });
  test('finds what an earlier try made, the first of its names first', async () => {
    answers['conversations.list'] = () => ({ channels: [listed({ id: 'C10' }), listed({})] });
    expect(await world().find(open(), intendedAt)).toEqual({ kind: 'channel', channel: 'C9' });
    answers['conversations.list'] = () => ({ channels: [] });
    expect(await world().find(open(), intendedAt)).toBeUndefined();
  });
});

describe('Inviting', () => {
  const people = Array.from({ length: 205 }, (_, index) => `U${index}`);
  const invite = (those: string[]): Effect => ({ kind: 'invite', key: 'k', channel: 'C1', people: those });

  test('goes in hundreds', async () => {
    expect(await world().perform(invite(people))).toEqual({ kind: 'invited', people, leftOut: [] });
    expect(asked.map(({ args }) => args.users?.split(',').length)).toEqual([100, 100, 5]);
    expect(asked.every(({ args }) => args.force === 'true')).toBe(true);
  });
  test('leaves out whom Slack will not let in, with its reason, and keeps the rest', async () => {
    const errors = [
      { user: 'U2', ok: false, error: 'user_is_restricted' },
      { user: 'U3', ok: false, error: 'already_in_channel' },
      { user: 'U4', ok: false, error: 'cant_invite_self' },
    ];
    answers['conversations.invite'] = () => ({ errors });
    const outcome = { kind: 'invited', people: ['U1', 'U3', 'U4'], leftOut: [{ person: 'U2', code: 'user_is_restricted' }] };
    expect(await world().perform(invite(['U1', 'U2', 'U3', 'U4']))).toEqual(outcome);
  });
  test('asks for each on their own when one spoils the batch', async () => {
    answers['conversations.invite'] = ({ users }) => (users?.includes('U2') ? { error: 'user_not_found' } : { channel: { id: 'C1' } });
    const outcome = { kind: 'invited', people: ['U1', 'U3'], leftOut: [{ person: 'U2', code: 'user_not_found' }] };
    expect(await world().perform(invite(['U1', 'U2', 'U3']))).toEqual(outcome);
    expect(methods()).toHaveLength(4);
  });
  test('whoever is in already is in', async () => {
    answers['conversations.invite'] = () => ({
      error: 'already_in_channel',
      errors: [{ user: 'U1', ok: false, error: 'already_in_channel' }],
    });
    expect(await world().perform(invite(['U1']))).toEqual({ kind: 'invited', people: ['U1'], leftOut: [] });
  });
  test('is refused as a whole when it is the channel that is wrong', async () => {
    answers['conversations.invite'] = () => ({ error: 'is_archived' });
    expect(await world().perform(invite(['U1', 'U2']))).toEqual({ kind: 'refused', code: 'is_archived' });
    expect(methods()).toHaveLength(1);
  });
});

describe('A message', () => {
  const posted = { kind: 'message', channel: 'C1', ts: '1.2' } as const;
  beforeEach(() => {
    answers['chat.postMessage'] = () => ({ channel: 'C1', ts: '1.2' });
  });

  test('carries the key of its effect and unfurls nothing', async () => {
    expect(await world().perform(message({ thread: '1.1', blocks: [{ type: 'divider' }] }))).toEqual(posted);
    expect(asked[0]?.args).toMatchObject({
      channel: 'C1',
      text: 'Cards fail',
      thread_ts: '1.1',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(JSON.parse(asked[0]?.args.metadata ?? '')).toEqual({ event_type: 'muster', event_payload: { effect: 'INC-311/card' } });
    expect(JSON.parse(asked[0]?.args.blocks ?? '')).toEqual([{ type: 'divider' }]);
  });
  test('is pinned, and stands even if it cannot be', async () => {
    for (const reply of [{}, { error: 'already_pinned' }, { error: 'too_many_pins' }]) {
      answers['pins.add'] = () => reply;
      expect(await world().perform(message({ pin: true }))).toEqual(posted);
    }
    expect(asked.at(-1)).toMatchObject({ method: 'pins.add', args: { channel: 'C1', timestamp: '1.2' } });
  });
  test('is brought up to date where it stands, and posted again when someone deleted it', async () => {
    expect(await world().update(message({ text: 'new' }), { ...posted, ts: '0.9' })).toEqual({ ...posted, ts: '0.9' });
    expect(asked[0]).toMatchObject({ method: 'chat.update', args: { channel: 'C1', ts: '0.9', text: 'new' } });
    answers['chat.update'] = () => ({ error: 'message_not_found' });
    expect(await world().update(message(), { ...posted, ts: '0.9' })).toEqual(posted);
  });
  test('in a channel that we are no member of is changed once we are, and read there too', async () => {
    const outside = (_: Args, nth: number): Reply => (nth === 1 ? { error: 'not_in_channel' } : {});
    answers['chat.update'] = outside;
    answers['conversations.history'] = outside;
    expect(await world().update(message(), { ...posted, ts: '0.9' })).toEqual({ ...posted, ts: '0.9' });
    expect(await world().find(message(), intendedAt)).toBeUndefined();
    const changed = ['chat.update', 'conversations.join', 'chat.update'];
    expect(methods()).toEqual([...changed, 'conversations.history', 'conversations.join', 'conversations.history']);
    expect(asked[1]?.args.channel).toBe('C1');
  });
  test('that may not be changed any more stays, and is not said twice', async () => {
    answers['chat.update'] = () => ({ error: 'is_archived' });
    expect(await world().update(message(), { ...posted, ts: '0.9' })).toEqual({ ...posted, ts: '0.9' });
    expect(methods()).toEqual(['chat.update']);
  });
  test('to a person goes to them directly, and says so when Slack refuses', async () => {
    const page: Effect = { kind: 'page', key: 'k', person: U7, rung: 1, generation: 1, onlyIfThere: false, text: 'You are asked' };
    await world().perform(page);
    expect(asked[0]?.args.channel).toBe('U7');
    answers['chat.postMessage'] = () => ({ error: 'user_disabled' });
    expect(await world().perform(page)).toEqual({ kind: 'refused', code: 'user_disabled' });
  });
  test('goes where else it may, once, where Slack does not take it, and is found there', async () => {
    const wanted = message({ to: 'C0LOST', orElse: 'C1' });
    answers['chat.postMessage'] = ({ channel }) => (channel === 'C1' ? { channel: 'C1', ts: '1.2' } : { error: 'channel_not_found' });
    expect(await world().perform(wanted)).toEqual(posted);
    expect(asked.map(({ args }) => args.channel)).toEqual(['C0LOST', 'C1']);
    answers['conversations.history'] = ({ channel }) =>
      channel === 'C1'
        ? { messages: [{ ts: '1.2', metadata: { event_type: 'muster', event_payload: { effect: wanted.key } } }] }
        : { error: 'channel_not_found' };
    expect(await world().find(wanted, intendedAt)).toEqual(posted);
    answers['chat.postMessage'] = () => ({ error: 'msg_too_long' });
    expect(await world().perform(wanted)).toEqual({ kind: 'refused', code: 'msg_too_long' });
    expect(methods().filter((method) => method === 'chat.postMessage')).toHaveLength(3);
  });
  test.each(['channel_not_found', 'is_archived', 'not_in_channel', 'msg_too_long', 'invalid_blocks'])(
    'that Slack refuses with %s is not tried for ever',
    async (error) => {
      answers['chat.postMessage'] = () => ({ error });
      expect(await world().perform(message())).toEqual({ kind: 'refused', code: error });
    },
  );
});

describe('Looking for what an earlier try did', () => {
  const ours = (effect: string, ts = '1.2') => ({ ts, metadata: { event_type: 'muster', event_payload: { effect } } });
  const foreign = { ts: '1.3', metadata: { event_type: 'other', event_payload: { effect: 'INC-311/card' } } };

  test('finds a message by its key, page after page, since a minute before the intent', async () => {
    answers['conversations.history'] = ({ cursor }) =>
      cursor
        ? { messages: [ours('INC-311/card')] }
        : { messages: [{ ts: '9' }, foreign, ours('INC-311/x')], response_metadata: { next_cursor: 'c' } };
    expect(await world().find(message({ pin: true }), intendedAt)).toEqual({ kind: 'message', channel: 'C1', ts: '1.2' });
    expect(asked[0]?.args).toMatchObject({
      channel: 'C1',
      oldest: String(Date.parse(intendedAt) / 1000 - 60),
      include_all_metadata: 'true',
    });
    expect(methods()).toEqual(['conversations.history', 'conversations.history', 'pins.add']);
  });
  test('looks in the thread for a reply', async () => {
    answers['conversations.replies'] = () => ({ messages: [ours('INC-311/card')] });
    expect(await world().find(message({ thread: '1.1' }), intendedAt)).toMatchObject({ ts: '1.2' });
    expect(asked[0]?.args.ts).toBe('1.1');
  });
  test('knows a channel by its name, and learns it once', async () => {
    answers['conversations.list'] = () => ({ channels: [{ id: 'C5', name: 'incidents' }] });
    answers['conversations.history'] = () => ({ messages: [] });
    const one = world();
    for (let times = 0; times < 2; times++) expect(await one.find(message({ to: '#incidents' }), intendedAt)).toBeUndefined();
    expect(methods()).toEqual(['conversations.list', 'conversations.history', 'conversations.history']);
    expect(asked[1]?.args.channel).toBe('C5');
  });
  test('looks into the direct messages for a page', async () => {
    answers['conversations.open'] = () => ({ channel: { id: 'D1' } });
    answers['conversations.history'] = () => ({ messages: [ours('k')] });
    const page: Effect = { kind: 'page', key: 'k', person: U7, rung: 1, generation: 1, onlyIfThere: false, text: 'x' };
    expect(await world().find(page, intendedAt)).toEqual({ kind: 'message', channel: 'D1', ts: '1.2' });
  });
  test('finds a bookmark by title and link, so that none stands there twice', async () => {
    const bookmark: Effect = { kind: 'bookmark', key: 'k', channel: 'C1', title: 'Runbook', link: 'https://r' };
    expect(await world().perform(bookmark)).toEqual({ kind: 'done' });
    expect(asked[0]).toMatchObject({
      method: 'bookmarks.add',
      args: { channel_id: 'C1', title: 'Runbook', type: 'link', link: 'https://r' },
    });
    expect(await world().find(bookmark, intendedAt)).toBeUndefined();
    answers['bookmarks.list'] = () => ({ bookmarks: [{ title: 'Runbook', link: 'https://r' }] });
    expect(await world().find(bookmark, intendedAt)).toEqual({ kind: 'done' });
  });
  describe('a canvas', () => {
    const canvas = { kind: 'canvas', key: 'k', channel: 'C1', title: 'T', mark: 'Kept as PM-1;', markdown: '# T' } as const;
    const info = (known?: object) => () => ({ channel: { id: 'C1', ...(known && { properties: { canvas: known } }) } });
    const marked = () => ({ sections: [{ id: 's1' }] });
    const made = { kind: 'canvas', canvas: 'F1' } as const;
    const replaced = JSON.stringify([{ operation: 'replace', document_content: { type: 'markdown', markdown: '# T' } }]);

    test('is made in its channel, and all of it is replaced when it says something else', async () => {
      answers['conversations.canvases.create'] = () => ({ canvas_id: 'F1' });
      expect(await world().perform(canvas)).toEqual(made);
      const document_content = JSON.stringify({ type: 'markdown', markdown: '# T' });
      expect(asked[0]?.args).toEqual({ channel_id: 'C1', title: 'T', document_content });
      expect(await world().update(canvas, made)).toEqual(made);
      expect(asked[1]).toMatchObject({ method: 'canvases.edit', args: { canvas_id: 'F1', changes: replaced } });
    });

    test('that an earlier try made is found by its mark, and one that people made is not', async () => {
      answers['conversations.info'] = info({ file_id: 'F1', is_empty: false });
      answers['canvases.sections.lookup'] = marked;
      expect(await world().find(canvas, intendedAt)).toEqual(made);
      expect(asked[1]?.args).toEqual({ canvas_id: 'F1', criteria: JSON.stringify({ contains_text: 'Kept as PM-1;' }) });
      answers['canvases.sections.lookup'] = () => ({ sections: [] });
      expect(await world().find(canvas, intendedAt)).toBeUndefined();
      answers['canvases.sections.lookup'] = () => ({ error: 'missing_scope' });
      expect(await world().find(canvas, intendedAt)).toBeUndefined();
      answers['conversations.info'] = info();
      expect(await world().find(canvas, intendedAt)).toBeUndefined();
      answers['conversations.info'] = info({ file_id: 'F1', is_empty: true });
      expect(await world().find(canvas, intendedAt)).toEqual(made);
    });

    test.each([
      ['ours is written over', marked, made, ['canvases.edit']],
      ['what people wrote is left alone', () => ({ sections: [] }), { kind: 'refused', code: 'channel_canvas_already_exists' }, []],
    ])('where the channel has one already: %s', async (_, lookup, outcome, more) => {
      answers['conversations.canvases.create'] = () => ({ error: 'channel_canvas_already_exists' });
      answers['conversations.info'] = info({ file_id: 'F1' });
      answers['canvases.sections.lookup'] = lookup;
      expect(await world().perform(canvas)).toEqual(outcome);
      expect(methods().slice(3)).toEqual(more);
    });

    test('that somebody took away is made anew, but not to say that nothing is shown', async () => {
      answers['canvases.edit'] = () => ({ error: 'canvas_not_found' });
      answers['conversations.canvases.create'] = () => ({ canvas_id: 'F2' });
      expect(await world().update({ ...canvas, onlyIfThere: true }, made)).toEqual(made);
      expect(methods()).toEqual(['canvases.edit']);
      expect(await world().update(canvas, made)).toEqual({ kind: 'canvas', canvas: 'F2' });
    });

    test.each(['missing_scope', 'canvas_disabled_user_team', 'team_tier_cannot_create_channel_canvases', 'restricted_action'])(
      'is refused for good where the workspace says %s, and tried again with the next version',
      async (code) => {
        answers['conversations.canvases.create'] = () => ({ error: code });
        const refused = { kind: 'refused', code } as const;
        expect(await world().perform(canvas)).toEqual(refused);
        expect(await world().update(canvas, refused)).toEqual(refused);
        expect(methods()).toEqual(['conversations.canvases.create', 'conversations.canvases.create']);
      },
    );
  });
  test('archives a channel; one that is archived already is fine', async () => {
    const archive: Effect = { kind: 'archive', key: 'k', channel: 'C1' };
    expect(await world().perform(archive)).toEqual({ kind: 'done' });
    expect(asked[0]).toMatchObject({ method: 'conversations.archive', args: { channel: 'C1' } });
    answers['conversations.archive'] = () => ({ error: 'already_archived' });
    expect(await world().perform(archive)).toEqual({ kind: 'done' });
    answers['conversations.archive'] = () => ({ error: 'restricted_action' });
    expect(await world().perform(archive)).toEqual({ kind: 'refused', code: 'restricted_action' });
  });
  test('opens an archived channel; one that is open is fine, and one that only a person can open is waited for', async () => {
    const unarchive: Effect = { kind: 'unarchive', key: 'k', channel: 'C1', otherwise: [] };
    expect(await world().perform(unarchive)).toEqual({ kind: 'done' });
    expect(asked[0]).toMatchObject({ method: 'conversations.unarchive', args: { channel: 'C1' } });
    answers['conversations.unarchive'] = () => ({ error: 'not_archived' });
    expect(await world().perform(unarchive)).toEqual({ kind: 'done' });
    answers['conversations.unarchive'] = () => ({ error: 'not_in_channel' });
    await expect(world().perform(unarchive)).rejects.toThrow(PersonNeeded);
    expect(await world().find(unarchive, intendedAt)).toBeUndefined();
  });
  test('finds nothing where nothing can stand, and does not guess where it may not look', async () => {
    answers['conversations.history'] = () => ({ error: 'channel_not_found' });
    expect(await world().find(message(), intendedAt)).toBeUndefined();
    answers['conversations.history'] = () => ({ error: 'missing_scope' });
    await expect(world().find(message(), intendedAt)).rejects.toThrow(/missing_scope/);
  });
});

describe('What is not a message', () => {
  test('a topic is cut to what Slack takes, never through an emoji', async () => {
    await world().perform({ kind: 'topic', key: 'k', channel: 'C1', topic: `${'x'.repeat(248)}🔥🔥` });
    await world().perform({ kind: 'purpose', key: 'k', channel: 'C1', purpose: 'short' });
    expect(asked[0]?.args.topic).toBe(`${'x'.repeat(248)}…`);
    expect(asked[1]?.args.purpose).toBe('short');
  });
  test('a schedule is handed on', async () => {
    const payload: TimerFired = { aggregate: 'INC-311', timer: 'ladder', generation: 1 };
    expect(await world().perform({ kind: 'schedule', key: 'k', name: 'n', at: intendedAt, payload })).toEqual({ kind: 'done' });
    expect(await world().perform({ kind: 'unschedule', key: 'k', name: 'n' })).toEqual({ kind: 'done' });
    expect(timers).toEqual([
      ['n', intendedAt, payload],
      ['n', 'cancelled'],
    ]);
    expect(asked).toEqual([]);
  });
});

describe('While Slack waits for an answer', () => {
  const refusals = ['token_revoked', 'invalid_auth', 'account_inactive'];
  test.each(refusals)('a token that is refused with %s is read again for the next press', async (error) => {
    const receiver = doorReceiver();
    const read: string[] = [];
    const secret = () => ({ botToken: tokens[0] ?? '', botId: 'B1', botUserId: 'UBOT' });
    const clientOptions = edgeOptions(`${url()}/api/`);
    const app = new App({ receiver, authorize: async () => secret(), convoStore: false, clientOptions, logLevel: 'error' as never });
    const reread = async () => {
      read.push(tokens.shift() ?? '');
      return secret();
    };
    app.error(readingAgain({ reread }));
    app.command('/incident', async ({ client, body, ack }) => {
      await client.views.open({ trigger_id: body.trigger_id, view: modal('m', 'Modal', undefined, []) });
      await ack();
    });
    const command = { command: '/incident', text: '', user_id: 'U1', team_id: 'T1', channel_id: 'C1', trigger_id: 't' };
    const types = () => receiver.receive({ body: command, headers: {} });
    tokens = ['xoxb-old', 'xoxb-new'];
    answers['views.open'] = (_, nth) => (nth === 1 ? { error } : {});
    await expect(types()).rejects.toThrow(error);
    expect(read).toEqual(['xoxb-old']);
    expect(await types()).toMatchObject({ statusCode: 200 });
    answers['views.open'] = () => ({ error: 'expired_trigger_id' });
    await expect(types()).rejects.toThrow('expired_trigger_id');
    expect(asked.map(({ token }) => token)).toEqual(['xoxb-old', 'xoxb-new', 'xoxb-new']);
    expect(read).toHaveLength(1);
  });

  test('and what failed is told as it was, though the secrets cannot be read', async () => {
    const refused = Object.assign(new Error('An API error occurred: invalid_auth'), { data: { error: 'invalid_auth' } });
    const reread = () => Promise.reject(new Error('no secrets'));
    await expect(readingAgain({ reread })(refused)).rejects.toBe(refused);
  });
});

describe('When Slack is in trouble', () => {
  test('being limited comes back when Slack says', async () => {
    answers['chat.postMessage'] = () => ({ retryAfter: 17 });
    const limited = await world()
      .perform(message())
      .catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(ComeBackLater);
    expect(limited).toMatchObject({ seconds: 17 });
  });
  test.each([{ status: 500 }, { status: 503 }, { error: 'internal_error' }, { error: 'service_unavailable' }])(
    '%o is thrown on, for the queue to try again',
    async (reply) => {
      answers['chat.postMessage'] = () => reply;
      await expect(world().perform(message())).rejects.toThrow();
      expect(methods()).toHaveLength(1);
    },
  );
  test('a token that was rotated is read again, once', async () => {
    tokens = ['xoxb-old', 'xoxb-new'];
    answers['chat.postMessage'] = (_, nth) => (nth === 1 ? { error: 'token_revoked' } : { channel: 'C1', ts: '1.2' });
    expect(await world().perform(message())).toMatchObject({ ts: '1.2' });
    expect(asked.map(({ token }) => token)).toEqual(['xoxb-old', 'xoxb-new']);
    answers['chat.postMessage'] = () => ({ error: 'invalid_auth' });
    await expect(world().perform(message())).rejects.toThrow(/invalid_auth/);
    expect(asked).toHaveLength(4);
    tokens = ['xoxb-only'];
    await expect(world().perform(message())).rejects.toThrow(/invalid_auth/);
    expect(asked).toHaveLength(5);
  });
});
