import { describe, expect, test } from 'vitest';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import { button, input, modal, plain } from './sandbox-slack.ts';

const failure = (work: () => unknown): { code?: string; detail?: { response_metadata?: { messages: string[] } } } => {
  try {
    work();
  } catch (error) {
    return error as { code: string };
  }
  return {};
};
const section = (text: string, more: object = {}) => ({ type: 'section', text: { type: 'mrkdwn', text }, ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const select = (more: object) => ({ type: 'static_select', action_id: 'a', ...more });
const option = (value: string, text = value) => ({ text: plain(text), value });

describe('a message is refused for', () => {
  test.each<[string, object[], string]>([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), '/blocks'],
    ['a section without text', [{ type: 'section' }], '/blocks/0'],
    ['an empty text', [section('')], '/blocks/0/text/text'],
    ['3001 characters', [section('x'.repeat(3001))], '/blocks/0/text/text'],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/blocks/0/text/type'],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }], '/blocks/0/text/text'],
    ['a field that Slack does not know', [section('x', { colour: 'red' })], '/blocks/0'],
    ['a block that Slack does not know', [{ type: 'banner' }], '/blocks/0/type'],
    ['input blocks', [input('b', { type: 'plain_text_input', action_id: 'a' })], '/blocks/0/type'],
    ['two blocks of one id', [section('x', { block_id: 'b' }), section('y', { block_id: 'b' })], '/blocks/1/block_id'],
    ['two elements of one id', [actions(button('a'), button('a'))], '/blocks/0/elements'],
    ['26 buttons', [actions(...Array.from({ length: 26 }, (_, n) => button(`a${n}`)))], '/blocks/0/elements'],
    ['a button of 76', [actions({ ...button('a'), text: plain('x'.repeat(76)) })], '/blocks/0/elements/0/text/text'],
    ['a value of 2001', [actions(button('a', 'x'.repeat(2001)))], '/blocks/0/elements/0/value'],
    ['an input in actions', [actions({ type: 'plain_text_input', action_id: 'a' })], '/blocks/0/elements/0/type'],
    ['no options', [actions(select({ options: [] }))], '/blocks/0/elements/0/options'],
    ['101 options', [actions(select({ options: Array.from({ length: 101 }, (_, n) => option(`${n}`)) }))], '/blocks/0/elements/0/options'],
    ['an option of 76', [actions(select({ options: [option('v', 'x'.repeat(76))] }))], '/blocks/0/elements/0/options/0/text/text'],
    [
      'a first choice not offered',
      [actions(select({ options: [option('a')], initial_option: option('b') }))],
      '/blocks/0/elements/0/initial_option',
    ],
    ['11 things in a context', [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) }], '/blocks/0/elements'],
    ['11 fields', [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }], '/blocks/0/fields'],
  ])('%s', (_, blocks, where) => {
    const { code, detail } = failure(() => checkMessageBlocks(blocks));
    expect(code).toBe('invalid_blocks');
    expect(detail?.response_metadata?.messages.join()).toContain(`[json-pointer:${where}]`);
  });

  test('more than 13,200 characters together', () => {
    expect(failure(() => checkMessageBlocks(Array.from({ length: 5 }, () => section('x'.repeat(2900))))).code).toBe('msg_blocks_too_long');
    expect(failure(() => checkMessageBlocks('no')).code).toBe('invalid_blocks_format');
  });
});

describe('a view is refused for', () => {
  const field = input('b', { type: 'plain_text_input', action_id: 'a' });
  test.each<[string, object]>([
    ['a title of 25', { ...modal(field), title: plain('x'.repeat(25)) }],
    ['inputs without submit', { ...modal(field), submit: undefined }],
    ['101 blocks', modal(...Array.from({ length: 101 }, () => ({ type: 'divider' })))],
    ['3001 characters of private_metadata', { ...modal(field), private_metadata: 'x'.repeat(3001) }],
    ['a long callback_id', { ...modal(field), callback_id: 'x'.repeat(256) }],
    ['a button as input', modal(input('b', button('a')))],
    ['a placeholder of 151', modal(input('b', { type: 'plain_text_input', action_id: 'a', placeholder: plain('x'.repeat(151)) }))],
    ['a Home with a title', { type: 'home', title: plain('x'), blocks: [] }],
  ])('%s', (_, view) => {
    const { code, detail } = failure(() => checkView(view));
    expect(code).toBe('invalid_arguments');
    expect(detail?.response_metadata?.messages[0]).toContain('[json-pointer:/view');
  });

  test('its sheer size', () => {
    const big = { ...modal(...Array.from({ length: 90 }, () => section('x'.repeat(2990)))) };
    expect(failure(() => checkView(big)).code).toBe('view_too_large');
  });
});

test('what is good passes', () => {
  const blocks = [
    section('*hi*', { accessory: button('one'), fields: [plain('x')] }),
    actions(button('a'), select({ action_id: 'b', options: [option('v')] }), { type: 'overflow', action_id: 'c', options: [option('v')] }),
    { type: 'context', elements: [{ type: 'image', image_url: 'https://x/y.png', alt_text: 'y' }, plain('z')] },
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'raw <@U1>' }] }] },
    { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] },
  ];
  expect(checkMessageBlocks(blocks)).toEqual(blocks);
  const view = modal(input('b', { type: 'external_select', action_id: 'a', min_query_length: 0 }), section('text'));
  expect(checkView(view, 'modal')).toEqual(view);
});
