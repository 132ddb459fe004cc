import type { Button, KnownBlock } from '@slack/types';
import * as z from 'zod';
import { type ListedPostmortem, PlaceInList, type PostmortemBoard } from '#domain/postmortem/board';
import type { ReadablePostmortem } from '#domain/postmortem/listing';
import { ServiceSlug } from '#domain/service/service-slug';
import { actions, button, context, section } from '#slack-kit/blocks';
import { showButton } from '#slack-kit/postmortem-buttons';
import { cut, mention, named, when } from '#slack-kit/text';

export const Which = z.enum(['open', 'overdue', 'closed', 'waived']);
export type Which = z.infer<typeof Which>;

/** The page travels in its button with what it is a page of; `after`: behind which one it begins. */
export const turned = /^turn-postmortems:(first|next)$/;
const Wanted = z.object({ which: Which, mine: z.boolean(), service: ServiceSlug.optional(), after: PlaceInList.optional() });
export type Wanted = z.infer<typeof Wanted>;
export const readWanted = (value: string | undefined): Wanted => Wanted.parse(JSON.parse(value ?? ''));
const turn = (which: 'first' | 'next', label: string, wanted: Wanted): Button =>
  button(`turn-postmortems:${which}`, label, JSON.stringify(wanted));

/** With heading and buttons it stays within Slack's fifty blocks. */
export const pageSize = 15;

/** Where they stand: what is over is not among what is open. */
export const boardFor = ({ which }: Wanted): PostmortemBoard => (which === 'overdue' ? 'open' : which);

/** Which of those there come into question; whether the viewer may read them is looked at one by one. `mine`: those that ask this person something. */
export const fits = (
  one: ListedPostmortem,
  { which, mine, service }: Wanted,
  now: string,
  isMine: (one: ListedPostmortem) => boolean,
): boolean =>
  (which !== 'overdue' || (one.state === 'draft' && one.due < now)) &&
  (!mine || isMine(one)) &&
  (service === undefined || one.service === service);

type Page = {
  rows: ReadablePostmortem[];
  next: PlaceInList | undefined;
  now: string;
  names: ReadonlyMap<string, string>;
};

export function list(wanted: Wanted, { rows, next, now, names }: Page): { text: string; blocks: KnownBlock[] } {
  const text = heading(wanted, names);
  const { after, ...first } = wanted;
  const more = [
    ...(after ? [turn('first', 'From the newest', first)] : []),
    ...(next ? [turn('next', rows.length === 0 ? 'Look further' : 'Older', { ...first, after: next })] : []),
  ];
  const none = next ? 'None of those looked at so far is one that you may read.' : nothing(wanted);
  return {
    text,
    blocks: [
      section(`*${text}*`),
      ...(rows.length === 0 ? [section(none)] : rows.map((row) => rowOf(row, now, names))),
      ...(more.length > 0 ? [actions(...more)] : []),
      context(
        'Until they are published they are read by those who were there and by the owning team. `/postmortem list mine`, `overdue`, `closed`, `waived`, `service checkout`.',
      ),
    ],
  };
}

const headings: Record<Which, string> = {
  open: 'Open postmortems',
  overdue: 'Postmortems whose day has passed',
  closed: 'Published postmortems',
  waived: 'Waived postmortems',
};
const heading = ({ which, mine, service }: Wanted, names: Page['names']) =>
  `${headings[which]}${mine ? ' that are yours' : ''}${service ? ` of ${named(names.get(service) ?? service)}` : ''}`;

const nothing = ({ which, mine }: Wanted) => {
  if (mine) return 'None of them is yours.';
  return {
    open: 'None is open that you may read.',
    overdue: 'None is late. Good.',
    closed: 'None is published yet.',
    waived: 'None was waived.',
  }[which];
};

const stateSaid = {
  not_required: 'not asked for',
  draft: 'people are asked',
  in_review: 'weighed',
  reviewed: 'to be published',
  closed: 'published',
  waived: 'waived',
  dropped: 'the same as another’s',
} as const;

function rowOf({ id, postmortem, title }: ReadablePostmortem, now: string, names: Page['names']): KnownBlock {
  const { incident, service, peak, state, owner, pausedAt } = postmortem;
  const due = 'ladder' in postmortem && state === 'draft' && pausedAt === undefined ? postmortem.ladder.due : undefined;
  const said = [
    `*${incident}* ${named(cut(title, 100))}`,
    named(service === null ? 'unknown service' : (names.get(service) ?? service)),
    peak.toUpperCase(),
    ...(postmortem.drill ? ['an exercise'] : []),
    ...(postmortem.private ? ['private'] : []),
    pausedAt === undefined ? stateSaid[state] : 'waits: the incident came back',
    ...(owner ? [mention(owner)] : []),
    ...(due ? [`${due < now ? 'was due' : 'due'} ${when(due, 'day and time')}`] : []),
  ];
  return { ...section(said.join(' · ')), accessory: showButton(id, 'Show') };
}
