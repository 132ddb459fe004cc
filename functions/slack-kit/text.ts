import { cut } from '#domain/cut';

/** Slack's three control characters, and no others: what a person wrote can never become a mention or a link. */
export const escaped = (said: string) => said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A name inside markup. Slack has no escape for `*`, `_`, `~` and backticks; a space of no width behind each takes their power. */
export const named = (name: string) => escaped(name).replace(/[*_~`]/g, '$&\u200b');

/**
 * Text as it was typed, from text as Slack hands it to us: mentions and links come as `<@U1|ana>`, `<#C1|general>`, `<https://…|label>`,
 * and the three control characters as entities. https://docs.slack.dev/messaging/formatting-message-text
 */
export const unescaped = (said: string) =>
  said
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replace(
      /<([@#!])(?:subteam\^)?([^|>]+)(?:\|([^>]*))?>/g,
      (_, sign: string, id: string, name = id) => `${sign === '#' ? '#' : '@'}${name.replace(/^[@#]/, '')}`,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** A few words of what somebody typed, given back to them. */
export const quotedShort = (said: string) => named(cut(unescaped(said), 60));

/** A machine that speaks for itself is named; nobody is called by that. */
export const mention = (author: string) => (author.startsWith('monitor:') ? `*${author.slice(8)}*` : `<@${author}>`);
/** Of many people the first are called; the rest is counted, because a cut could fall into the middle of one. */
export const mentions = (people: readonly string[], most = 20) =>
  [...people.slice(0, most).map(mention), ...(people.length > most ? [`and ${people.length - most} more`] : [])].join(' ');
export const groupMention = (group: string) => `<!subteam^${group}>`;
export const channelLink = (channel: string) => `<#${channel}>`;
export const link = (url: string, label: string) => `<${url.replaceAll('|', '%7C').replaceAll('>', '%3E')}|${escaped(label)}>`;

/** A time in the reader's own zone; the fallback says the zone it is in. */
export function when(at: string, shape: 'time' | 'day and time' = 'time'): string {
  const format = shape === 'time' ? '{time}' : '{date_short_pretty}, {time}';
  return `<!date^${Math.floor(Date.parse(at) / 1000)}^${format}|${at.slice(0, 16).replace('T', ' ')} UTC>`;
}

export { cut };

/** The same for markup: a mention, a link or an entity that does not fit is left out whole. */
export const cutMarkup = (said: string, longest: number) =>
  said.length <= longest ? said : cut(said, longest).replace(/(?:<[^<>]*|&[a-z]*)…$/, '…');

/** Where a message stands, without asking Slack for it. */
export const permalink = (workspace: string | undefined, channel: string, ts: string) =>
  `https://${workspace ?? 'app'}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
