import type { ModalView } from '@slack/types';
import { Severity, severityMeaning } from '#domain/incident/severity';
import { option } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'grade-incident';
const names = { severity: 'severity', reason: 'reason' } as const;
const severities = Severity.options.map((severity) => option(severity, severity.toUpperCase(), severityMeaning[severity]));

/** Opens with the severity that it has, or with the one that was typed. */
export function gradeModal(about: About, severity: Severity): ModalView {
  const chosen = severities.find(({ value }) => value === severity);
  return modal(
    submitted,
    `Severity of ${about.id}`,
    'Change',
    [
      question(
        names.severity,
        'How bad is it?',
        { type: 'radio_buttons', options: severities, ...(chosen && { initial_option: chosen }) },
        { hint: 'When in doubt choose the higher. How much customers could not use is said apart from it, as impact.' },
      ),
      question(names.reason, 'Why?', { type: 'plain_text_input', multiline: true, max_length: 3000, focus_on_load: true }),
    ],
    about,
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  return { ...readAbout(view), severity: Severity.parse(choice(names.severity)), reason: text(names.reason) ?? '' };
}
