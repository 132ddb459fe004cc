import type { Button, KnownBlock } from '@slack/types';
import * as z from 'zod';
import type { Figures, Read } from '#domain/improvement/backlog';
import type { Sprint } from '#domain/improvement/sprint';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { actions, button, context, section } from '#slack-kit/blocks';
import { showButton } from '#slack-kit/improvement-buttons';
import { rowSaid } from '#slack-kit/improvement-words';
import { questionNames } from '#slack-kit/postmortem-words';
import { sprintSaid } from '#slack-kit/sprint-words';
import { mention, named } from '#slack-kit/text';

export const Which = z.enum(['open', 'overdue', 'waiting', 'proposed', 'done', 'declined', 'over']);
export type Which = z.infer<typeof Which>;
/** What has left the backlog. */
export const isEnded = (which: Which): which is 'done' | 'declined' | 'over' =>
  which === 'done' || which === 'declined' || which === 'over';

/** Which improvements are meant; of nobody and nothing in particular: all. */
export const Scope = z.object({
  owner: PersonId.optional(),
  teams: z.array(TeamSlug).max(20).optional(),
  service: ServiceSlug.optional(),
  which: Which,
  words: z.string().max(100),
});
export type Scope = z.infer<typeof Scope>;

/** The page travels in its button with what it is a page of. */
export const turned = /^turn-improvements:(earlier|later)$/;
const Wanted = Scope.extend({ page: z.int().min(0) });
export type Wanted = z.infer<typeof Wanted>;
export const readWanted = (value: string | undefined): Wanted => Wanted.parse(JSON.parse(value ?? ''));
const turn = (which: 'earlier' | 'later', label: string, wanted: Wanted): Button =>
  button(`turn-improvements:${which}`, label, JSON.stringify(wanted));

export const pageSize = 10;

/** `sprints`: the quarter of each team that is looked at; `since`: from when on what has ended is listed. */
export type Shown = { rows: Read[]; total: number; figures?: Figures; lookedThrough?: number; sprints?: Sprint[]; since?: string };

export function list(
  { rows, total, figures, lookedThrough, sprints = [], since }: Shown,
  { page, ...scope }: Wanted,
  today: string,
): { text: string; blocks: KnownBlock[] } {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const text = `${total === 1 ? '1 improvement' : `${total.toLocaleString('en')} improvements`}${about(scope)}`;
  const turns = [
    ...(page > 0 ? [turn('earlier', 'Earlier', { ...scope, page: page - 1 })] : []),
    ...(page + 1 < pages ? [turn('later', 'Later', { ...scope, page: page + 1 })] : []),
  ];
  return {
    text,
    blocks: [
      section(`*${text}*${pages > 1 ? ` · page ${page + 1} of ${pages}` : ''}`),
      ...sprints.map((sprint) => section(sprintSaid(sprint))),
      ...rows.map(({ id, improvement, words }) => ({ ...section(rowSaid(id, improvement, words, today)), accessory: showButton(id) })),
      ...(turns.length > 0 ? [actions(...turns)] : []),
      ...(figures && figures.open > 0 ? [context(...figuresSaid(figures, sprints.length > 0))] : []),
      ...(lookedThrough === undefined
        ? []
        : [context(`Looked for in the first ${lookedThrough.toLocaleString('en')} of them, in their order.`)]),
      ...(since === undefined ? [] : [context(`What ended since ${since}; what is older stands with its service.`)]),
      context(
        '`/postmortem improvements team home-mpt`, `service checkout`, `INC-311`, `IMP-12`, each with `overdue`, `waiting`, `proposed`, `done`, `declined`, `over`, or `search` and a word. `add INC-311` proposes one.',
      ),
    ],
  };
}

const whichSaid: Record<Which, string> = {
  open: ', in the order in which they come',
  overdue: ', past their date',
  waiting: ', waiting to be taken',
  proposed: ', proposed and not chosen',
  done: ', done, the newest first',
  declined: ', declined, the newest first',
  over: ', done, declined or merged, the newest first',
};

function about({ owner, teams, service, which, words }: Scope): string {
  return [
    ...(owner ? [` of ${mention(owner)}`] : []),
    ...(teams ? [` of ${teams.map((team) => `\`${team}\``).join(', ')}`] : []),
    ...(service ? [` of \`${service}\``] : []),
    whichSaid[which],
    ...(words ? [`, with “${named(words)}”`] : []),
  ].join('');
}

const percent = (part: number, whole: number) => `${Math.round((part / whole) * 100)} %`;

/** Counted, never estimated: hours are not on record here. */
function figuresSaid({ open, chosen, overdue, dueSoon, questions, oldestDays }: Figures, withSprint: boolean): string[] {
  const asked = questions.filter(({ count }) => count > 0);
  const shares = asked.map(({ question, count }) => `${questionNames[question]} ${count} (${percent(count, open)})`);
  return [
    `${chosen} of ${open} chosen (${percent(chosen, open)}) · ${dueSoon} due within 30 days · ${overdue} past their date · the oldest is ${oldestDays} days old`,
    ...(shares.length > 0 ? [`By question: ${shares.join(', ')}. Preventing beats reacting faster.`] : []),
    ...(withSprint
      ? []
      : [
          'How much of its time a team means for them, and what it had planned for the quarter, stand with `team home-mpt`; hours are not recorded here.',
        ]),
  ];
}
