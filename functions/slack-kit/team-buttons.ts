import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { ListedTeam } from '#domain/team/board';
import { TeamSlug } from '#domain/team/team-slug';
import { actions, button, plain, section } from './blocks.ts';
import { escaped } from './text.ts';

/** What one can do about a team, wherever it is shown; its slug is what a button carries. */
export const showPressed = /^show-team:/;
export const showButton = (slug: string, label: string): Button => button(`show-team:${slug}`, label, slug);
/** "Which team?": a search of all of them; what is chosen is shown. */
export const searched = 'show-team-search';
export const describePressed = 'describe-team';
export const describeButton = (slug: string): Button => button(describePressed, 'Edit', slug);
export const createPressed = 'create-team';
export const createButton: Button = button(createPressed, 'Put a team on record', 'new');
export const membersPressed = 'keep-members';
export const membersButton = (slug: string): Button => button(membersPressed, 'Members', slug);
export const rotaPressed = 'show-rota';
export const rotaButton = (slug: string): Button => button(rotaPressed, 'Rota', slug);
export const orderPressed = 'set-order';
export const orderButton = (slug: string): Button => button(orderPressed, 'New order', slug);
export const coverPressed = 'cover-turn';
export const coverButton = (slug: string): Button => button(coverPressed, 'Somebody stands in', slug);
export const leavePressed = 'take-leave';
export const leaveButton = (slug: string): Button => button(leavePressed, 'Leave', slug);
export const calendarPressed = 'show-calendar';
export const calendarButton = (slug: string): Button => button(calendarPressed, 'For a calendar', slug);
export const onCallPressed = 'show-on-call';
export const onCallButton = (slug: string): Button => button(onCallPressed, 'On call at …', slug);
export const swapPressed = 'swap-week';
export const swapButton = (slug: string): Button => button(swapPressed, 'Swap', slug);
export const loadPressed = 'show-load';
export const loadButton = (slug: string): Button => button(loadPressed, 'Load', slug);
export const supportPressed = 'state-support';
export const supportButton = (slug: string): Button => button(supportPressed, 'Say its support share', slug);
export const policyPressed = 'keep-policy';
export const policyButton = (slug: string): Button => button(policyPressed, 'Policy', slug);
export const disbandPressed = 'disband-team';
export const disbandButton = (slug: string): Button => button(disbandPressed, 'Disband', slug, 'danger');
/** Of a service: who takes it back when there is money again. Several of them stand in one row. */
export const handBackPressed = /^change-hand-back:/;
export const handBackButton = (service: string): Button =>
  button(`change-hand-back:${service}`, `Change who takes back ${service}`, service);

export const readTeam = (value: string | undefined): TeamSlug => TeamSlug.parse(value);

const search: ActionsBlock['elements'][number] = {
  type: 'external_select',
  action_id: searched,
  min_query_length: 0,
  placeholder: plain('A team, by its name', 150),
};

/** Nothing was named: everything that begins with a team. */
export const menu = (mine: ListedTeam[] = []): KnownBlock[] => [
  section('Which team?'),
  actions(...mine.slice(0, 5).map(({ slug, name }) => showButton(slug, name)), search, createButton),
];

/** Something was named, and no team is called that. */
export const notFound = (said: string): KnownBlock[] => [
  section(`I know no team that is called “${escaped(said)}”.`),
  actions(search, createButton),
];
