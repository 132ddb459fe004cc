import type { Block, Workspace } from './world.ts';

/** What Slack would show of a text: names for ids, times for times. */
export function readable(text: string, { users, channels }: Workspace): string {
  return text
    .replaceAll(/<@(\w+)>/g, (_, id: string) => `@${users.find((user) => user.id === id)?.handle ?? id}`)
    .replaceAll(/<#(\w+)>/g, (_, id: string) => `#${channels.find((channel) => channel.id === id)?.name ?? id}`)
    .replaceAll(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replaceAll(/<!subteam\^(\w+)>/g, '@$1')
    .replaceAll(/<[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/\*([^*\n]+)\*/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** A message's blocks as lines of text; buttons in brackets. */
export function asText(blocks: Block[], workspace: Workspace): string {
  return blocks.flatMap((block) => linesOf(block, workspace)).join('\n');
}

function linesOf({ type, text, fields = [], elements = [] }: Block, workspace: Workspace): string[] {
  const said = (one: { text?: unknown }) => readable(wordsOf(one), workspace);
  if (type === 'header') return [said({ text }).toUpperCase()];
  if (type === 'actions') return [elements.map((one) => `[ ${wordsOf(one) || wordsOf({ text: one.placeholder })} ]`).join('  ')];
  if (type === 'context') return elements.map(said);
  return [...(text ? said({ text }).split('\n') : []), ...fields.map((field) => said(field).split('\n').join(' · '))];
}

const wordsOf = ({ text }: { text?: unknown }): string =>
  typeof text === 'string' ? text : typeof text === 'object' && text !== null ? wordsOf(text) : '';
