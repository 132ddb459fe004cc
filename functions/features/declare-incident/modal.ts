import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { DetectedBy, From } from '#domain/incident/declaring-events';
import { Severity, severityInDoubt, severityMeaning } from '#domain/incident/severity';
import { PersonId } from '#domain/person/person';
import type { ServiceEntry } from '#domain/ports';
import { actions, option, plain } from '#slack-kit/blocks';
import { recordButton } from '#slack-kit/incident-buttons';
import { declarationNames } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { shorten } from './line.ts';

export const submitted = 'declare-incident';
export const { service } = declarationNames;
const unknown = option('?', "I don't know", 'Nobody waits for it: it can be set later');

const names = {
  ...declarationNames,
  symptoms: 'symptoms',
  detectedBy: 'detected_by',
  reportedBy: 'reported_by',
  options: 'options',
} as const;
export const titleMissing = { [names.title]: 'Say in a few words what is going wrong. Nothing is declared yet.' };
const detection: Record<DetectedBy, string> = {
  monitoring: 'Monitoring',
  customer: 'A customer',
  colleague: 'A colleague',
  supplier: 'A supplier',
};
const severities = Severity.options.map((severity) => option(severity, severity.toUpperCase(), severityMeaning[severity]));

/** What the modal opens with. `from` travels in it and comes back. */
export type Prefill = { title?: string; symptoms?: string | undefined; reporter: string; from?: From | undefined };

export function declareModal({ title = '', symptoms, reporter, from }: Prefill): ModalView {
  const inDoubt = severities.find(({ value }) => value === severityInDoubt);
  return modal(
    submitted,
    'Declare an incident',
    'Declare',
    [
      question(names.title, 'What is going wrong?', {
        type: 'plain_text_input',
        max_length: 150,
        ...(title && { initial_value: title }),
        focus_on_load: title === '',
      }),
      question(names.service, 'Which service?', {
        type: 'external_select',
        min_query_length: 0,
        placeholder: plain('Name, alias, journey, alert key or URL'),
        initial_option: unknown,
      }),
      question(
        names.severity,
        'How bad is it?',
        { type: 'radio_buttons', options: severities, ...(inDoubt && { initial_option: inDoubt }) },
        { hint: 'When in doubt choose the higher.' },
      ),
      question(
        names.symptoms,
        'What do customers see?',
        { type: 'plain_text_input', multiline: true, max_length: 3000, ...(symptoms && { initial_value: symptoms }) },
        { optional: true },
      ),
      question(
        names.detectedBy,
        'Who noticed first?',
        { type: 'static_select', options: DetectedBy.options.map((one) => option(one, detection[one])) },
        { optional: true },
      ),
      question(names.reportedBy, 'Reported by', { type: 'users_select', initial_user: reporter }, { optional: true }),
      question(
        names.options,
        'Options',
        {
          type: 'checkboxes',
          options: [
            option('private', 'Private', 'Seen only by the people who are brought in'),
            option('drill', 'Drill', 'Practice: real in every way, but counted nowhere'),
          ],
        },
        { optional: true },
      ),
      { ...actions(recordButton), block_id: 'over_already' },
    ],
    from && { from },
  );
}

/** The reader beside the view: a filled modal as what its author wants. */
export function read(view: Filled, by: PersonId) {
  const { text, choice, choices, person } = answers(view);
  const { from } = z.object({ from: From.optional() }).parse(JSON.parse(view.private_metadata || '{}'));
  return {
    by,
    reportedBy: PersonId.parse(person(names.reportedBy) ?? by),
    ...shorten(text(names.title) ?? '', text(names.symptoms)),
    service: choice(names.service) ?? '?',
    severity: Severity.parse(choice(names.severity) ?? severityInDoubt),
    detectedBy: DetectedBy.optional().parse(choice(names.detectedBy)),
    private: choices(names.options).includes('private'),
    drill: choices(names.options).includes('drill'),
    from,
  };
}

/** What the service select offers; "I don't know" is always there, and first where nothing was typed. */
export function offer(found: ServiceEntry[], query: string) {
  const options = found.slice(0, 99).map(({ slug, name, aliases }) => option(slug, name, aliases.join(', ') || undefined));
  return { options: query.trim() === '' ? [unknown, ...options] : [...options, unknown] };
}
