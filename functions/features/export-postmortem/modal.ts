import type { KnownBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import type { Outcome } from '#domain/effects';
import { noCanvases } from '#domain/postmortem/canvas';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { actions, button, context, option, plain } from '#slack-kit/blocks';
import { pageOf } from '#slack-kit/document-blocks';
import { type Filled, modal } from '#slack-kit/inputs';
import { preformatted } from '#slack-kit/rich';

const Form = z.enum(['markdown', 'json']);
export type Form = z.infer<typeof Form>;
const Wanted = z.object({ id: PostmortemId, version: z.int().min(0), form: Form, page: z.int().min(0) });
export type Wanted = z.infer<typeof Wanted>;

/** The parts of the view; the readers below are the only other place that knows them. */
export const chosen = /^export-postmortem-(version|form)$/;
export const turned = /^export-postmortem-page:(earlier|later)$/;
export const readingPressed = 'export-postmortem-read';

const called: Record<Form, string> = { markdown: 'Markdown', json: 'JSON' };
const versionCalled = (version: number) => (version === 0 ? 'As it stands now' : `Version ${version}`);
/** A view has 250 KB at most, and a select a hundred options. */
const pieceLength = 2900;
const piecesAPage = 30;
const mostVersions = 99;

type Shown = { wanted: Wanted; versions: number[]; text: string; canvas?: string | undefined };

/** The text of a document to be copied, whole or page by page. */
export function exportModal({ wanted, versions, text, canvas }: Shown): ModalView {
  const { id, version, form } = wanted;
  const { shown, page, pages } = pageOf(pieces(text), wanted.page, piecesAPage);
  const turn = (which: 'earlier' | 'later', label: string, to: number) => button(`export-postmortem-page:${which}`, label, String(to));
  const turns = [
    ...(page > 0 ? [turn('earlier', 'Earlier', page - 1)] : []),
    ...(page + 1 < pages ? [turn('later', 'Later', page + 1)] : []),
  ];
  const blocks: KnownBlock[] = [
    actions(
      select(
        'version',
        [0, ...versions.slice(-mostVersions)].toReversed().map((one) => [String(one), versionCalled(one)]),
        String(version),
      ),
      select(
        'form',
        Form.options.map((one) => [one, called[one]]),
        form,
      ),
      button(readingPressed, 'Read it here', id),
    ),
    context(
      `${text.length.toLocaleString('en')} characters${pages > 1 ? `, page ${page + 1} of ${pages}` : ''}. Copy it into \`${id}.${form === 'json' ? 'json' : 'md'}\`. People are called by what they were in it.`,
    ),
    ...(canvas ? [context(canvas)] : []),
    ...shown.map(preformatted),
    ...(turns.length > 0 ? [actions(...turns)] : []),
  ];
  return modal('export-postmortem', id, undefined, blocks, { ...wanted, page });
}

/** What Slack made of it, in a line. */
export function canvasSaid(outcome: Outcome): string | undefined {
  if (outcome.kind === 'canvas') return 'It is the canvas of its incident’s channel too.';
  if (outcome.kind !== 'refused') return undefined;
  const { code } = outcome;
  if (noCanvases.includes(code)) return 'This workspace has no canvases for it, so it is copied from here.';
  return code.endsWith('_already_exists')
    ? 'Its incident’s channel has a canvas of its own, which is left as it is; it is copied from here.'
    : 'Slack made no canvas of it, so it is copied from here. While its channel is there it is tried again by itself.';
}

const select = (name: string, all: [string, string][], value: string) => ({
  type: 'static_select' as const,
  action_id: `export-postmortem-${name}`,
  placeholder: plain(name, 150),
  options: all.map(([one, label]) => option(one, label)),
  initial_option: option(value, all.find(([one]) => one === value)?.[1] ?? value),
});

/** Cut at the ends of lines where there are any, so that what is copied together is what it was. */
function pieces(text: string): string[] {
  const all: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const end = rest.length <= pieceLength ? rest.length : rest.lastIndexOf('\n', pieceLength) + 1 || pieceLength;
    all.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return all.length === 0 ? [' '] : all;
}

/** The readers beside the view: what somebody wants to see now, from what they saw and what they chose. */
export const read = (view: Pick<Filled, 'private_metadata'>): Wanted => Wanted.parse(JSON.parse(view.private_metadata));
export function readChoice(before: Wanted, action_id: string, value: string | undefined): Wanted {
  if (action_id === 'export-postmortem-version') return { ...before, version: Number(value), page: 0 };
  if (action_id === 'export-postmortem-form') return { ...before, form: Form.parse(value), page: 0 };
  return { ...before, page: Number(value) };
}
