import type { RichTextBlock, RichTextElement, RichTextQuote, RichTextSection } from '@slack/types';

/** Rich text is read as it is: nothing in it can become a mention, a link or bold by what a person wrote. */
export const words = (text: string): RichTextElement => ({ type: 'text', text: text || ' ' });
export const strong = (text: string): RichTextElement => ({ type: 'text', text, style: { bold: true } });
export const who = (person: string): RichTextElement => ({ type: 'user', user_id: person });
export const where = (channel: string): RichTextElement => ({ type: 'channel', channel_id: channel });

/** An instant in the reader's own zone, to the second, and of which day where that is not plain. */
export const instant = (at: string, withDay = false): RichTextElement => ({
  type: 'date',
  timestamp: Math.floor(Date.parse(at) / 1000),
  format: withDay ? '{date_short_pretty}, {time_secs}' : '{time_secs}',
  fallback: `${at.slice(withDay ? 0 : 11, 19).replace('T', ' ')} UTC`,
});

/** What people wrote, with the people they named and the addresses in it; everything else in it is read as it is. */
export const written = (text: string): RichTextElement[] =>
  text.split(/(https?:\/\/[^\s<>|]+|@[UW][A-Z0-9]{6,})/).flatMap((part, index): RichTextElement[] => {
    if (part === '') return [];
    if (index % 2 === 0) return [words(part)];
    return [part.startsWith('@') ? who(part.slice(1)) : { type: 'link', url: part }];
  });
export const outOf = (url: string, text: string): RichTextElement => ({ type: 'link', url, text });

const rich = (...elements: (RichTextSection | RichTextQuote)[]): RichTextBlock => ({ type: 'rich_text', elements });

export const line = (...elements: RichTextElement[]): RichTextBlock => rich({ type: 'rich_text_section', elements });
export const withQuote = (said: RichTextElement[], quote: RichTextElement[]): RichTextBlock =>
  rich({ type: 'rich_text_section', elements: said }, { type: 'rich_text_quote', elements: quote });
export const quoted = (text: string): RichTextBlock => rich({ type: 'rich_text_quote', elements: [words(text)] });
/** As it is, character by character. */
export const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || ' ' }] }],
});
