import type { RichTextBlock, RichTextElement, RichTextQuote, RichTextSection } from '@slack/types';

/** Rich text is read as it is: nothing in it can become a mention, a link or bold by what a person wrote. */
export const words = (text: string): RichTextElement => ({ type: 'text', text: text || ' ' });
export const strong = (text: string): RichTextElement => ({ type: 'text', text, style: { bold: true } });
export const who = (person: string): RichTextElement => ({ type: 'user', user_id: person });
export const where = (channel: string): RichTextElement => ({ type: 'channel', channel_id: channel });

const rich = (...elements: (RichTextSection | RichTextQuote)[]): RichTextBlock => ({ type: 'rich_text', elements });

export const line = (...elements: RichTextElement[]): RichTextBlock => rich({ type: 'rich_text_section', elements });
export const quoted = (text: string): RichTextBlock => rich({ type: 'rich_text_quote', elements: [words(text)] });
