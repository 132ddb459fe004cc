import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { cut, cutMarkup } from './text.ts';

/** Slack's limits are cut to here and nowhere else (`platform.md` 2.5). */
export const plain = (text: string, longest = 3000): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text || ' ', longest),
  emoji: false,
});
export const markup = (text: string, longest = 3000): MrkdwnElement => ({ type: 'mrkdwn', text: cutMarkup(text || ' ', longest) });

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, 150) });
export const section = (text: string): SectionBlock => ({ type: 'section', text: markup(text) });
/** For what people wrote: shown as it is, never read as markup. */
export const literal = (text: string): SectionBlock => ({ type: 'section', text: plain(text) });
export const fields = (all: [label: string, value: string][]): SectionBlock => ({
  type: 'section',
  fields: all.slice(0, 10).map(([label, value]) => markup(`*${label}*\n${value}`, 2000)),
});
export const context = (...texts: string[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, 10).map((text) => markup(text, 2000)),
});
export const actions = (...elements: ActionsBlockElement[]): ActionsBlock => ({ type: 'actions', elements });

export const button = (action: string, label: string, value: string, style?: 'primary' | 'danger'): Button => ({
  type: 'button',
  action_id: action,
  text: plain(label, 75),
  value,
  ...(style && { style }),
});
export const linkButton = (action: string, label: string, url: string): Button => ({
  type: 'button',
  action_id: action,
  text: plain(label, 75),
  url,
});

export const option = (value: string, text: string, description?: string): PlainTextOption => ({
  value,
  text: plain(text, 75),
  ...(description && { description: plain(description, 75) }),
});
