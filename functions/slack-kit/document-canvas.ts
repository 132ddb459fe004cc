import type { PostmortemDocument } from '#domain/postmortem/document';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { markdown } from './document-markdown.ts';

/** Slack takes 1 MiB, and says it in characters: https://docs.slack.dev/reference/methods/conversations.canvases.create */
const mostBytes = 1_000_000;

/** What tells ours from a canvas that people have made. */
export const canvasMark = (id: PostmortemId) => `Kept by Muster as ${id};`;

/** A canvas has no quotation within a list. Nobody is named in it: a name would stand in Slack when somebody wants to be named no more. */
export function canvasText(document: PostmortemDocument): string {
  const [heading = '', ...rest] = markdown(document)
    .replaceAll(/^ +(?=>)/gm, '')
    .split('\n');
  const mark = `${canvasMark(document.id)} what is written into it by hand goes with the next version.`;
  return within(
    [heading, '', mark, ...rest].join('\n'),
    `*A canvas has no room for all of it: \`/postmortem export ${document.incident}\` has the rest.*\n`,
  );
}

function within(text: string, more: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= mostBytes) return text;
  const beginning = new TextDecoder().decode(bytes.subarray(0, mostBytes - more.length - 2));
  return `${beginning.slice(0, beginning.lastIndexOf('\n'))}\n\n${more}`;
}
