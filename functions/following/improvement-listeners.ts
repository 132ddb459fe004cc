import { listen as assessImprovement } from '#features/assess-improvement/listen';
import { listen as chooseImprovement } from '#features/choose-improvement/listen';
import { listen as declineImprovement } from '#features/decline-improvement/listen';
import { listen as describeImprovement } from '#features/describe-improvement/listen';
import { listen as listImprovements } from '#features/list-improvements/listen';
import { listen as mergeImprovement } from '#features/merge-improvement/listen';
import { listen as moveImprovement } from '#features/move-improvement/listen';
import { listen as proposeImprovement } from '#features/propose-improvement/listen';
import { listen as rankImprovement } from '#features/rank-improvement/listen';
import { listen as reassignImprovement } from '#features/reassign-improvement/listen';
import { listen as rescheduleImprovement } from '#features/reschedule-improvement/listen';
import { listen as showImprovement } from '#features/show-improvement/listen';
import { listen as trackImprovement } from '#features/track-improvement/listen';

/** What people can do about improvements. */
export const improvementListeners = [
  showImprovement,
  listImprovements,
  proposeImprovement,
  chooseImprovement,
  declineImprovement,
  describeImprovement,
  moveImprovement,
  rescheduleImprovement,
  reassignImprovement,
  mergeImprovement,
  rankImprovement,
  assessImprovement,
  trackImprovement,
];
