import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { json } from '#sandbox/slack/reading';
import type { Canvas, Json } from '#sandbox/slack/records';
import type { Workspace } from '#sandbox/slack/workspace';
import { openRoom } from './access.ts';
import type { Arguments } from './arguments.ts';

/** https://docs.slack.dev/reference/methods/conversations.canvases.create */
const longest = 1_048_576;

/** `detail` says which line Slack does not take: a quotation in a list, for one. */
function content(value: unknown, refusal: string): string {
  const { type, markdown } = json(value);
  if (type !== 'markdown' || typeof markdown !== 'string')
    throw new Failure('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] must be markdown [json-pointer:/document_content]'] },
    });
  const quoted = markdown.split('\n').findIndex((line) => /^\s+>/.test(line));
  if (quoted >= 0) throw new Failure(refusal, { detail: `'content' error: line ${quoted + 1}: Unsupported block quote in list item` });
  if (markdown.length > longest) throw new Failure(refusal, { detail: "'content' error: too long" });
  return markdown;
}

function create(args: Arguments, { workspace }: Inside): Json {
  const channel = openRoom(workspace, args.needed('channel_id'));
  if (canvasOf(workspace, channel.id)) throw new Failure('channel_canvas_already_exists');
  const markdown = args.given('document_content') ? content(args.structure('document_content'), 'canvas_creation_failed') : '';
  const { userId: by } = workspace.identity().bot;
  const canvas: Canvas = { id: workspace.id('F'), channel: channel.id, title: args.text('title'), markdown, by };
  workspace.canvases.set(canvas.id, canvas);
  return { canvas_id: canvas.id };
}

function standing(args: Arguments, workspace: Workspace): Canvas {
  const canvas = workspace.canvases.get(args.needed('canvas_id'));
  if (!canvas) throw new Failure('canvas_not_found');
  return canvas;
}

/** One change in a call, and of those there are this one: all of it is replaced where no section is named. */
function edit(args: Arguments, { workspace }: Inside): Json {
  const canvas = standing(args, workspace);
  const changes = args.structure('changes');
  const [change, ...more] = Array.isArray(changes) ? changes.map(json) : [];
  if (change?.operation !== 'replace' || change.section_id !== undefined || more.length > 0)
    throw new Failure('invalid_arguments', { response_metadata: { messages: ['[ERROR] unsupported change [json-pointer:/changes]'] } });
  workspace.canvases.set(canvas.id, { ...canvas, markdown: content(change.document_content, 'canvas_editing_failed') });
  return {};
}

function lookup(args: Arguments, { workspace }: Inside): Json {
  const canvas = standing(args, workspace);
  const { contains_text: wanted } = json(args.structure('criteria'));
  if (typeof wanted !== 'string') throw new Failure('invalid_arguments');
  const lines = canvas.markdown.split('\n');
  return { sections: lines.flatMap((line, nth) => (line.includes(wanted) ? [{ id: `temp:C:${canvas.id}${nth}` }] : [])) };
}

export const canvasOf = (workspace: Workspace, channel: string): Canvas | undefined =>
  workspace.canvases.all().find((canvas) => canvas.channel === channel);

/** As `conversations.info` names it. */
export function canvasProperties(workspace: Workspace, channel: string): Json {
  const canvas = canvasOf(workspace, channel);
  return canvas
    ? { properties: { canvas: { file_id: canvas.id, is_empty: canvas.markdown === '', quip_thread_id: `${canvas.id}Q` } } }
    : {};
}

export const canvases = { 'conversations.canvases.create': create, 'canvases.edit': edit, 'canvases.sections.lookup': lookup };
