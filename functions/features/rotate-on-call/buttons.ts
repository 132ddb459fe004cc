import type { ActionsBlock } from '@slack/types';
import { TeamSlug } from '#domain/team/team-slug';
import { actions, button } from '#slack-kit/blocks';
import { easierButton } from '#slack-kit/improvement-buttons';

export const notePressed = 'note-handover';
export const noteButtons = (slug: TeamSlug, week: string): ActionsBlock =>
  actions(button(notePressed, 'Leave a note', `${slug} ${week}`, 'primary'), easierButton(slug));

export function readNote(value = ''): { slug: TeamSlug; week: string } {
  const [slug, week = ''] = value.split(' ');
  return { slug: TeamSlug.parse(slug), week };
}
