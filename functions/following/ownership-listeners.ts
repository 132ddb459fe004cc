import { listen as answerTransfer } from '#features/answer-transfer/listen';
import { listen as cancelTransfer } from '#features/cancel-transfer/listen';
import { listen as changeHandBack } from '#features/change-hand-back/listen';
import { listen as changeLifecycle } from '#features/change-lifecycle/listen';
import { listen as checkReadiness } from '#features/check-readiness/listen';
import { listen as completeTransfer } from '#features/complete-transfer/listen';
import { listen as confirmFunding } from '#features/confirm-funding/listen';
import { listen as correctHistory } from '#features/correct-history/listen';
import { listen as describeService } from '#features/describe-service/listen';
import { listen as describeTeam } from '#features/describe-team/listen';
import { listen as disbandTeam } from '#features/disband-team/listen';
import { listen as handbackService } from '#features/handback-service/listen';
import { listen as keepMembers } from '#features/keep-members/listen';
import { listen as keepPolicy } from '#features/keep-policy/listen';
import { listen as keepRota } from '#features/keep-rota/listen';
import { listen as listServices } from '#features/list-services/listen';
import { listen as overrideGuardrail } from '#features/override-guardrail/listen';
import { listen as registerService } from '#features/register-service/listen';
import { listen as renewFunding } from '#features/renew-funding/listen';
import { listen as replanTransfer } from '#features/replan-transfer/listen';
import { listen as requestTransfer } from '#features/request-transfer/listen';
import { listen as reviewTransfer } from '#features/review-transfer/listen';
import { listen as rotateOnCall } from '#features/rotate-on-call/listen';
import { listen as setTargets } from '#features/set-targets/listen';
import { listen as shadowTransfer } from '#features/shadow-transfer/listen';
import { listen as showLoad } from '#features/show-load/listen';
import { listen as showOnCall } from '#features/show-on-call/listen';
import { listen as showService } from '#features/show-service/listen';
import { listen as showTeam } from '#features/show-team/listen';
import { listen as showTransfer } from '#features/show-transfer/listen';
import { listen as swapWeek } from '#features/swap-week/listen';

/** What people can do about services, about their moving, and about teams. A feature is one name here and one in what follows it. */
export const ownershipListeners = [
  changeLifecycle,
  correctHistory,
  describeService,
  handbackService,
  listServices,
  registerService,
  renewFunding,
  setTargets,
  showService,
  answerTransfer,
  cancelTransfer,
  checkReadiness,
  completeTransfer,
  confirmFunding,
  overrideGuardrail,
  replanTransfer,
  requestTransfer,
  reviewTransfer,
  shadowTransfer,
  showTransfer,
  changeHandBack,
  describeTeam,
  disbandTeam,
  keepMembers,
  keepPolicy,
  keepRota,
  rotateOnCall,
  showLoad,
  showOnCall,
  showTeam,
  swapWeek,
];
