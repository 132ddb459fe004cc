import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { ImpactLevel } from '#domain/incident/impact';
import { option, plain } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { readBack } from './answer.ts';
import { Wanted } from './buttons.ts';
import { type Change, longestReason, type SaidImpact } from './decide.ts';
import { type Level, plainly, readShare } from './line.ts';
import type { Times } from './read.ts';

export const submitted = 'set-impact';
export const confirmed = 'set-impact-confirmed';
const names = { level: 'level', share: 'share', from: 'from', to: 'to', reason: 'reason' } as const;
const meaning: Record<Level, string> = {
  unavailable: 'Nobody could do what they came for',
  partial: 'A share of requests, users or journeys failed',
  degraded: 'Slower or worse, and it worked',
  none: 'Customers were not hurt',
};
const levels = ([...ImpactLevel.options, 'none'] as const).map((level) => option(level, level, meaning[level]));

/** `words` are the times as their reader would type them; the instants travel along, so that untouched words keep their seconds. */
export type Prefill = Partial<SaidImpact> & { words: Times; zone: string };

export function impactModal(about: About, { level, fraction, from, to, reason, words, zone }: Prefill): ModalView {
  const chosen = levels.find(({ value }) => value === level);
  const typed = (initial: string | undefined, example: string) => ({
    type: 'plain_text_input' as const,
    max_length: 100,
    placeholder: plain(example, 150),
    ...(initial && { initial_value: initial }),
  });
  const share = fraction === undefined || level === 'unavailable' ? undefined : String(fraction);
  return modal(
    submitted,
    `Impact of ${about.id}`,
    'Read it back',
    [
      question(names.level, 'How were customers hurt?', {
        type: 'radio_buttons',
        options: levels,
        ...(chosen && { initial_option: chosen }),
      }),
      question(names.share, 'Which share of it failed?', typed(share, '0.5'), {
        optional: true,
        hint: 'Between 0 and 1. Only where it was a part.',
      }),
      question(names.from, 'From when?', typed(words.from, '13:51'), {
        optional: true,
        hint: `Times are yours (${zone}): 13:51, 20 min ago, yesterday 23:30. Empty: from now, or from the declaration while nothing is recorded.`,
      }),
      question(names.to, 'Until when?', typed(words.to, '14:34'), { optional: true, hint: 'Empty: it is still so.' }),
      question(
        names.reason,
        'Why is it corrected?',
        { type: 'plain_text_input', max_length: longestReason, ...(reason && { initial_value: reason }) },
        { optional: true },
      ),
    ],
    { ...about, filled: { from, to } },
  );
}

const Carried = z.object({ filled: z.object({ from: z.string().optional(), to: z.string().optional() }) });

/** The reader beside the view. The times are still words. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  const share = text(names.share);
  const reason = plainly(text(names.reason) ?? '');
  return {
    about: readAbout(view),
    level: Wanted.shape.level.parse(choice(names.level)),
    fraction: share === undefined ? undefined : (readShare(share) ?? Number.NaN),
    times: { from: text(names.from), to: text(names.to) },
    filled: Carried.parse(JSON.parse(view.private_metadata)).filled,
    reason: reason || undefined,
  };
}

export const shareUnread = { [names.share]: 'A number between 0 and 1, for example 0.5, or 50%.' };
export const timeUnread = (which: 'from' | 'to') => ({
  [names[which]]: 'I cannot read this as a time. Try 13:51, 20 min ago, yesterday 23:30, or 2026-03-10 13:51.',
});

/** On top of the form, so that "Change" is one step back and nothing typed is lost. */
export const confirmModal = (wanted: Wanted, inRoom: boolean, change: Change, changes: boolean): ModalView => ({
  ...modal(confirmed, `Impact of ${wanted.id}`, changes ? 'That is right' : undefined, readBack(change), { ...wanted, inRoom }),
  close: plain('Change', 24),
});

const Confirmed = Wanted.extend({ inRoom: z.boolean() });
export const readConfirmed = ({ private_metadata }: { private_metadata: string }) => Confirmed.parse(JSON.parse(private_metadata));
