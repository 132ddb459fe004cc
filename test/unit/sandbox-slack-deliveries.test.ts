import { describe, expect, test } from 'vitest';
import { button, ok, workspaceOf } from './sandbox-slack.ts';

describe('events', () => {
  test('are tried again at once, after a minute and after five, and then no more', async () => {
    const { app, as, asked, pass, quiet, slack } = workspaceOf();
    app.answers = () => ({ status: 500, body: '' });
    await as('ana', 'message', { channel: 'general', text: 'x' });
    await quiet();
    expect(asked).toHaveLength(2);
    pass(60_100);
    await quiet();
    expect(asked).toHaveLength(3);
    pass(300_100);
    await quiet();
    expect(asked.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(asked[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
    expect(slack.next()).toBeNull();
  });

  test('are not tried again when the app says so', async () => {
    const { app, as, asked, quiet } = workspaceOf();
    app.answers = () => ({ status: 500, headers: { 'X-Slack-No-Retry': '1' }, body: '' });
    await as('ana', 'message', { channel: 'general', text: 'x' });
    await quiet();
    expect(asked).toHaveLength(1);
  });

  test('come twice with an id of their own, late, or in another order, as the faults say', async () => {
    const { as, events, faults, pass, quiet, slack, clock } = workspaceOf();
    faults.set([
      { on: 'deliver:event', nth: 1, do: 'duplicate', copies: 2 },
      { on: 'deliver:event', nth: 2, do: 'delay', ms: 90_000 },
      { on: 'deliver:event', nth: 3, do: 'reorder' },
    ]);
    for (const text of ['twice', 'late', 'overtaken', 'first']) await as('ana', 'message', { channel: 'general', text });
    await quiet();
    expect(events().map(({ event }) => event.text)).toEqual(['twice', 'twice', 'twice', 'first', 'overtaken']);
    expect(new Set(events().map(({ event_id }) => event_id)).size).toBe(5);
    expect((slack.next()?.at ?? 0) - clock.now()).toBeGreaterThan(80_000);
    pass(90_000);
    await quiet();
    expect(events().at(-1)?.event.text).toBe('late');
  });
});

describe('on the way to the app', () => {
  const said = (channel = 'general') => ({ channel, text: 'x' });

  test.each([
    ['lost-reply', 'connection_failed', 2],
    ['http', 'http_error', 1],
    ['timeout', 'connection_failed', 1],
  ])('an event meets %s and comes again', async (what, reason, heard) => {
    const { as, asked, faults, quiet } = workspaceOf();
    faults.set([{ on: 'deliver:event', nth: 1, do: what, ...(what === 'timeout' ? { ms: 20 } : {}) }]);
    await as('ana', 'message', said());
    await quiet();
    expect(asked).toHaveLength(heard);
    expect(asked.at(-1)?.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': reason });
  });

  test('an event that meets it four times is given up on; one that Slack loses never comes', async () => {
    const { as, asked, faults, pass, quiet, traffic } = workspaceOf();
    faults.set([
      { on: 'deliver:event', nth: 1, do: 'http', tries: 4 },
      { on: 'deliver:event', nth: 2, do: 'drop' },
    ]);
    await as('ana', 'message', said());
    await as('ana', 'message', said());
    for (const ms of [0, 60_000, 300_000]) {
      pass(ms);
      await quiet();
    }
    expect(asked).toEqual([]);
    expect(traffic.since(0).filter((entry) => (entry as { kind: string }).kind === 'given-up')).toHaveLength(1);
  });

  test.each([
    ['lost-reply', {}, 'dispatch_failed', 1],
    ['http', { status: 502 }, 'dispatch_failed', 0],
    ['timeout', {}, 'operation_timeout', 0],
  ])('a command meets %s, and the person is told', async (what, more, error, heard) => {
    const { as, asked, faults } = workspaceOf();
    faults.set([{ on: 'deliver:command', nth: 1, do: what, ...more }]);
    expect(await as('ana', 'command', { command: '/x', channel: 'general' })).toMatchObject({ error });
    expect(asked).toHaveLength(heard);
  });

  test('only what is called so is struck', async () => {
    const { as, asked, faults } = workspaceOf();
    faults.set([{ on: 'deliver:command', of: '/y', do: 'http' }]);
    await as('ana', 'command', { command: '/x', channel: 'general' });
    await as('ana', 'command', { command: '/y', channel: 'general' });
    expect(asked).toHaveLength(1);
  });
});

describe('what people do', () => {
  test('arrives in copies with the same trigger; the person is answered once', async () => {
    const { api, app, as, asked, faults, quiet } = workspaceOf();
    faults.set([{ on: 'deliver:action', nth: 1, do: 'duplicate', copies: 10 }]);
    const { ts } = await api('chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'x',
      blocks: [{ type: 'actions', elements: [button('go')] }],
    });
    await quiet();
    const before = asked.length;
    app.answers = () => ok();
    expect(await as('ben', 'action', { channel: 'general', ts, action: 'go' })).toMatchObject({ status: 200, ack: null });
    await quiet();
    const copies = asked.slice(before);
    expect(copies).toHaveLength(11);
    expect(new Set(copies.map(({ body }) => body)).size).toBe(1);
  });

  test('arrives once more, minutes later, freshly signed', async () => {
    const { as, asked, faults, pass, quiet } = workspaceOf();
    faults.set([{ on: 'deliver:command', nth: 1, do: 'delay', ms: 600_000 }]);
    await as('ana', 'command', { command: '/x', channel: 'general' });
    expect(asked).toHaveLength(1);
    pass(600_000);
    await quiet();
    expect(asked).toHaveLength(2);
    const [first, second] = asked.map(({ headers }) => Number(headers['x-slack-request-timestamp']));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(600);
    expect(asked[1]?.body).toBe(asked[0]?.body);
  });

  test('is a timeout to them after three real seconds, and counted', async () => {
    const { app, as, traffic } = workspaceOf();
    app.answers = () => new Promise((resolve) => setTimeout(() => resolve(ok({ text: 'sorry' })), 3050));
    expect(await as('ana', 'command', { command: '/x', channel: 'general' })).toMatchObject({ error: 'operation_timeout', ephemeral: [] });
    expect(traffic.since(0)).toMatchObject([{ kind: 'to-app', method: 'command', error: 'operation_timeout' }]);
  }, 6000);
});

describe('what happens to the workspace', () => {
  test('people come, are restricted, and leave their groups when they go', async () => {
    const { change, events, quiet, slack } = workspaceOf();
    const { user } = await change({ do: 'add-user', handle: 'cleo', name: 'Cleo', tz: 'Asia/Tokyo' });
    expect(user).toMatchObject({ name: 'cleo', tz_offset: 32_400 });
    await change({ do: 'restrict', user: '@cleo' });
    await change({ do: 'deactivate', user: 'U0BEN' });
    await change({ do: 'empty-group', group: 'payments' });
    await quiet();
    expect(events().map(({ event }) => event.type)).toEqual([
      'team_join',
      'user_change',
      'user_change',
      'subteam_members_changed',
      'subteam_updated',
      'subteam_members_changed',
      'subteam_updated',
    ]);
    expect(events()[3].event).toMatchObject({ subteam_id: 'S0PAY', removed_users: ['U0BEN'], added_users: [] });
    expect(slack.workspace()).toMatchObject({ usergroups: [{ id: 'S0PAY', users: [] }] });
  });

  test('channels are renamed, shared, archived and deleted', async () => {
    const { api, change, events, quiet } = workspaceOf();
    await change({ do: 'rename', channel: 'general', name: 'all' });
    await change({ do: 'share', channel: 'all' });
    await change({ do: 'archive', channel: 'all', user: 'ana' });
    await change({ do: 'unarchive', channel: 'all' });
    await change({ do: 'delete', channel: 'all' });
    await quiet();
    expect(events().map(({ event }) => event.type)).toEqual([
      'channel_rename',
      'channel_shared',
      'channel_archive',
      'channel_unarchive',
      'channel_deleted',
    ]);
    expect((await api('chat.postMessage', { channel: 'C0GENERAL', text: 'x' })).error).toBe('channel_not_found');
    expect((await change({ do: 'explode' })).error).toBe('unknown_change');
  });
});
