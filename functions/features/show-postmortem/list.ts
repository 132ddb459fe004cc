import type { Button, KnownBlock } from '@slack/types';
import type { Called } from '#domain/postmortem/document';
import type { Gaps } from '#domain/postmortem/gaps';
import { incidentOf, type PostmortemId } from '#domain/postmortem/postmortem-id';
import type { AnswerKey } from '#domain/postmortem/prompt';
import type { AnswerShown, ArtifactShown, Shown } from '#domain/postmortem/showing';
import { shownOf } from '#domain/postmortem/view';
import { actions, context, section } from '#slack-kit/blocks';
import { lasting } from '#slack-kit/impact-words';
import { rowSaid, withheldSaid } from '#slack-kit/improvement-words';
import { timelineButton } from '#slack-kit/incident-buttons';
import { momentsButton, type Part, partButton } from '#slack-kit/known-buttons';
import { answerButton, artifactsButton } from '#slack-kit/postmortem-buttons';
import { boxes, boxNames } from '#slack-kit/postmortem-words';
import { instant, line, outOf, quoted, words } from '#slack-kit/rich';
import { cut, mention, permalink, when } from '#slack-kit/text';

/** Long answers of many people: each page stays well within what Slack takes in a message. */
export const pageOf: Record<Exclude<Part, 'card' | 'timeline'>, number> = { answers: 6, artifacts: 20, improvements: 15 };

type Paged = { id: PostmortemId; part: Part; from: number; all: number; size: number; key?: AnswerKey };
/** The pages beside this one, and the way back. */
function turning({ id, part, from, all, size, key }: Paged): KnownBlock {
  const at = (place: number, label: string): Button => partButton(id, part, label, { from: place, ...(key && { key }) });
  return actions(
    ...(from > 0 ? [at(Math.max(0, from - size), 'Earlier')] : []),
    ...(from + size < all ? [at(from + size, 'Later')] : []),
    partButton(id, 'card', 'Back to the postmortem'),
  );
}
const counted = ({ from, all, size }: Omit<Paged, 'id' | 'part'>) =>
  all <= size ? [] : [context(`${from + 1} to ${Math.min(all, from + size)} of ${all}`)];

/** What people wrote into one box, one after the other, in their own words. */
export function answersPage(
  { view: { id }, calling }: Shown,
  key: AnswerKey,
  from: number,
  page: AnswerShown[],
  all: number,
): KnownBlock[] {
  const paged = { from, all, size: pageOf.answers };
  return [
    section(`*${boxNames[key]}*\n${boxes[key]}`),
    ...counted(paged),
    ...(page.length === 0 ? [context('Nobody has written anything here.')] : []),
    ...page.flatMap(({ by, words: said }) => [context(calling ? calledSaid(calling(by)) : mention(by)), quoted(said)]),
    turning({ id, part: 'answers', key, ...paged }),
  ];
}
const calledSaid = ({ label, person }: Called) => (person ? mention(person) : label);

const kindName = { link: 'Link', file: 'File', message: 'Message' } as const;
/** What belongs to it, in order of time. */
export function artifactsPage(
  { view: { id } }: Shown,
  from: number,
  { shown, all }: { shown: ArtifactShown[]; all: number },
  workspace: string | undefined,
): KnownBlock[] {
  const paged = { from, all, size: pageOf.artifacts };
  return [
    section('*Artifacts*: what was looked at and written while it went on'),
    ...counted(paged),
    ...shown.map(({ artifact: { at, kind }, leads }) => {
      const url = leads && placeAt(leads.url, workspace);
      const title = cut(leads?.title ?? leads?.url ?? '', 300);
      return line(instant(at), words(`  ${kindName[kind]}  `), url ? outOf(url, title || url) : words('Words removed'));
    }),
    turning({ id, part: 'artifacts', ...paged }),
    actions(artifactsButton(id)),
  ];
}
/** A message is known by its place. */
const placeAt = (url: string, workspace: string | undefined) => {
  const [, channel, ts] = /^message:(\w+)\/([\d.]+)$/.exec(url) ?? [];
  return channel && ts ? permalink(workspace, channel, ts) : url;
};

export function improvementsPage({ view }: Shown, from: number): KnownBlock[] {
  const { id, now } = view;
  const improvements = shownOf(view);
  const withheld = view.improvements.length - improvements.length;
  const paged = { from, all: improvements.length, size: pageOf.improvements };
  const page = improvements.slice(from, from + paged.size);
  return [
    section('*Improvements*'),
    ...counted(paged),
    ...page.map((one) => section(rowSaid(one.id, one.improvement, one.words, now.slice(0, 10)))),
    ...(withheld > 0 ? [context(withheldSaid(withheld))] : []),
    turning({ id, part: 'improvements', ...paged }),
  ];
}

/** What the timeline does not tell. */
export function gapsPage({ view: { id } }: Shown, { missing, silent, more, counted: many }: Gaps): KnownBlock[] {
  const said = [
    ...missing.map((moment) => `• ${missingSaid[moment]}`),
    ...silent.map(
      ({ from, to }) =>
        `• Nothing between ${when(from, 'day and time')} and ${when(to, 'day and time')}: ${lasting(Date.parse(to) - Date.parse(from))} while it was open.`,
    ),
    ...(more > 0 ? [`• ${more} more such silences.`] : []),
  ];
  return [
    section(`*What is missing from the timeline?*\nIt has ${many === 1 ? 'one entry' : `${many} entries`}.`),
    section(said.length === 0 ? '✓ It says when it was noticed, answered and restored, and no half hour is silent.' : said.join('\n')),
    actions(
      ...(missing.length > 0 ? [momentsButton(id)] : []),
      answerButton(id, ['p3'], 'Add what is missing'),
      timelineButton(incidentOf(id)),
      partButton(id, 'card', 'Back to the postmortem'),
    ),
  ];
}
const missingSaid = {
  detection: 'When it was noticed',
  first_response: 'When somebody first had it',
  restoration: 'When customers were no longer hurt',
} as const;
