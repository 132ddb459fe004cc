import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '#sandbox/contracts';
import { button, input, modal, ok, payloadOf, plain, workspaceOf } from './sandbox-slack.ts';

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const last = (asked: HttpRequest[]) => payloadOf(asked.at(-1) ?? { method: '', path: '', query: '', headers: {}, body: '' });

async function withModal(...blocks: object[]) {
  const world = workspaceOf();
  world.app.answers = async ({ body }) => {
    await world.api('views.open', {
      trigger_id: new URLSearchParams(body).get('trigger_id'),
      view: { ...modal(...blocks), notify_on_close: true },
    });
    return ok();
  };
  const { view } = await world.as('ana', 'command', { command: '/x', channel: 'general' });
  world.app.answers = () => ok();
  return { ...world, view };
}

describe('in a view', () => {
  test('what is picked is sent and stays picked; the trigger pushes a view', async () => {
    const select = { type: 'static_select', action_id: 'severity', options: [option('sev1'), option('sev2')] };
    const { api, app, as, asked, view } = await withModal({ type: 'actions', block_id: 'row', elements: [select, button('more')] });
    await as('ana', 'action', { view: view.id, action: 'severity', option: 'sev2' });
    expect(last(asked)).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { id: view.id, hash: view.hash },
      state: { values: { row: { severity: { type: 'static_select', selected_option: option('sev2') } } } },
      actions: [{ type: 'static_select', action_id: 'severity', block_id: 'row', selected_option: option('sev2') }],
    });
    expect(last(asked)).not.toHaveProperty('response_url');
    expect((await as('ana', 'inbox')).view.state.values.row.severity.selected_option).toEqual(option('sev2'));
    expect(await as('ana', 'action', { view: view.id, action: 'severity', option: 'sev9' })).toMatchObject({
      http: 400,
      error: 'invalid_values',
    });

    app.answers = async (request) => {
      await api('views.push', { trigger_id: payloadOf(request).trigger_id, view: modal({ type: 'divider' }) });
      return ok();
    };
    expect((await as('ana', 'action', { view: view.id, action: 'more' })).view).toMatchObject({ previous_view_id: view.id });
  });

  test('an input is sent only when the block dispatches', async () => {
    const typed = { type: 'plain_text_input', action_id: 'a' };
    const { as, asked, view } = await withModal(input('quiet', typed), input('loud', typed, { dispatch_action: true }));
    const before = asked.length;
    await as('ana', 'action', { view: view.id, action: 'a', block: 'quiet', text: 'x' });
    expect(asked).toHaveLength(before);
    await as('ana', 'action', { view: view.id, action: 'a', block: 'loud', text: 'y' });
    expect(last(asked).actions).toMatchObject([{ type: 'plain_text_input', block_id: 'loud', value: 'y' }]);
    expect(await as('ana', 'action', { view: view.id, action: 'a', text: 'z' })).toMatchObject({ http: 400, error: 'ambiguous_action' });
  });

  test('an external select asks the app, once enough is typed, and takes only what was offered', async () => {
    const { app, as, asked, view } = await withModal(input('service', { type: 'external_select', action_id: 'a' }));
    app.answers = (request) => ok({ options: payloadOf(request).value?.startsWith('check') ? [option('checkout')] : [] });
    expect((await as('ana', 'options', { view: view.id, action: 'a', query: 'ch' })).error).toBe('query_too_short');
    expect((await as('ana', 'options', { view: view.id, action: 'a', query: 'check' })).ack).toEqual({ options: [option('checkout')] });
    expect(last(asked)).toMatchObject({
      type: 'block_suggestion',
      action_id: 'a',
      block_id: 'service',
      value: 'check',
      view: { id: view.id },
    });
    expect((await as('ana', 'submit', { view: view.id, values: { service: { a: 'nowhere' } } })).error).toBe('invalid_values');
    expect((await as('ana', 'submit', { view: view.id, values: { service: { a: 'checkout' } } })).status).toBe(200);
  });

  test('options that Slack would not show are an error', async () => {
    const { app, as, view } = await withModal(input('service', { type: 'external_select', action_id: 'a', min_query_length: 0 }));
    app.answers = () => ok({ options: [{ text: plain('x'.repeat(76)), value: 'v' }] });
    expect(await as('ana', 'options', { view: view.id, action: 'a', query: '' })).toMatchObject({ status: 200, error: 'invalid_options' });
  });

  test('closing is told when the view asked for it; others cannot touch it', async () => {
    const { as, asked, view } = await withModal({ type: 'divider' });
    expect(await as('ben', 'close', { view: view.id })).toMatchObject({ http: 404, error: 'view_not_found' });
    await as('ana', 'close', { view: view.id });
    expect(last(asked)).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: view.id } });
    expect((await as('ana', 'inbox')).view).toBeNull();
  });
});

describe('in a message', () => {
  const blocks = [{ type: 'actions', elements: [button('go')] }];

  test('one that only Ana sees is pressed, replaced and deleted by response_url', async () => {
    const { app, as, asked, respond } = workspaceOf();
    app.answers = () => ok({ text: 'choose', blocks });
    const [shown] = (await as('ana', 'command', { command: '/x', channel: 'quiet' })).ephemeral;
    app.answers = async (request) => {
      await respond(payloadOf(request).response_url, { replace_original: true, text: 'chosen' });
      return ok();
    };
    expect((await as('ana', 'action', { channel: 'quiet', ts: shown.ts, action: 'go' })).ephemeral).toMatchObject([
      { ts: shown.ts, text: 'chosen' },
    ]);
    expect(last(asked)).toMatchObject({ container: { is_ephemeral: true, message_ts: shown.ts } });
    expect(last(asked)).not.toHaveProperty('message');
    await respond(last(asked).response_url, { delete_original: true });
    expect((await as('ana', 'inbox')).ephemeral).toEqual([]);
  });

  test('one in a channel is replaced for all', async () => {
    const { api, app, as, respond, slack } = workspaceOf();
    const { ts } = await api('chat.postMessage', { channel: 'C0GENERAL', text: 'choose', blocks });
    app.answers = async (request) => {
      if (request.headers['content-type'] !== 'application/json')
        await respond(payloadOf(request).response_url, { replace_original: true, text: 'chosen' });
      return ok();
    };
    await as('ben', 'action', { channel: 'general', ts, action: 'go' });
    expect(slack.workspace('general').messages).toMatchObject([{ ts, text: 'chosen', edited: { user: 'U0MUSTER' } }]);
  });

  test('two buttons of one name are told apart by value or block', async () => {
    const { api, as, asked } = workspaceOf();
    const rows = ['one', 'two'].map((value) => ({ type: 'actions', block_id: value, elements: [button('go', value)] }));
    const { ts } = await api('chat.postMessage', { channel: 'C0GENERAL', text: 'x', blocks: rows });
    expect((await as('ben', 'action', { channel: 'general', ts, action: 'go' })).error).toBe('ambiguous_action');
    await as('ben', 'action', { channel: 'general', ts, action: 'go', value: 'two' });
    expect(last(asked.filter(({ body }) => body.startsWith('payload'))).actions).toMatchObject([{ block_id: 'two', value: 'two' }]);
  });
});
