import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';
import { MessagePlace } from '#domain/incident/telling-events';
import { TimelineKind } from '#domain/incident/timeline-kind';
import { option } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { kindName } from '#slack-kit/timeline-words';

export const submitted = 'date-message';
const names = { when: 'when', kind: 'kind' } as const;
const About = z.object({ id: IncidentId, message: MessagePlace, was: z.string() });
type About = z.infer<typeof About>;

const kinds = TimelineKind.options.map((kind) => option(kind, kindName[kind]));

/** `said`: when it was, as far as is known, as its reader would type it. */
export const dateModal = (about: About, said: string, kind: TimelineKind | undefined): ModalView => {
  const initial = kinds.find(({ value }) => value === kind);
  return modal(
    submitted,
    'Time on the timeline',
    'Put there',
    [
      question(
        names.when,
        'When was what it tells of?',
        { type: 'plain_text_input', max_length: 100, initial_value: said, focus_on_load: true },
        { hint: 'In your own time: 14:05, 20 min ago, yesterday 23:30.' },
      ),
      question(
        names.kind,
        'What is it?',
        { type: 'static_select', options: kinds, ...(initial && { initial_option: initial }) },
        { optional: true },
      ),
    ],
    about,
  );
};

/** The reader beside the view. The time is still words; left as it was shown, it is the one it was, to the second. */
export function read(view: Filled & { blocks?: unknown }) {
  const { text, choice } = answers(view);
  const { was, ...about } = About.parse(JSON.parse(view.private_metadata));
  return { ...about, was, when: text(names.when) ?? '', kind: TimelineKind.optional().parse(choice(names.kind)) };
}

export const timeUnread = { [names.when]: 'I cannot read this as a time. Try 14:05, 20 min ago, yesterday 23:30, or 2026-03-10 14:05.' };
