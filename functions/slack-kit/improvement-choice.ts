import type { Button, KnownBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import type { Read } from '#domain/improvement/backlog';
import { isOpen } from '#domain/improvement/improvement';
import { type PostmortemId, PostmortemId as PostmortemIds } from '#domain/postmortem/postmortem-id';
import { actions, button, context, section } from './blocks.ts';
import { chooseButton, declineButton, noneButton, proposeButton, showButton } from './improvement-buttons.ts';
import { choiceForm } from './improvement-forms.ts';
import { rowSaid } from './improvement-words.ts';
import { modal } from './inputs.ts';
import { asks } from './postmortem-words.ts';

export const turned = /^choose-improvements:(earlier|later)$/;
const Page = z.object({ postmortem: PostmortemIds, page: z.int().min(0) });
export const readPage = (value: string | undefined) => Page.parse(JSON.parse(value ?? ''));
const turn = (which: 'earlier' | 'later', label: string, to: z.infer<typeof Page>): Button =>
  button(`choose-improvements:${which}`, label, JSON.stringify(to));

/** Two blocks for each, and room for what stands around them. */
export const choicePage = 15;

export type Choice = { id: PostmortemId; proposals: Read[]; now: string; page: number; none: boolean };

/** Everything that was proposed out of one incident: what is still to be decided comes first. */
export function choiceView({ id, proposals, now, page, none }: Choice): ModalView {
  const all = proposals.toSorted((a, b) => Number(a.improvement.state !== 'proposed') - Number(b.improvement.state !== 'proposed'));
  const pages = Math.max(1, Math.ceil(all.length / choicePage));
  const at = Math.min(page, pages - 1);
  const left = all.filter(({ improvement }) => improvement.state === 'proposed').length;
  const turns = [
    ...(at > 0 ? [turn('earlier', 'Earlier', { postmortem: id, page: at - 1 })] : []),
    ...(at + 1 < pages ? [turn('later', 'Later', { postmortem: id, page: at + 1 })] : []),
  ];
  const incident = id.replace('PM-', 'INC-') as `INC-${number}`;
  return modal(
    choiceForm,
    'Choose improvements',
    undefined,
    [
      section(asks.p6),
      ...(all.length === 0 ? [section('Nothing is proposed yet.')] : []),
      ...(none ? [context('None was chosen, with a word on what was weighed. That can still change.')] : []),
      ...(pages > 1 ? [context(`${left} to decide · page ${at + 1} of ${pages}`)] : []),
      ...all.slice(at * choicePage, (at + 1) * choicePage).flatMap((one): KnownBlock[] => row(one, now.slice(0, 10))),
      actions(proposeButton(incident as Parameters<typeof proposeButton>[0]), noneButton(id), ...turns),
    ],
    { postmortem: id, page: at },
  );
}

function row({ id, improvement, words }: Read, today: string): KnownBlock[] {
  const said = section(rowSaid(id, improvement, words, today));
  if (improvement.state !== 'proposed') return [{ ...said, accessory: showButton(id) }];
  return [said, actions(...(isOpen(improvement) ? [chooseButton(id), declineButton(id)] : []), showButton(id))];
}
