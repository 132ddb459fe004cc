import type { KnownBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import type { PostmortemDocument } from '#domain/postmortem/document';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { actions, button, context } from './blocks.ts';
import { documentBlocks, pageOf } from './document-blocks.ts';
import { modal } from './inputs.ts';
import { exportButton } from './meeting-buttons.ts';

const Place = z.object({ id: PostmortemId, version: z.int(), page: z.int().min(0) });
export type ReadingPlace = z.infer<typeof Place>;
/** Two stand in one row, so each has its own action id. */
export const readOn = /^read-postmortem-page:(earlier|later)$/;
export const readPlace = (value: string | undefined): ReadingPlace => Place.parse(JSON.parse(value ?? ''));

/** A document, page by page, in a form of its own. */
export function readingModal(document: PostmortemDocument, wanted: number): ModalView {
  const { id, version } = document;
  const { shown, page, pages } = pageOf(documentBlocks(document), wanted);
  const turn = (which: 'earlier' | 'later', label: string, to: number) =>
    button(`read-postmortem-page:${which}`, label, JSON.stringify({ id, version, page: to } satisfies ReadingPlace));
  const turns = [
    ...(page > 0 ? [turn('earlier', 'Earlier', page - 1)] : []),
    ...(page + 1 < pages ? [turn('later', 'Later', page + 1)] : []),
  ];
  const more: KnownBlock[] = [
    ...(pages > 1 ? [context(`Page ${page + 1} of ${pages}`)] : []),
    actions(...turns, exportButton(id, 'Markdown, JSON')),
  ];
  return modal('read-postmortem', version === 0 ? `${id}, draft` : id, undefined, [...shown, ...more]);
}
