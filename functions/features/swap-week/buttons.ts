import type { ActionsBlock } from '@slack/types';
import { TeamSlug } from '#domain/team/team-slug';
import { actions, button } from '#slack-kit/blocks';

export const answered = /^swap-(?:accept|decline)$/;

/** The team and the question go with them, so that an old button answers no new question. */
export const swapButtons = (slug: TeamSlug, swap: string): ActionsBlock =>
  actions(button('swap-accept', 'I take it', `${slug} ${swap}`, 'primary'), button('swap-decline', 'I cannot', `${slug} ${swap}`));

export function readAnswer({ action_id, value = '' }: { action_id: string; value?: string }) {
  const [slug, swap = ''] = value.split(' ');
  return { slug: TeamSlug.parse(slug), swap, accepted: action_id === 'swap-accept' };
}
