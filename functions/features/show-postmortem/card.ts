import type { Button, KnownBlock, ModalView } from '@slack/types';
import { questionsOf } from '#domain/postmortem/boxes';
import { type Checked, checklist, type Item } from '#domain/postmortem/completeness';
import { isImpactConfirmed } from '#domain/postmortem/confirmed';
import { type Moments, momentsMissing, momentsOf, momentsWanted } from '#domain/postmortem/moments';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { Moment, RequiredBecause } from '#domain/postmortem/postmortem-events';
import type { AnswerKey } from '#domain/postmortem/prompt';
import { answeredBy, type Shown } from '#domain/postmortem/showing';
import type { PostmortemView } from '#domain/postmortem/view';
import { actions, context, fields, header, section } from '#slack-kit/blocks';
import { totalSaid, windowsSaid } from '#slack-kit/impact-words';
import { proposeButton } from '#slack-kit/improvement-buttons';
import { rowSaid } from '#slack-kit/improvement-words';
import { gradeButton, impactButton, timelineButton } from '#slack-kit/incident-buttons';
import { modal } from '#slack-kit/inputs';
import { factorsButton, momentsButton, partButton } from '#slack-kit/known-buttons';
import { calendarButton, exportButton, signOffButton, startButton, withoutButton } from '#slack-kit/meeting-buttons';
import {
  answerButton,
  artifactsButton,
  askForButton,
  assignButton,
  chooseButton,
  heldButton,
  meetingButton,
  publishButton,
  summaryButton,
  waiveButton,
} from '#slack-kit/postmortem-buttons';
import { boxNames, factorName } from '#slack-kit/postmortem-words';
import { quoted } from '#slack-kit/rich';
import { mention, named, when } from '#slack-kit/text';

const mostImprovements = 8;

/** One postmortem as it stands: what is known, what is missing, and everything that can be done about it. */
export function card(shown: Shown): { text: string; blocks: KnownBlock[] } {
  const { view } = shown;
  const { id, postmortem, title } = view;
  const text = `${postmortem.incident}: ${title}, postmortem: ${stateSaid[postmortem.state]}`;
  const open = isUnderWay(postmortem);
  return {
    text,
    blocks: [
      header(`${id}: ${title}`),
      fields(standing(shown)),
      ...notes(view),
      ...(open ? [section(`*What it needs*\n${checklist(view).map(ticked).join('\n')}`)] : []),
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

export const isUnderWay = ({ state }: KnownPostmortem) => state === 'draft' || state === 'in_review' || state === 'reviewed';

export const stateSaid: Record<KnownPostmortem['state'], string> = {
  not_required: 'not asked for',
  draft: 'people are asked',
  in_review: 'what they said is weighed',
  reviewed: 'complete, to be published',
  closed: 'published',
  waived: 'waived',
  dropped: 'the same as another’s',
};

const becauseSaid: Record<RequiredBecause, string> = {
  serious: 'it was serious',
  error_budget: 'it used more than a fifth of the quarter’s error budget',
  third_alike: 'it is the third of its kind within 90 days',
  false_alarm: 'it was a false alarm that called people',
  drill: 'it was an exercise',
  asked_for: 'somebody asked for it',
  downgraded: 'it turned out to be less than it seemed',
};
const requirementSaid = { required: 'Required', light: 'A short one', optional: 'Optional' } as const;

function standing({ view: { postmortem, now }, calling }: Shown): [string, string][] {
  const { owner, facilitator, peak, requirement, because, meeting } = { meeting: undefined, ...postmortem };
  const called = (person: typeof owner) => (person === undefined ? 'nobody yet' : calling ? calling(person).label : mention(person));
  const due = 'ladder' in postmortem ? postmortem.ladder.due : undefined;
  const late = due !== undefined && postmortem.state === 'draft' && due < now;
  return [
    ['State', stateSaid[postmortem.state]],
    ...(due ? ([['Due', `${when(due, 'day and time')}${late ? ', which has passed' : ''}`]] as [string, string][]) : []),
    ['Owner', called(owner)],
    ['Facilitator', called(facilitator)],
    ['At worst', peak.toUpperCase()],
    [requirementSaid[requirement], because.map((one) => becauseSaid[one]).join('; ') || 'nothing asks for it'],
    ['Meeting', meetingSaid(postmortem, meeting?.begins)],
  ];
}

function meetingSaid(postmortem: KnownPostmortem, begins: string | undefined): string {
  if ('metAt' in postmortem) return postmortem.waived ? 'none was needed' : `held ${when(postmortem.metAt, 'day and time')}`;
  return begins ? when(begins, 'day and time') : 'no time yet';
}

function notes({ postmortem }: PostmortemView): KnownBlock[] {
  const said = [
    ...(postmortem.drill ? ['This was an exercise.'] : []),
    ...(postmortem.private ? ['It is private: only those whom its incident was opened to can see it.'] : []),
    ...('pausedAt' in postmortem && postmortem.pausedAt
      ? [`The incident came back ${when(postmortem.pausedAt, 'day and time')}: nobody is asked until it is over again.`]
      : []),
    ...(postmortem.more > 0 ? [`${postmortem.more} more were there and are not asked one by one; they can answer all the same.`] : []),
  ];
  return said.length === 0 ? [] : [context(said.join(' '))];
}

const itemName: Record<Item, string> = {
  reporter: 'Reporters asked',
  summary: 'Summary',
  impact: 'Impact confirmed',
  timeline: 'Timeline',
  questions: 'Questions',
  reminder: 'Reminder shown',
  meeting: 'Meeting',
  improvements: 'Improvements',
  high_priority: 'High priority',
  sign_off: 'Sign-off',
};
const ticked = ({ item, missing }: Checked) => (missing === undefined ? `✓ ${itemName[item]}` : `○ *${itemName[item]}*: ${missing}`);

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

function improvements({ id, improvements: all, now }: PostmortemView): KnownBlock[] {
  if (all.length === 0) return [section('*Improvements*: none proposed yet')];
  const rows = all.slice(0, mostImprovements).map((one) => `• ${rowSaid(one.id, one.improvement, one.words, now.slice(0, 10))}`);
  const more = all.length - rows.length;
  return [
    section(`*Improvements*\n${rows.join('\n')}`),
    ...(more > 0 ? [actions(partButton(id, 'improvements', `All ${all.length} improvements`))] : []),
  ];
}

/** Who may is decided when it is pressed. */
function acts(view: PostmortemView): KnownBlock[] {
  const { id, postmortem } = view;
  const { incident } = postmortem;
  const pages = [...(postmortem.artifacts > 0 ? [partButton(id, 'artifacts', 'Artifacts')] : []), exportButton(id)];
  if (postmortem.state === 'not_required')
    return [actions(askForButton(id, 'light'), askForButton(id, 'full'), factorsButton(id), ...pages)];
  if (postmortem.state === 'closed') return [actions(...pages, publishButton(id, 'Publish again'))];
  if (!isUnderWay(postmortem)) return [actions(...pages)];
  const known = [
    summaryButton(id, postmortem.summaryId ? 'Summary and impact' : 'Write the summary'),
    impactButton(incident),
    gradeButton(incident),
    artifactsButton(id),
    factorsButton(id),
  ];
  const meeting =
    postmortem.state === 'draft'
      ? [
          meetingButton(id, postmortem.meeting ? 'Another time' : undefined),
          ...(postmortem.meeting ? [calendarButton(id), startButton(id)] : []),
          heldButton(id),
          withoutButton(id),
        ]
      : [chooseButton(id), signOffButton(id), publishButton(id)];
  return [
    actions(answerButton(id), ...known),
    actions(...meeting, proposeButton(incident)),
    actions(assignButton(id), waiveButton(id), ...pages),
  ];
}

export const shownIn = (id: PostmortemView['id'], blocks: KnownBlock[]): ModalView => modal('shown-postmortem', id, undefined, blocks);
