import type { ActionsBlock, Button, StaticSelect } from '@slack/types';
import * as z from 'zod';
import type { PersonId } from '#domain/person/person';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { Prompt } from '#domain/postmortem/prompt';
import { button, option, plain } from './blocks.ts';

/** What one can do about a postmortem, wherever it is shown; its number is what a button carries. */
export const showPressed = 'show-postmortem';
export const showButton = (id: PostmortemId, label = 'Look at it'): Button => button(showPressed, label, id);
export const summaryPressed = 'write-summary';
export const summaryButton = (id: PostmortemId, label = 'Write the summary'): Button => button(summaryPressed, label, id, 'primary');
export const artifactsPressed = 'keep-artifacts';
export const artifactsButton = (id: PostmortemId): Button => button(artifactsPressed, 'Artifacts and people', id);
export const meetingPressed = 'plan-meeting';
export const meetingButton = (id: PostmortemId, label = 'Pick a time to meet'): Button => button(meetingPressed, label, id);
/** The form opens with what the label says. */
export const shortMeetingButton = (id: PostmortemId): Button => button(meetingPressed, 'Book 30 min now', `${id} 30`);
export function readMeeting(value = ''): { id: PostmortemId; minutes?: number } {
  const [id, minutes] = value.split(' ');
  return { id: PostmortemId.parse(id), ...(minutes !== undefined && { minutes: z.coerce.number().int().parse(minutes) }) };
}
export const heldPressed = 'hold-meeting';
export const heldButton = (id: PostmortemId): Button => button(heldPressed, 'Held', id);
export const assignPressed = 'assign-postmortem';
export const assignButton = (id: PostmortemId, label = 'Reassign owner'): Button => button(assignPressed, label, id);
/** One click: whoever is chosen drives it from then on. The block's name carries the postmortem. */
export const ownerChosen = 'assign-postmortem-owner';
export const ownerChoice = (id: PostmortemId, owner: PersonId | undefined): ActionsBlock => ({
  type: 'actions',
  block_id: `assign-postmortem ${id}`,
  elements: [
    { type: 'users_select', action_id: ownerChosen, placeholder: plain('Who drives it?', 150), ...(owner && { initial_user: owner }) },
  ],
});
export const facilitatorChosen = 'assign-postmortem-facilitator';
export const facilitatorChoice = (id: PostmortemId): ActionsBlock => ({
  type: 'actions',
  block_id: `assign-facilitator ${id}`,
  elements: [{ type: 'users_select', action_id: facilitatorChosen, placeholder: plain('Who leads the talk?', 150) }],
});
export const readChoice = (block = ''): PostmortemId => PostmortemId.parse(block.split(' ')[1]);
/** Several stand in one row, so each has its own action id. */
export const askForPressed = /^ask-postmortem:/;
export const HowMuch = z.enum(['light', 'full']);
export type HowMuch = z.infer<typeof HowMuch>;
const howMuchSaid: Record<HowMuch, string> = { light: 'A short postmortem', full: 'A full one' };
export const askForButton = (id: PostmortemId, how: HowMuch): Button => button(`ask-postmortem:${how}`, howMuchSaid[how], `${id} ${how}`);
export function readAskFor(value = ''): { id: PostmortemId; how: HowMuch } {
  const [id, how] = value.split(' ');
  return { id: PostmortemId.parse(id), how: HowMuch.parse(how) };
}
export const waivePressed = 'waive-postmortem';
export const waiveButton = (id: PostmortemId): Button => button(waivePressed, 'Waive with reason', id);
export const choosePressed = 'choose-improvements';
export const chooseButton = (id: PostmortemId): Button => button(choosePressed, 'Choose improvements', id, 'primary');
export const publishPressed = 'publish-postmortem';
export const publishButton = (id: PostmortemId, label = 'Publish'): Button => button(publishPressed, label, id, 'primary');
export const readPostmortem = (value: string | undefined): PostmortemId => PostmortemId.parse(value);

/** What somebody is asked of one postmortem; all that is theirs where no prompt is named. */
const About = z.object({ id: PostmortemId, prompts: z.array(Prompt) });
export type AboutPrompts = z.infer<typeof About>;
const aboutValue = (id: PostmortemId, prompts: readonly Prompt[]) => `${id} ${prompts.join(',')}`;
export function readAboutPrompts(value = ''): AboutPrompts {
  const [id, prompts = ''] = value.split(' ');
  return About.parse({ id, prompts: prompts.split(',').filter((one) => one !== '') });
}

export const answerPressed = 'answer-prompt';
export const answerButton = (id: PostmortemId, prompts: readonly Prompt[] = [], label = 'Answer'): Button =>
  button(answerPressed, label, aboutValue(id, prompts), 'primary');
export const skipPressed = 'skip-prompt';
export const skipButton = (id: PostmortemId, prompts: readonly Prompt[]): Button => button(skipPressed, 'Skip', aboutValue(id, prompts));
export const watchedPressed = 'skip-prompt-watched';
export const watchedButton = (id: PostmortemId): Button => button(watchedPressed, 'I only watched', aboutValue(id, []));

/** “Answer later”: when that is, by the calendar of whoever says so. */
export const Later = z.enum(['tomorrow', 'in_two_days']);
export type Later = z.infer<typeof Later>;
const laterSaid: Record<Later, string> = { tomorrow: 'Tomorrow morning', in_two_days: 'In two working days' };
export const laterPressed = 'skip-prompt-later';
export const laterChoice = (id: PostmortemId, prompts: readonly Prompt[]): StaticSelect => ({
  type: 'static_select',
  action_id: laterPressed,
  placeholder: plain('Later', 150),
  options: Later.options.map((one) => option(`${aboutValue(id, prompts)} ${one}`, laterSaid[one])),
});
export function readLater(value = ''): AboutPrompts & { later: Later } {
  const [id = '', prompts = '', later] = value.split(' ');
  return { ...readAboutPrompts(`${id} ${prompts}`), later: Later.parse(later) };
}

/** One's own words, for ever: asked once more. */
export const erasePressed = 'erase-answers';
export const eraseButton = (id: PostmortemId): Button => ({
  ...button(erasePressed, 'Erase what I wrote', id, 'danger'),
  confirm: {
    title: plain('Erase your words?', 100),
    text: plain(
      'Everything that you wrote here goes for ever: on record, begun, and in what is published from now on. That you answered stays.',
      300,
    ),
    confirm: plain('Erase them', 30),
    deny: plain('Keep them', 30),
    style: 'danger',
  },
});
