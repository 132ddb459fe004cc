import type { KnownBlock } from '@slack/types';
import type { PostmortemView } from '#domain/postmortem/view';
import { actions } from '#slack-kit/blocks';
import { proposeButton } from '#slack-kit/improvement-buttons';
import { gradeButton, impactButton } from '#slack-kit/incident-buttons';
import { factorsButton, partButton } from '#slack-kit/known-buttons';
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
import { isUnderWay } from './status.ts';

/** Everything that can be done about it where it stands. Who may is decided when it is pressed. */
export function acts(view: PostmortemView): KnownBlock[] {
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
    postmortem.state === 'draft' && postmortem.requirement !== 'light'
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
