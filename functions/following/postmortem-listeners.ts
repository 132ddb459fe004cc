import { listen as answerPrompt } from '#features/answer-prompt/listen';
import { listen as eraseAnswers } from '#features/erase-answers/listen';
import { listen as holdMeeting } from '#features/hold-meeting/listen';
import { listen as planMeeting } from '#features/plan-meeting/listen';
import { listen as showPostmortemHelp } from '#features/show-postmortem-help/listen';
import { listen as skipPrompt } from '#features/skip-prompt/listen';

/** What people can do about postmortems and improvements. A feature is one name here and one in what follows it. */
export const postmortemListeners = [answerPrompt, skipPrompt, eraseAnswers, planMeeting, holdMeeting, showPostmortemHelp];
