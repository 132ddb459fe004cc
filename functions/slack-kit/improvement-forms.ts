import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { ImprovementId, Priority } from '#domain/improvement/improvement-kind';
import { mostLetters } from '#domain/improvement/words';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { TeamSlug } from '#domain/team/team-slug';
import { option, plain } from './blocks.ts';
import { question } from './inputs.ts';
import type { Views } from './opening.ts';

/** Which improvement a form is about; `of`: it was opened from what was proposed in this postmortem. */
const About = z.object({ id: ImprovementId, of: PostmortemId.optional(), page: z.int().min(0).optional() });
export type AboutImprovement = z.infer<typeof About>;
export const readAbout = ({ private_metadata }: { private_metadata: string }): AboutImprovement =>
  About.parse(JSON.parse(private_metadata));
/** What was proposed in a postmortem, a page of it. */
export const choiceForm = 'choose-improvements';
export const AboutChoice = z.object({ postmortem: PostmortemId, page: z.int().min(0).default(0) });
type Pressed = { view?: { callback_id?: string; private_metadata?: string } | undefined };
/** Where the button was that was pressed says what lies below the form that it opens. */
export function aboutPressed({ view }: Pressed, id: ImprovementId): AboutImprovement {
  const carried = JSON.parse(view?.private_metadata || '{}');
  if (view?.callback_id === choiceForm) {
    const { postmortem, page } = AboutChoice.parse(carried);
    return { id, of: postmortem, page };
  }
  const below = About.safeParse(carried).data;
  return below?.id === id ? below : { id };
}

/** Whose team it is for, searched among all, wherever it is asked. */
export const teamSearched = 'improvement-team';
export const teamQuestion = (chosen: { slug: TeamSlug; name: string } | undefined) =>
  question(
    teamSearched,
    'Of which team?',
    {
      type: 'external_select',
      min_query_length: 0,
      placeholder: plain('Name of a team', 150),
      ...(chosen && { initial_option: option(chosen.slug, chosen.name) }),
    },
    { optional: true, hint: 'Theirs, so that it is known whose time it takes.' },
  );

const priorities: Record<Priority, string> = { high: 'High', medium: 'Medium', low: 'Low' };
const priorityOption = (one: Priority) => option(one, priorities[one]);
export const priorityQuestion = (name: string, chosen: Priority) =>
  question(name, 'Priority', {
    type: 'static_select',
    options: Priority.options.map(priorityOption),
    initial_option: priorityOption(chosen),
  });
export const wordsQuestion = (name: string, label: string, more: { optional?: boolean; hint?: string; now?: string | undefined } = {}) => {
  const { now, ...others } = more;
  return question(
    name,
    label,
    { type: 'plain_text_input', multiline: true, max_length: mostLetters.words, ...(now && { initial_value: now }) },
    others,
  );
};

export type Sent = { id: string; root_view_id?: string | null; previous_view_id?: string | null };

/** What lies below a form shows how things are now; whoever has closed it meanwhile has seen enough. */
export async function showBelow(client: Views, view_id: string, view: ModalView): Promise<void> {
  try {
    await client.views.update({ view_id, view });
  } catch (error) {
    if ((error as { code?: string }).code !== 'slack_webapi_platform_error') throw error;
  }
}
