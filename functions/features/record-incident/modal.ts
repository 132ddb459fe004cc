import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import * as z from 'zod';
import { ImpactLevel } from '#domain/incident/impact';
import { Fix } from '#domain/incident/restoring-events';
import { Severity, severityInDoubt, severityMeaning } from '#domain/incident/severity';
import { context, option, plain, section } from '#slack-kit/blocks';
import { declarationNames } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { cut, when } from '#slack-kit/text';
import type { Times } from './decide.ts';

export const submitted = 'record-incident';
const names = { ...declarationNames, from: 'from', to: 'to', impact: 'impact', fix: 'fix', how: 'how', options: 'options' } as const;
const severities = Severity.options.map((one) => option(one, one.toUpperCase(), severityMeaning[one]));
const fixes = {
  permanent: option('permanent', 'Permanent'),
  workaround: option('workaround', 'Workaround'),
  by_itself: option('by_itself', 'It went away by itself'),
} satisfies Record<Fix, object>;
const levels = [...ImpactLevel.options, 'none'].map((one) => option(one, one));

export type Prefill = Partial<Omit<ReturnType<typeof read>, 'carried'>> & { zone: string; channel?: string | undefined; readBack?: Times };

/** Filled once it says how it read the times; the same again puts it on record. */
export function recordModal({ zone, channel, readBack, ...filled }: Prefill): ModalView {
  const typed = (initial: string | undefined) => ({
    type: 'plain_text_input' as const,
    max_length: 100,
    ...(initial && { initial_value: initial }),
  });
  const chosen = (options: PlainTextOption[], value: string | undefined) => {
    const initial_option = options.find((one) => one.value === value);
    return { options, ...(initial_option && { initial_option }) };
  };
  const hint = `Yours (${zone}): 13:51, yesterday 23:30, 2026-03-10 13:51.`;
  const hidden = option('private', 'Private', 'Seen only by the people who are brought in');
  return modal(
    submitted,
    'It is over already',
    readBack ? 'That is right' : 'Read it back',
    [
      ...(readBack ? said(readBack) : [context('It goes on record as of when it was, and as resolved. Nobody is asked.')]),
      question(names.title, 'What was going wrong?', {
        type: 'plain_text_input',
        max_length: 150,
        ...(filled.title && { initial_value: cut(filled.title, 150) }),
      }),
      question(names.service, 'Which service?', {
        type: 'external_select',
        min_query_length: 0,
        placeholder: plain('Name, alias, journey, alert key or URL'),
        initial_option: option(filled.service || '?', filled.service && filled.service !== '?' ? filled.service : "I don't know"),
      }),
      question(names.severity, 'How bad was it?', { type: 'static_select', ...chosen(severities, filled.severity ?? severityInDoubt) }),
      question(names.from, 'From when were customers hurt?', typed(filled.from), { hint }),
      question(names.to, 'Until when?', typed(filled.to), { hint }),
      question(names.impact, 'How were they hurt?', { type: 'static_select', ...chosen(levels, filled.impact) }),
      question(names.fix, 'Is the cause gone?', { type: 'radio_buttons', ...chosen(Object.values(fixes), filled.fix) }),
      question(names.how, 'How was it resolved?', {
        type: 'plain_text_input',
        multiline: true,
        max_length: 3000,
        ...(filled.how && { initial_value: filled.how }),
      }),
      question(
        names.options,
        'Options',
        { type: 'checkboxes', options: [hidden], ...(filled.private && { initial_options: [hidden] }) },
        { optional: true },
      ),
    ],
    { ...(channel && { channel }), ...(readBack && { readBack }) },
  );
}

const said = ({ from, to }: Times): KnownBlock[] => [
  section(`I read: from *${when(from, 'day and time')}* to *${when(to, 'day and time')}*.`),
  context('Times are shown in your own zone. Nothing is on record yet.'),
];

const at = z.iso.datetime();
const Carried = z.object({ channel: z.string().optional(), readBack: z.object({ from: at, to: at }).optional() });

/** The reader beside the view. The times are still words. */
export function read(view: Filled) {
  const { text, choice, choices } = answers(view);
  return {
    title: text(names.title) ?? '',
    service: choice(names.service) ?? '?',
    severity: Severity.parse(choice(names.severity) ?? severityInDoubt),
    from: text(names.from) ?? '',
    to: text(names.to) ?? '',
    impact: z.enum([...ImpactLevel.options, 'none']).parse(choice(names.impact)),
    fix: Fix.parse(choice(names.fix)),
    how: text(names.how) ?? '',
    private: choices(names.options).includes('private'),
    carried: Carried.parse(JSON.parse(view.private_metadata || '{}')),
  };
}

export const timeUnread = (which: 'from' | 'to') => ({
  [names[which]]: 'I cannot read this as a time. Try 13:51, yesterday 23:30, or 2026-03-10 13:51.',
});
