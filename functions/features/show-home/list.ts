import type { Button, KnownBlock } from '@slack/types';
import type { DueImprovement, Learning, NextStep, Owes } from '#domain/home/learning';
import type { Sprint } from '#domain/improvement/sprint';
import { actions, section } from '#slack-kit/blocks';
import { showButton as showImprovementButton } from '#slack-kit/improvement-buttons';
import { rowSaid } from '#slack-kit/improvement-words';
import { exportButton, signOffButton } from '#slack-kit/meeting-buttons';
import {
  answerButton,
  chooseButton,
  heldButton,
  meetingButton,
  publishButton,
  showButton,
  summaryButton,
} from '#slack-kit/postmortem-buttons';
import { planSaid } from '#slack-kit/sprint-words';
import { cut, named, when } from '#slack-kit/text';

const nextSaid: Record<NextStep, string> = {
  summary: 'the summary of what it meant for customers',
  plan: 'a time to meet',
  meet: 'the meeting is planned',
  held: 'was the meeting held?',
  choose: 'what to try, after a night’s sleep',
  sign_off: 'only your sign-off is missing',
  signed_by: 'only the sign-off is missing',
  publish: 'all is there: publish it',
};
const nextButton: Record<NextStep, (id: Owes['id']) => Button> = {
  summary: summaryButton,
  plan: meetingButton,
  meet: (id) => exportButton(id, 'Draft'),
  held: heldButton,
  choose: chooseButton,
  sign_off: signOffButton,
  signed_by: (id) => exportButton(id, 'Draft'),
  publish: publishButton,
};

const of = (shown: number, all: number) => (all > shown ? ` · ${shown} of ${all}` : '');

/** Postmortems: what this person owes, each with the button that does it. */
export function owed({ owed: all, owedOf, improvements, improvementsOf }: Learning, today: string): KnownBlock[] {
  if (all.length + improvements.length === 0) return [];
  return [
    section(`*Postmortems: what you owe*${of(all.length, owedOf)}`),
    ...all.flatMap(row),
    ...(improvements.length > 0
      ? [
          section(`*Improvements of yours that are due*${of(improvements.length, improvementsOf)}`),
          ...improvements.map((one) => due(one, today)),
        ]
      : []),
  ];
}

/** For whoever leads a team: what it had meant to do in the quarter. */
export const planned = (sprints: readonly Sprint[]): KnownBlock[] =>
  sprints.map((sprint) => section(`${planSaid(sprint)} \`/postmortem improvements team ${sprint.team}\` has the list.`));

function row({ id, postmortem, title, prompts, next }: Owes): KnownBlock[] {
  const { incident } = postmortem;
  const by = postmortem.state === 'draft' ? [`to be talked through by ${when(postmortem.ladder.due, 'day and time')}`] : [];
  const asked = prompts.length > 0 ? ['your answers are waited for'] : [];
  const said = [`*${incident}* ${named(cut(title, 100))}`, ...asked, ...(next ? [nextSaid[next]] : []), ...by].join(' · ');
  return [
    section(said),
    actions(...(prompts.length > 0 ? [answerButton(id, prompts)] : []), ...(next ? [nextButton[next](id)] : []), showButton(id)),
  ];
}

const due = ({ id, improvement, words }: DueImprovement, today: string): KnownBlock => ({
  ...section(rowSaid(id, improvement, words, today)),
  accessory: showImprovementButton(id),
});
