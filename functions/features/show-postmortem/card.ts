import type { Button, KnownBlock, ModalView } from '@slack/types';
import { questionsOf } from '#domain/postmortem/boxes';
import { type Checked, checklist, type Item, isNotLed } from '#domain/postmortem/completeness';
import { isImpactConfirmed } from '#domain/postmortem/confirmed';
import { type Moments, momentsMissing, momentsOf, momentsWanted } from '#domain/postmortem/moments';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { Moment } from '#domain/postmortem/postmortem-events';
import type { AnswerKey } from '#domain/postmortem/prompt';
import { answeredBy, type Shown } from '#domain/postmortem/showing';
import { type PostmortemView, shownOf } from '#domain/postmortem/view';
import { actions, fields, header, section } from '#slack-kit/blocks';
import { earlierOffered } from '#slack-kit/earlier-words';
import { totalSaid, windowsSaid } from '#slack-kit/impact-words';
import { rowSaid, withheldSaid } from '#slack-kit/improvement-words';
import { timelineButton } from '#slack-kit/incident-buttons';
import { modal } from '#slack-kit/inputs';
import { momentsButton, partButton } from '#slack-kit/known-buttons';
import { facilitatorChoice } from '#slack-kit/postmortem-buttons';
import { boxNames, factorName } from '#slack-kit/postmortem-words';
import { quoted } from '#slack-kit/rich';
import { letInOffered } from '#slack-kit/sign-off-words';
import { named, when } from '#slack-kit/text';
import { acts } from './buttons.ts';
import { isUnderWay, notes, standing, stateSaid } from './status.ts';

const mostImprovements = 8;

/** One postmortem as it stands: what is known, what is missing, and everything that can be done about it. */
export function card(shown: Shown): { text: string; blocks: KnownBlock[] } {
  const { view } = shown;
  const { id, postmortem, title } = view;
  const text = `${postmortem.incident}: ${title}, postmortem: ${stateSaid(postmortem)}`;
  const open = isUnderWay(postmortem);
  return {
    text,
    blocks: [
      header(`${id}: ${title}`),
      fields(standing(shown)),
      ...notes(view),
      ...dispensable(view),
      ...(open || postmortem.state === 'not_required' ? earlierOffered(view.earlier) : []),
      ...(open ? [section(`*What it needs*\n${checklist(view).map(ticked).join('\n')}`)] : []),
      ...(isNotLed(postmortem) ? [facilitatorChoice(id)] : []),
      ...(open ? letInOffered(view) : []),
      ...summary(shown),
      ...hurt(view),
      section(noticed(view)),
      actions(...(open && momentsMissing(view).length > 0 ? [momentsButton(id)] : []), ...timelineButtons(view)),
      section(`*What people said*\n${said(postmortem).map(countSaid).join('\n')}`),
      ...answerPages(view),
      section(`*Contributing factors*: ${factorsSaid(view)}\n*Artifacts*: ${artifactsSaid(postmortem)}`),
      ...improvements(view),
      ...acts(view),
    ],
  };
}

/** Whoever may read it reads what makes it dispensable. */
const dispensable = ({ postmortem, waivedReason }: PostmortemView): KnownBlock[] =>
  postmortem.state === 'waived'
    ? [section(`*Waived* ${when(postmortem.waivedBy.at, 'day and time')}`), quoted(waivedReason || 'Words removed')]
    : [];

const itemName: Record<Item, string> = {
  reporter: 'Reporters asked',
  summary: 'Summary',
  impact: 'Impact confirmed',
  timeline: 'Timeline',
  questions: 'Questions',
  reminder: 'Reminder shown',
  facilitator: 'Facilitator',
  meeting: 'Meeting',
  improvements: 'Improvements',
  high_priority: 'High priority',
  sign_off: 'Sign-off',
};
const ticked = ({ item, missing }: Checked) => (missing === undefined ? `✓ ${itemName[item]}` : `• *${itemName[item]}*: ${missing}`);

const summary = ({ summary: words }: Shown): KnownBlock[] =>
  words === undefined ? [section('*Summary*: not written yet')] : [section('*Summary*'), quoted(words)];

function hurt({ incident: { impact }, postmortem }: PostmortemView): KnownBlock[] {
  const confirmed = isImpactConfirmed(postmortem, impact) ? '✓ confirmed' : 'not confirmed';
  return [
    section(
      impact.length === 0
        ? `*Impact on customers* (${confirmed}): none is on record`
        : `*Impact on customers* (${confirmed})\n${windowsSaid(impact)}\n${totalSaid(impact)}`,
    ),
  ];
}

export const momentName: Record<Moment, string> = {
  detection: 'Noticed',
  first_response: 'First had by somebody',
  restoration: 'Customers no longer hurt',
};
function noticed(view: PostmortemView): string {
  const moments: Moments = momentsOf(view);
  const lines = momentsWanted(view).map((moment) => {
    const at = moments[moment];
    return `${momentName[moment]}: ${at ? when(at, 'day and time') : '*nobody has said when*'}`;
  });
  return `*Timeline*\n${lines.join('\n')}`;
}

const timelineButtons = ({ id, postmortem }: PostmortemView): Button[] => [
  timelineButton(postmortem.incident),
  partButton(id, 'timeline', 'What is missing from it?'),
];

type Count = { key: AnswerKey; answers: number; nothing: number };
/** What is asked of it and what somebody has written into besides. */
function said(postmortem: KnownPostmortem): Count[] {
  const asked: AnswerKey[] = questionsOf(postmortem);
  const written = Object.values(postmortem.people).flatMap((part) => part?.answered ?? []);
  const keys = (Object.keys(boxNames) as AnswerKey[]).filter((key) => asked.includes(key) || written.includes(key));
  return keys.map((key) => ({
    key,
    answers: answeredBy(postmortem, key).length,
    nothing: Object.values(postmortem.people).filter((part) => part?.nothing.includes(key)).length,
  }));
}
const countSaid = ({ key, answers, nothing }: Count) =>
  `${boxNames[key]}: ${answers === 0 ? 'no answer yet' : answers === 1 ? '1 answer' : `${answers} answers`}${nothing > 0 ? `, ${nothing} with nothing to add` : ''}`;

/** Slack takes 25 elements in a row; there are eleven boxes. */
function answerPages({ id, postmortem }: PostmortemView): KnownBlock[] {
  const pages = said(postmortem).flatMap(({ key, answers }) => (answers > 0 ? [partButton(id, 'answers', boxNames[key], { key })] : []));
  return pages.length === 0 ? [] : [actions(...pages)];
}

const factorsSaid = ({ postmortem }: PostmortemView) =>
  postmortem.factors.map((factor) => named(factorName(factor))).join(', ') || 'none named yet';
const artifactsSaid = ({ artifacts }: KnownPostmortem) => (artifacts === 0 ? 'none yet' : artifacts === 1 ? 'one' : `${artifacts}`);

function improvements(view: PostmortemView): KnownBlock[] {
  const { id, now } = view;
  const all = shownOf(view);
  const withheld = view.improvements.length - all.length;
  if (view.improvements.length === 0) return [section('*Improvements*: none proposed yet')];
  const rows = all.slice(0, mostImprovements).map((one) => `• ${rowSaid(one.id, one.improvement, one.words, now.slice(0, 10))}`);
  const more = all.length - rows.length;
  return [
    section(`*Improvements*\n${[...rows, ...(withheld > 0 ? [withheldSaid(withheld)] : [])].join('\n')}`),
    ...(more > 0 ? [actions(partButton(id, 'improvements', `All ${all.length} improvements`))] : []),
  ];
}

export const shownIn = (id: PostmortemView['id'], blocks: KnownBlock[]): ModalView => modal('shown-postmortem', id, undefined, blocks);
