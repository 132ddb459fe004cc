import { expect, test } from 'vitest';
import type { World } from './visit.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const option = (value: string) => ({ value, text: plain(`Option ${value}`) });
const options = [option('a'), option('b')];
const input = (id: string, element: object, more = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(`Label ${id}`),
  optional: true,
  element: { action_id: 'it', ...element },
  ...more,
});
const view = (id: string, title: string, blocks: object[], previous: string | null = null) => ({
  id,
  hash: `${id}.1`,
  type: 'modal',
  title: plain(title),
  submit: plain('Send'),
  close: plain('Back'),
  blocks,
  state: { values: {} },
  previous_view_id: previous,
});

const every = [
  input('text', { type: 'plain_text_input', multiline: true, max_length: 20, initial_value: 'written' }),
  input('number', { type: 'number_input', is_decimal_allowed: false, initial_value: '3' }),
  input('select', { type: 'static_select', options, initial_option: options[1] }),
  input('multi', { type: 'multi_static_select', options, initial_options: options }),
  input('radio', { type: 'radio_buttons', options, initial_option: options[0] }),
  input('boxes', { type: 'checkboxes', options, initial_options: [options[1]] }),
  input('person', { type: 'users_select', initial_user: 'U0MEI' }),
  input('people', { type: 'multi_users_select', initial_users: ['U0MEI', 'U0ANA'] }),
  input('channel', { type: 'conversations_select' }),
  input('date', { type: 'datepicker', initial_date: '2026-03-29' }),
  input('time', { type: 'timepicker', initial_time: '09:30' }),
  input('moment', { type: 'datetimepicker', initial_date_time: 1_774_783_800 }),
  { type: 'header', block_id: 'h', text: plain('A header') },
  {
    type: 'section',
    block_id: 's',
    text: { type: 'mrkdwn', text: '*bold* &lt;b&gt; <@U0MEI>\n&gt; said' },
    accessory: { type: 'button', action_id: 'x', text: plain('Press') },
  },
  {
    type: 'rich_text',
    block_id: 'r',
    elements: [
      { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a point' }] }] },
    ],
  },
  { type: 'image', block_id: 'i', image_url: 'https://images.example.com/x.png', alt_text: 'A chart of errors' },
  { type: 'carousel', block_id: 'c' },
];

export function blockKit({ visit }: World) {
  test('a form with every kind of field is drawn, sent, refused beside its fields, and kept beneath another', async () => {
    const { page, wrong, modal, actAs } = await visit();
    await actAs('Ana Ferreira');
    let shown: object | null = view('V1', 'Everything', every);
    const sent: { view: string; values: Record<string, Record<string, unknown>> }[] = [];
    await page.route('**/as/*/inbox', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...((await answer.json()) as object), view: shown } });
    });
    await page.route('**/as/*/submit', async (route) => {
      sent.push(route.request().postDataJSON());
      const errors = { number: 'Three is too many.' };
      await route.fulfill({
        json: { status: 200, ackMs: 1, ephemeral: [], ack: sent.length === 1 ? { response_action: 'errors', errors } : null },
      });
      if (sent.length > 1) shown = view('V2', 'On top', [input('more', { type: 'plain_text_input' })], 'V1');
    });
    await modal.getByText('A header').waitFor();
    await modal.getByText('a point').waitFor();
    await modal.getByText('@Mei Lin').first().waitFor();
    await modal.getByText('A “carousel” block stands here').waitFor();
    await modal.getByRole('img', { name: 'A chart of errors' }).waitFor();

    await modal.getByRole('button', { name: 'Send' }).click();
    await modal.locator('[data-block=number]').getByText('Three is too many.').waitFor();
    expect(Object.fromEntries(Object.entries(sent[0]?.values ?? {}).map(([id, { it }]) => [id, it]))).toEqual({
      text: 'written',
      number: '3',
      select: 'b',
      multi: ['a', 'b'],
      radio: 'a',
      boxes: ['b'],
      person: 'U0MEI',
      people: ['U0MEI', 'U0ANA'],
      channel: null,
      date: '2026-03-29',
      time: '09:30',
      moment: 1_774_783_800,
    });

    await modal.getByLabel('Label text').fill('not lost');
    await modal.getByRole('button', { name: 'Send' }).click();
    await modal.getByRole('heading', { name: 'On top' }).waitFor();
    shown = view('V1', 'Everything', every);
    await modal.getByRole('heading', { name: 'Everything' }).waitFor();
    expect(await modal.getByLabel('Label text').inputValue()).toBe('not lost');
    expect(wrong).toEqual([]);
  });
}
