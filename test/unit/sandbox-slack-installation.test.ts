import { describe, expect, test } from 'vitest';
import type { Manifest } from '#sandbox/slack/slack';
import { workspaceOf } from './sandbox-slack.ts';

const manifest: Manifest = {
  features: {
    slash_commands: [{ command: '/incident', should_escape: true }],
    shortcuts: [{ type: 'global', callback_id: 'declare' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'chat:write.public', 'channels:manage', 'channels:read'] } },
  settings: { event_subscriptions: { bot_events: ['message.channels', 'team_join'] } },
};

describe('what is not in the manifest does not happen', () => {
  test('commands and shortcuts', async () => {
    const { as } = workspaceOf({ manifest });
    expect(await as('ana', 'command', { command: '/service', channel: 'general' })).toMatchObject({ http: 400, error: 'unknown_command' });
    expect(await as('ana', 'shortcut', { callback: 'declare', channel: 'general', ts: '1.0' })).toMatchObject({
      http: 404,
      error: 'unknown_shortcut',
    });
    expect(await as('ana', 'shortcut', { callback: 'declare' })).toMatchObject({ status: 200 });
  });

  test('events', async () => {
    const { as, change, events, quiet } = workspaceOf({ manifest });
    const { ts } = await as('ana', 'message', { channel: 'general', text: 'x' });
    await as('ana', 'react', { channel: 'general', ts, name: 'eyes' });
    await change({ do: 'add-user', handle: 'cleo' });
    await quiet();
    expect(events().map(({ event }) => event.type)).toEqual(['message', 'team_join']);
  });

  test('calls', async () => {
    const { api } = workspaceOf({ manifest });
    expect(await api('users.info', { user: 'U0ANA' })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'users:read',
      provided: manifest.oauth_config.scopes.bot.join(','),
    });
    expect((await api('conversations.create', { name: 'x', is_private: true })).error).toBe('missing_scope');
    expect((await api('conversations.create', { name: 'x' })).ok).toBe(true);
    expect((await api('chat.postMessage', { channel: '#quiet', text: 'x' })).ok).toBe(true);
    expect((await api('chat.postMessage', { channel: '#secret', text: 'x' })).error).toBe('channel_not_found');
  });
});

test('a command that escapes brings references', async () => {
  const { as, asked } = workspaceOf({ manifest });
  const text = 'ask @ben, @payments & @nobody in #general #secret about https://x.test/#general?a=1&b=2 <!here>';
  await as('ana', 'command', { command: '/incident', text, channel: 'general' });
  expect(new URLSearchParams(asked[0]?.body).get('text')).toBe(
    'ask <@U0BEN|ben>, <!subteam^S0PAY|@payments> &amp; @nobody in <#C0GENERAL|general> #secret about <https://x.test/#general?a=1&amp;b=2> &lt;!here&gt;',
  );
});
