import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { ServiceEntry } from '#domain/ports';
import { ServiceSlug } from '#domain/service/service-slug';
import { actions, button, plain, section } from './blocks.ts';
import { escaped } from './text.ts';

/** What one can do about a service, wherever it is shown; its slug is what a button carries. */
export const showPressed = /^show-service:/;
/** Several of them stand in one row, so each has its own action id. */
export const showButton = (slug: string, label: string): Button => button(`show-service:${slug}`, label, slug);
/** "Which service?": a search of the whole catalogue; what is chosen is shown. */
export const searched = 'show-service:?';
export const historyPressed = 'show-history';
export const historyButton = (slug: string): Button => button(historyPressed, 'History', slug);
export const correctPressed = 'correct-history';
export const correctButton = (slug: string): Button => button(correctPressed, 'Correct it', slug);
export const targetsPressed = 'set-targets';
export const targetsButton = (slug: string): Button => button(targetsPressed, 'Targets', slug);
export const lifecyclePressed = 'change-lifecycle';
export const lifecycleButton = (slug: string): Button => button(lifecyclePressed, 'Lifecycle', slug);
export const editPressed = 'describe-service';
export const editButton = (slug: string): Button => button(editPressed, 'Edit', slug);
export const registerPressed = 'register-service';
export const registerButton: Button = button(registerPressed, 'Register a service', 'new', 'primary');
export const listPressed = 'list-services';
export const listButton: Button = button(listPressed, 'All services', 'all');
export const readService = (value: string | undefined): ServiceSlug => ServiceSlug.parse(value);

const search: ActionsBlock['elements'][number] = {
  type: 'external_select',
  action_id: searched,
  min_query_length: 0,
  placeholder: plain('Name, alias, journey, alert key or URL', 150),
};

/** Nothing was named: everything that begins with a service. */
export const menu = (): KnownBlock[] => [section('Which service?'), actions(search, listButton, registerButton)];

/** Something was named, and it leads nowhere: what may have been meant. */
export const notFound = (said: string, near: ServiceEntry[]): KnownBlock[] => [
  section(`I know no service that is called “${escaped(said)}”.${near.length > 0 ? ' Did you mean one of these?' : ''}`),
  actions(...near.map(({ slug, name }) => showButton(slug, name)), search),
];
