import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '#sandbox/store';
import { input, modal, ok, workspaceOf } from './sandbox-slack.ts';

const triggerOf = (body: string) => new URLSearchParams(body).get('trigger_id') ?? '';
const view = modal(input('title', { type: 'plain_text_input', action_id: 'a', initial_value: 'x' }));

describe('channels', () => {
  test('names are lowercase, short and taken for ever', async () => {
    const { api } = workspaceOf();
    expect(await api('conversations.create', { name: 'Inc 1' })).toEqual({ ok: false, error: 'invalid_name_specials' });
    expect((await api('conversations.create', { name: 'x'.repeat(81) })).error).toBe('invalid_name_maxlength');
    expect((await api('conversations.create', { name: '--' })).error).toBe('invalid_name_punctuation');
    expect((await api('conversations.create', { name: '' })).error).toBe('invalid_name_required');
    const { channel } = await api('conversations.create', { name: 'inc-1-cards' });
    expect(channel).toMatchObject({
      id: expect.stringMatching(/^C/),
      name: 'inc-1-cards',
      creator: 'U0MUSTER',
      is_member: true,
      is_private: false,
    });
    await api('conversations.archive', { channel: channel.id });
    expect((await api('conversations.create', { name: 'inc-1-cards' })).error).toBe('name_taken');
    expect((await api('conversations.create', { name: 'secret' })).error).toBe('name_taken');
    expect((await api('conversations.setTopic', { channel: channel.id, topic: 'x' })).error).toBe('is_archived');
    expect((await api('conversations.archive', { channel: channel.id })).error).toBe('already_archived');
  });

  test('a private channel without the bot does not exist for it, a public one has to be joined', async () => {
    const { api } = workspaceOf();
    expect((await api('conversations.info', { channel: 'C0SECRET' })).error).toBe('channel_not_found');
    expect((await api('chat.postMessage', { channel: '#secret', text: 'x' })).error).toBe('channel_not_found');
    expect((await api('chat.postMessage', { channel: '#quiet', text: 'x' })).error).toBe('not_in_channel');
    const { channels } = await api('conversations.list', { types: 'public_channel,private_channel' });
    expect(channels.map(({ name }: { name: string }) => name)).toEqual(['general', 'quiet']);
    expect((await api('conversations.join', { channel: 'C0SECRET' })).error).toBe('channel_not_found');
    await api('conversations.join', { channel: 'C0QUIET' });
    expect(await api('chat.postMessage', { channel: '#quiet', text: 'x' })).toMatchObject({ ok: true, channel: 'C0QUIET' });
  });

  test('one bad user spoils an invitation, unless it is forced', async () => {
    const { api, events, quiet } = workspaceOf();
    const { channel } = await api('conversations.create', { name: 'inc-1' });
    const users = 'U0ANA,U0MUSTER,U0GUEST,U0GONE,U0NOBODY';
    const errors = [
      { user: 'U0MUSTER', ok: false, error: 'cant_invite_self' },
      { user: 'U0GUEST', ok: false, error: 'user_is_restricted' },
      { user: 'U0GONE', ok: false, error: 'user_disabled' },
      { user: 'U0NOBODY', ok: false, error: 'user_not_found' },
    ];
    expect(await api('conversations.invite', { channel: channel.id, users })).toEqual({ ok: false, error: 'cant_invite_self', errors });
    expect((await api('conversations.members', { channel: channel.id })).members).toEqual(['U0MUSTER']);
    expect(await api('conversations.invite', { channel: channel.id, users, force: true })).toMatchObject({
      ok: true,
      channel: { id: channel.id },
      errors,
    });
    expect((await api('conversations.members', { channel: channel.id })).members).toEqual(['U0MUSTER', 'U0ANA']);
    expect((await api('conversations.invite', { channel: channel.id, users: 'U0ANA', force: true })).error).toBe('already_in_channel');
    const many = Array.from({ length: 101 }, (_, n) => `U${n}`).join(',');
    expect((await api('conversations.invite', { channel: channel.id, users: many })).error).toBe('too_many_users');
    await quiet();
    expect(events().map(({ event }) => [event.type, event.user, event.inviter])).toEqual([
      ['member_joined_channel', 'U0MUSTER', undefined],
      ['member_joined_channel', 'U0ANA', 'U0MUSTER'],
    ]);
  });

  test('topic and purpose end at 250 characters; lists come in pages', async () => {
    const { api } = workspaceOf();
    expect((await api('conversations.setTopic', { channel: 'C0GENERAL', topic: 'x'.repeat(251) })).error).toBe('too_long');
    expect((await api('conversations.setPurpose', { channel: 'C0GENERAL', purpose: 'why' })).purpose).toBe('why');
    for (let n = 0; n < 5; n++) await api('chat.postMessage', { channel: 'C0GENERAL', text: `m${n}` });
    const first = await api('conversations.history', { channel: 'C0GENERAL', limit: 2 });
    const next = await api('conversations.history', { channel: 'C0GENERAL', limit: 2, cursor: first.response_metadata.next_cursor });
    expect([...first.messages, ...next.messages].map(({ text }: { text: string }) => text)).toEqual(['m4', 'm3', 'm2', 'm1']);
    const since = await api('conversations.history', { channel: 'C0GENERAL', oldest: first.messages[1].ts });
    expect(since.messages).toHaveLength(1);
  });
});

describe('messages', () => {
  test('a person’s id opens the direct messages with them', async () => {
    const { api, as } = workspaceOf();
    const { channel } = await api('chat.postMessage', { channel: 'U0ANA', text: 'wake up' });
    expect(channel).toMatch(/^D/);
    expect((await api('conversations.open', { users: 'U0ANA' })).channel.id).toBe(channel);
    expect((await as('ana', 'inbox')).messages).toMatchObject([{ channel, text: 'wake up', bot_id: 'B0MUSTER' }]);
    expect((await api('chat.postMessage', { channel: 'U0GONE', text: 'x' })).error).toBe('user_disabled');
  });

  test('metadata is kept, and shown only to those who ask', async () => {
    const { api } = workspaceOf();
    const metadata = { event_type: 'muster', event_payload: { effect: 'card' } };
    const { ts } = await api('chat.postMessage', { channel: 'C0GENERAL', text: 'card', metadata: JSON.stringify(metadata) });
    await api('chat.postMessage', { channel: 'C0GENERAL', text: 'reply', thread_ts: ts, metadata });
    await api('chat.update', { channel: 'C0GENERAL', ts, text: 'newer' });
    expect((await api('conversations.history', { channel: 'C0GENERAL' })).messages[0]).not.toHaveProperty('metadata');
    const { messages } = await api('conversations.history', { channel: 'C0GENERAL', include_all_metadata: true });
    expect(messages).toMatchObject([{ text: 'newer', metadata, reply_count: 1, edited: { user: 'U0MUSTER' } }]);
    const { messages: thread } = await api('conversations.replies', { channel: 'C0GENERAL', ts, include_all_metadata: true });
    expect(thread).toMatchObject([{ ts }, { text: 'reply', thread_ts: ts, metadata }]);
    expect((await api('chat.postMessage', { channel: 'C0GENERAL', text: 'x', metadata: { event_type: 'x' } })).error).toBe(
      'invalid_metadata_schema',
    );
  });

  test('only one’s own are changed; nothing is not a message', async () => {
    const { api, as } = workspaceOf();
    const { ts } = await as('ana', 'message', { channel: 'general', text: 'mine' });
    expect((await api('chat.update', { channel: 'C0GENERAL', ts, text: 'x' })).error).toBe('cant_update_message');
    expect((await api('chat.delete', { channel: 'C0GENERAL', ts })).error).toBe('cant_delete_message');
    expect((await api('chat.postMessage', { channel: 'C0GENERAL' })).error).toBe('no_text');
    expect((await api('chat.postMessage', { channel: 'C0GENERAL', text: 'x', thread_ts: '1.000000' })).error).toBe('thread_not_found');
    expect((await api('pins.add', { channel: 'C0GENERAL', timestamp: ts })).ok).toBe(true);
    expect((await api('pins.add', { channel: 'C0GENERAL', timestamp: ts })).error).toBe('already_pinned');
    expect((await api('reactions.add', { channel: 'C0GENERAL', timestamp: ts, name: 'eyes' })).ok).toBe(true);
    expect((await api('reactions.add', { channel: 'C0GENERAL', timestamp: ts, name: 'eyes' })).error).toBe('already_reacted');
    expect((await api('chat.postEphemeral', { channel: 'C0GENERAL', user: 'U0GONE', text: 'x' })).error).toBe('user_disabled');
  });
});

describe('who may call, and how often', () => {
  test('the token counts, until it is revoked', async () => {
    const { api, call, change, events, quiet } = workspaceOf();
    expect(JSON.parse((await call('auth.test', {}, 'xoxb-other')).body)).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await api('auth.test')).toMatchObject({ ok: true, user_id: 'U0MUSTER', bot_id: 'B0MUSTER', team_id: 'T0MUSTER' });
    expect((await api('chat.whisper')).error).toBe('unknown_method');
    await change({ do: 'revoke-token' });
    expect((await api('auth.test')).error).toBe('token_revoked');
    await quiet();
    expect(events()[0].event).toMatchObject({ type: 'tokens_revoked', tokens: { bot: ['U0MUSTER'] } });
  });

  test('twenty channels a minute, then Retry-After', async () => {
    const { call, pass } = workspaceOf();
    for (let n = 0; n < 20; n++) expect((await call('conversations.create', { name: `inc-${n}` })).status).toBe(200);
    const refused = await call('conversations.create', { name: 'inc-20' });
    expect(refused).toMatchObject({ status: 429, body: '{"ok":false,"error":"ratelimited"}' });
    const seconds = Number(refused.headers?.['retry-after']);
    expect(seconds).toBeGreaterThan(50);
    pass(seconds * 1000);
    expect((await call('conversations.create', { name: 'inc-20' })).status).toBe(200);
  });

  test('a message a second into each channel, after a small burst', async () => {
    const { call, pass } = workspaceOf();
    const post = async (channel: string) => (await call('chat.postMessage', { channel, text: 'x' })).status;
    for (let n = 0; n < 10; n++) expect(await post('C0GENERAL')).toBe(200);
    expect(await post('C0GENERAL')).toBe(429);
    expect(await post('U0ANA')).toBe(200);
    pass(1000);
    expect(await post('C0GENERAL')).toBe(200);
  });

  test('faults: refused, broken before, broken after the effect', async () => {
    const { api, call, faults } = workspaceOf();
    faults.set([
      { on: 'slack:chat.postMessage', nth: 1, do: 'ratelimit', retryAfter: 7 },
      { on: 'slack:chat.postMessage', nth: 2, do: 'error', code: 'fatal_error' },
      { on: 'slack:chat.postMessage', nth: 3, do: 'http', status: 503 },
      { on: 'slack:chat.postMessage', nth: 4, do: 'lost-reply' },
    ]);
    const post = (text: string) => call('chat.postMessage', { channel: 'C0GENERAL', text });
    expect(await post('1')).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
    expect((await post('2')).body).toContain('fatal_error');
    expect((await post('3')).status).toBe(503);
    expect((await post('4')).status).toBe(0);
    faults.clear();
    expect((await api('conversations.history', { channel: 'C0GENERAL' })).messages).toMatchObject([{ text: '4' }]);
  });
});

describe('triggers, response_urls and views', () => {
  test('a response_url has faults like any method', async () => {
    const { asked, as, faults, respond } = workspaceOf();
    await as('ana', 'command', { command: '/x', channel: 'general' });
    const url = new URLSearchParams(asked.at(-1)?.body ?? '').get('response_url') ?? '';
    const on = 'slack:response_url';
    faults.set([
      { on, nth: 1, do: 'http', status: 503 },
      { on, nth: 2, do: 'timeout', ms: 5 },
      { on, nth: 3, do: 'error', code: 'expired_url' },
      { on, nth: 4, do: 'lost-reply' },
      { on, nth: 5, do: 'delay', ms: 20 },
    ]);
    const answers = [];
    for (const text of ['1', '2', '3', '4', '5']) answers.push((await respond(url, { text })).status);
    expect(answers).toEqual([503, 0, 404, 0, 200]);
    const inbox = await as('ana', 'inbox');
    expect(JSON.stringify(inbox)).toMatch(/"4".*"5"/);
    expect(JSON.stringify(inbox)).not.toMatch(/"text":"[123]"/);
  });

  test('a trigger opens one view within three seconds', async () => {
    const { api, asked, as, pass } = workspaceOf();
    const trigger = async () => {
      await as('ana', 'command', { command: '/x', channel: 'general' });
      return triggerOf(asked.at(-1)?.body ?? '');
    };
    const first = await trigger();
    expect(await api('views.open', { trigger_id: first, view })).toMatchObject({ ok: true, view: { type: 'modal' } });
    expect((await api('views.open', { trigger_id: first, view })).error).toBe('exchanged_trigger_id');
    const second = await trigger();
    pass(3500);
    expect((await api('views.open', { trigger_id: second, view })).error).toBe('expired_trigger_id');
    expect((await api('views.open', { trigger_id: 'made-up', view })).error).toBe('invalid_trigger_id');
  });

  test('a stale hash is refused, a fourth view is one too many', async () => {
    const { api, app, as } = workspaceOf();
    app.answers = async ({ body }) => {
      await api('views.open', { trigger_id: triggerOf(body), view });
      return ok();
    };
    const { view: opened } = await as('ana', 'command', { command: '/x', channel: 'general' });
    expect((await api('views.update', { view_id: opened.id, hash: opened.hash, view })).ok).toBe(true);
    expect((await api('views.update', { view_id: opened.id, hash: opened.hash, view })).error).toBe('hash_conflict');
    app.answers = () => ok({ response_action: 'push', view });
    const second = await as('ana', 'submit', { view: opened.id });
    const third = await as('ana', 'submit', { view: second.view.id });
    expect((await as('ana', 'submit', { view: third.view.id })).error).toBe('push_limit_reached');
    await as('ana', 'close', { view: third.view.id });
    expect((await as('ana', 'inbox')).view.id).toBe(second.view.id);
  });

  test('a response_url is good for five uses in half an hour', async () => {
    const { as, asked, pass, respond } = workspaceOf();
    const url = async () => {
      await as('ana', 'command', { command: '/x', channel: 'general' });
      return new URLSearchParams(asked.at(-1)?.body).get('response_url') ?? '';
    };
    const first = await url();
    for (let n = 0; n < 5; n++) expect(await respond(first, { text: `${n}` })).toMatchObject({ status: 200, body: 'ok' });
    expect(await respond(first, { text: '5' })).toMatchObject({ status: 404, body: '{"ok":false,"error":"used_url"}' });
    expect((await as('ana', 'inbox')).ephemeral).toHaveLength(5);
    const second = await url();
    pass(31 * 60_000);
    expect(await respond(second, { text: 'late' })).toMatchObject({ status: 404, body: '{"ok":false,"error":"expired_url"}' });
  });

  test('what is said through a response_url or to one person shows in that person’s act', async () => {
    const { api, app, as, respond } = workspaceOf();
    app.answers = async ({ body }) => {
      await respond(new URLSearchParams(body).get('response_url') ?? '', { text: 'by url' });
      await api('chat.postEphemeral', { channel: 'C0GENERAL', user: 'U0ANA', text: 'by call' });
      return ok({ text: 'by answer' });
    };
    const { ephemeral } = await as('ana', 'command', { command: '/x', channel: 'general' });
    expect(ephemeral.map(({ text }: { text: string }) => text)).toEqual(['by url', 'by call', 'by answer']);
  });
});

test('after a restart everything is still there, what was owed is delivered', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'slack-')), 'sandbox.db');
  const store = openStore(file);
  const before = workspaceOf({ store });
  before.app.answers = () => ({ status: 500, body: '' });
  const { channel } = await before.api('conversations.create', { name: 'inc-1' });
  const { ts } = await before.api('chat.postMessage', { channel: channel.id, text: 'card' });
  await before.api('pins.add', { channel: channel.id, timestamp: ts });
  await before.as('ana', 'react', {
    channel: 'general',
    ts: (await before.as('ana', 'message', { channel: 'general', text: 'x' })).ts,
    name: 'eyes',
  });
  await before.quiet();
  const known = before.slack.workspace('inc-1');
  store.close();

  const after = workspaceOf({ store: openStore(file) });
  expect(after.slack.workspace('inc-1')).toEqual(known);
  expect((await after.api('conversations.create', { name: 'inc-1' })).error).toBe('name_taken');
  expect(after.slack.next()?.name).toMatch(/^slack event .*, retry 2$/);
  after.pass(61_000);
  await after.quiet();
  expect(new Set(after.events().map(({ event }) => event.type))).toEqual(new Set(['member_joined_channel', 'message', 'reaction_added']));
  expect(after.slack.next()).toBeNull();
});
