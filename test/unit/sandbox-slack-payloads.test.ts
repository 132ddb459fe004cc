import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '#sandbox/contracts';
import { button, eventOf, input, isEvent, modal, ok, payloadOf, plain, workspaceOf } from './sandbox-slack.ts';

const signatureOf = ({ headers, body }: HttpRequest) =>
  `v0=${createHmac('sha256', 'secret').update(`v0:${headers['x-slack-request-timestamp']}:${body}`).digest('hex')}`;
const last = (asked: HttpRequest[]): HttpRequest => asked.at(-1) ?? { method: '', path: '', query: '', headers: {}, body: '' };

describe('what Slack sends', () => {
  test('a slash command is a signed form, at the moved time, its text encoded', async () => {
    const { as, asked, clock } = workspaceOf();
    clock.move(Date.parse('2027-01-01T00:00:00Z'));
    await as('@ana', 'command', { command: '/incident', text: ' <!channel> & co ', channel: '#general' });
    const request = last(asked);
    expect(request).toMatchObject({ method: 'POST', path: '/slack/events' });
    expect(request.headers['x-slack-signature']).toBe(signatureOf(request));
    expect(Number(request.headers['x-slack-request-timestamp'])).toBeGreaterThanOrEqual(Date.parse('2027-01-01T00:00:00Z') / 1000);
    expect(Object.fromEntries(new URLSearchParams(request.body))).toMatchObject({
      command: '/incident',
      text: '&lt;!channel&gt; &amp; co',
      user_id: 'U0ANA',
      user_name: 'ana',
      channel_id: 'C0GENERAL',
      channel_name: 'general',
      team_id: 'T0MUSTER',
      api_app_id: 'A0MUSTER',
      response_url: expect.stringMatching(/^http:\/\/sandbox\/response\//),
      trigger_id: expect.stringMatching(/^\d+\.T0MUSTER\./),
    });
  });

  test('a button in a message brings message, container, channel, response_url and its own words', async () => {
    const { api, as, asked } = workspaceOf();
    const blocks = [{ type: 'actions', block_id: 'row', elements: [button('go', 'INC-7')] }];
    const { ts } = await api('chat.postMessage', { channel: 'C0GENERAL', text: 'hi', blocks });
    await as('U0BEN', 'action', { channel: 'general', ts, action: 'go' });
    const payload = payloadOf(last(asked));
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0BEN', username: 'ben', team_id: 'T0MUSTER' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0GENERAL', is_ephemeral: false },
      channel: { id: 'C0GENERAL', name: 'general' },
      message: { ts, bot_id: 'B0MUSTER', blocks },
      state: { values: {} },
      actions: [{ type: 'button', action_id: 'go', block_id: 'row', value: 'INC-7', text: plain('Press'), action_ts: expect.any(String) }],
    });
    expect(payload.response_url).toMatch(/\/response\//);
  });

  test('only what is there can be pressed', async () => {
    const { api, as } = workspaceOf();
    const { ts } = await api('chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'hi',
      blocks: [{ type: 'actions', elements: [button('go')] }],
    });
    expect(await as('ben', 'action', { channel: 'general', ts, action: 'stop' })).toMatchObject({ http: 400, error: 'no_such_action' });
    expect(await as('ben', 'action', { channel: 'general', ts: '1.000001', action: 'go' })).toMatchObject({
      http: 404,
      error: 'message_not_found',
    });
    expect(await as('gone', 'command', { command: '/x', channel: 'general' })).toMatchObject({ http: 403, error: 'user_deactivated' });
    expect(await as('ben', 'command', { command: '/x', channel: 'secret' })).toMatchObject({ http: 404, error: 'channel_not_found' });
  });

  test('a submission carries state in each element’s own shape, first values included', async () => {
    const { api, app, as, asked } = workspaceOf();
    const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
    const view = modal(
      input('title', { type: 'plain_text_input', action_id: 'a' }),
      input('severity', {
        type: 'static_select',
        action_id: 'a',
        options: [option('sev1'), option('sev2')],
        initial_option: option('sev2'),
      }),
      input('service', { type: 'external_select', action_id: 'a', min_query_length: 0 }),
      input('who', { type: 'users_select', action_id: 'a' }),
      input('flags', { type: 'checkboxes', action_id: 'a', options: [option('private'), option('drill')] }, { optional: true }),
      input('day', { type: 'datepicker', action_id: 'a' }, { optional: true }),
    );
    app.answers = async (request) => {
      if (request.body.startsWith('command')) return ok();
      if (request.body.includes('block_suggestion')) return ok({ options: [option('checkout')] });
      const trigger_id = new URLSearchParams(request.body).get('trigger_id');
      if (trigger_id) await api('views.open', { trigger_id, view });
      return ok();
    };
    const opened = await as('ana', 'command', { command: '/incident', channel: 'general' });
    expect(opened.view).toMatchObject({ callback_id: 'ask', type: 'modal', blocks: view.blocks });

    const missing = await as('ana', 'submit', { view: opened.view.id, values: { who: { a: '@ben' } } });
    expect(missing).toMatchObject({ http: 400, error: 'invalid_values', message: 'Must be filled in: title, service.' });

    const values = {
      title: { a: 'cards fail' },
      service: { a: 'checkout' },
      who: { a: '@ben' },
      flags: { a: ['drill'] },
      day: { a: '2026-03-10' },
    };
    expect(await as('ana', 'submit', { view: opened.view.id, values })).toMatchObject({ http: 200, status: 200, ack: null });
    const payload = payloadOf(last(asked));
    expect(payload).toMatchObject({
      type: 'view_submission',
      trigger_id: expect.any(String),
      view: { id: opened.view.id, hash: opened.view.hash },
    });
    expect(payload.view.state.values).toEqual({
      title: { a: { type: 'plain_text_input', value: 'cards fail' } },
      severity: { a: { type: 'static_select', selected_option: option('sev2') } },
      service: { a: { type: 'external_select', selected_option: option('checkout') } },
      who: { a: { type: 'users_select', selected_user: 'U0BEN' } },
      flags: { a: { type: 'checkboxes', selected_options: [option('drill')] } },
      day: { a: { type: 'datepicker', selected_date: '2026-03-10' } },
    });
    expect((await as('ana', 'submit', { view: opened.view.id, values })).error).toBe('view_closed');
  });

  test('shortcuts are global, or on a message', async () => {
    const { api, as, asked } = workspaceOf();
    await as('ana', 'shortcut', { callback: 'declare' });
    expect(payloadOf(last(asked))).toMatchObject({ type: 'shortcut', callback_id: 'declare', trigger_id: expect.any(String) });
    const { ts } = await api('chat.postMessage', { channel: 'C0GENERAL', text: 'hi' });
    await as('ana', 'shortcut', { callback: 'declare', channel: 'general', ts });
    expect(payloadOf(last(asked.filter((one) => !isEvent(one))))).toMatchObject({
      type: 'message_action',
      message_ts: ts,
      message: { text: 'hi' },
      channel: { id: 'C0GENERAL' },
    });
  });

  test('opening the Home answers what the app published meanwhile', async () => {
    const { api, app, as } = workspaceOf();
    app.answers = async (request) => {
      const { event } = eventOf(request);
      await api('views.publish', { user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
      return ok();
    };
    expect(await as('ana', 'home')).toMatchObject({ status: 200, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  });

  test('messages and reactions are told of where the app is a member, encoded and with mentions', async () => {
    const { as, events, quiet } = workspaceOf();
    const { ts } = await as('ana', 'message', { channel: 'general', text: '@ben look: a < b' });
    await as('ana', 'message', { channel: 'quiet', text: 'nobody hears' });
    await as('ben', 'react', { channel: 'general', ts, name: 'eyes' });
    await as('ana', 'edit', { channel: 'general', ts, text: 'never mind' });
    await as('ana', 'delete', { channel: 'general', ts });
    await quiet();
    const told = events();
    expect(told.map(({ event }) => event.subtype ?? event.type)).toEqual([
      'message',
      'reaction_added',
      'message_changed',
      'message_deleted',
    ]);
    expect(told[0]).toMatchObject({
      type: 'event_callback',
      team_id: 'T0MUSTER',
      authorizations: [{ user_id: 'U0MUSTER', is_bot: true }],
      event: { type: 'message', user: 'U0ANA', text: '<@U0BEN> look: a &lt; b', channel: 'C0GENERAL', channel_type: 'channel', ts },
    });
    expect(told[1].event).toMatchObject({ reaction: 'eyes', item: { type: 'message', channel: 'C0GENERAL', ts }, item_user: 'U0ANA' });
    expect(new Set(told.map(({ event_id }) => event_id)).size).toBe(4);
  });
});

describe('what Slack makes of an answer', () => {
  test('a command’s words go to the person alone, or to the channel', async () => {
    const { app, as, slack } = workspaceOf();
    app.answers = () => ok({ text: 'only you' });
    expect((await as('ana', 'command', { command: '/incident', channel: 'quiet' })).ephemeral).toMatchObject([
      { text: 'only you', user: 'U0ANA' },
    ]);
    app.answers = () => ok({ text: 'all of you', response_type: 'in_channel' });
    await as('ana', 'command', { command: '/incident', channel: 'quiet' });
    expect(slack.workspace('C0QUIET').messages).toMatchObject([{ text: 'all of you', bot_id: 'B0MUSTER' }]);
    app.answers = () => ({ status: 500, body: '' });
    expect((await as('ana', 'command', { command: '/incident', channel: 'quiet' })).error).toBe('dispatch_failed');
  });

  test('errors keep the modal, update and push change it, clear closes all', async () => {
    const { api, app, as } = workspaceOf();
    const view = modal(input('title', { type: 'plain_text_input', action_id: 'a', initial_value: 'x' }));
    app.answers = async ({ body }) => {
      await api('views.open', { trigger_id: new URLSearchParams(body).get('trigger_id'), view });
      return ok();
    };
    const { view: first } = await as('ana', 'command', { command: '/incident', channel: 'general' });
    app.answers = () => ok({ response_action: 'errors', errors: { title: 'no' } });
    expect((await as('ana', 'submit', { view: first.id })).ack.errors).toEqual({ title: 'no' });
    app.answers = () => ok({ response_action: 'errors', errors: { nowhere: 'no' } });
    expect((await as('ana', 'submit', { view: first.id })).error).toBe('invalid_errors');
    app.answers = () => ok({ response_action: 'update', view: { ...view, callback_id: 'two' } });
    const { view: second } = await as('ana', 'submit', { view: first.id });
    expect(second).toMatchObject({ id: first.id, callback_id: 'two' });
    expect(second.hash).not.toBe(first.hash);
    app.answers = () => ok({ response_action: 'push', view });
    const { view: third } = await as('ana', 'submit', { view: first.id });
    expect(third).toMatchObject({ previous_view_id: first.id, root_view_id: first.id });
    expect((await as('ana', 'submit', { view: first.id })).error).toBe('view_covered');
    app.answers = () => ok({ response_action: 'clear' });
    await as('ana', 'submit', { view: third.id });
    expect((await as('ana', 'inbox')).view).toBeNull();
  });
});
