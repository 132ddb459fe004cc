import { listen as answerPrompt } from '#features/answer-prompt/listen';
import { listen as askPostmortem } from '#features/ask-postmortem/listen';
import { listen as assignPostmortem } from '#features/assign-postmortem/listen';
import { listen as collectArtifacts } from '#features/collect-artifacts/listen';
import { listen as eraseAnswers } from '#features/erase-answers/listen';
import { listen as exportPostmortem } from '#features/export-postmortem/listen';
import { listen as holdMeeting } from '#features/hold-meeting/listen';
import { listen as keepArtifacts } from '#features/keep-artifacts/listen';
import { listen as listPostmortems } from '#features/list-postmortems/listen';
import { listen as nameFactors } from '#features/name-factors/listen';
import { listen as planMeeting } from '#features/plan-meeting/listen';
import { listen as publishPostmortem } from '#features/publish-postmortem/listen';
import { listen as sayMoment } from '#features/say-moment/listen';
import { listen as showPostmortem } from '#features/show-postmortem/listen';
import { listen as showPostmortemHelp } from '#features/show-postmortem-help/listen';
import { listen as skipPrompt } from '#features/skip-prompt/listen';
import { listen as waivePostmortem } from '#features/waive-postmortem/listen';
import { listen as writeSummary } from '#features/write-summary/listen';
import { improvementListeners } from './improvement-listeners.ts';

/** What people can do about postmortems and improvements. A feature is one name here and one in what follows it. */
export const postmortemListeners = [
  askPostmortem,
  assignPostmortem,
  waivePostmortem,
  answerPrompt,
  skipPrompt,
  eraseAnswers,
  planMeeting,
  holdMeeting,
  publishPostmortem,
  exportPostmortem,
  listPostmortems,
  writeSummary,
  sayMoment,
  nameFactors,
  keepArtifacts,
  collectArtifacts,
  showPostmortem,
  ...improvementListeners,
  showPostmortemHelp,
];
