import * as z from 'zod';
import type { Effect, Outcome } from '#domain/effects';
import { type Calls, codeOf, refusalOf } from './calls.ts';

export type CanvasEffect = Extract<Effect, { kind: 'canvas' }>;
type Made = Extract<Outcome, { kind: 'canvas' }>;

/** A channel has one canvas. */
const taken = ['channel_canvas_already_exists', 'free_team_canvas_tab_already_exists'];
const gone = ['canvas_not_found', 'canvas_deleted'];
/** Slack shows it, and its library's types do not know of it. */
const Properties = z.object({ canvas: z.object({ file_id: z.string(), is_empty: z.boolean().optional() }) });

/** https://docs.slack.dev/reference/methods/conversations.canvases.create and `canvases.edit`, which replaces all where no section is named. */
export function slackCanvases(calls: Calls) {
  const content = ({ markdown }: CanvasEffect) => ({ type: 'markdown' as const, markdown });
  const write = (canvas: CanvasEffect, canvas_id: string) =>
    calls((slack) => slack.canvases.edit({ canvas_id, changes: [{ operation: 'replace', document_content: content(canvas) }] }));

  async function make(canvas: CanvasEffect): Promise<Outcome> {
    const { channel: channel_id, title } = canvas;
    try {
      const made = await calls((slack) => slack.conversations.canvases.create({ channel_id, title, document_content: content(canvas) }));
      return { kind: 'canvas', canvas: made.canvas_id ?? '' };
    } catch (error) {
      const ours = taken.includes(codeOf(error) ?? '') ? await find(canvas) : undefined;
      if (ours === undefined) throw error;
      await write(canvas, ours.canvas);
      return ours;
    }
  }

  /** What somebody has taken away is made anew, where it is to show something. */
  async function update(canvas: CanvasEffect, made: Made): Promise<Outcome> {
    try {
      await write(canvas, made.canvas);
      return made;
    } catch (error) {
      if (!gone.includes(codeOf(error) ?? '')) throw error;
      return canvas.onlyIfThere ? made : make(canvas);
    }
  }

  /** The channel's canvas, if it is one of ours or an empty one: what people have written there themselves is not touched. */
  async function find(canvas: CanvasEffect): Promise<Made | undefined> {
    const { channel } = await calls((slack) => slack.conversations.info({ channel: canvas.channel }));
    const known = Properties.safeParse(channel?.properties).data?.canvas;
    if (known === undefined) return undefined;
    return known.is_empty || (await isMarked(known.file_id, canvas.mark)) ? { kind: 'canvas', canvas: known.file_id } : undefined;
  }

  async function isMarked(canvas_id: string, contains_text: string): Promise<boolean> {
    try {
      const { sections = [] } = await calls((slack) => slack.canvases.sections.lookup({ canvas_id, criteria: { contains_text } }));
      return sections.length > 0;
    } catch (error) {
      refusalOf(error);
      return false;
    }
  }

  return { make, update, find };
}
