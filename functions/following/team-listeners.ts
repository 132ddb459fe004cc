import { listen as changeHandBack } from '#features/change-hand-back/listen';
import { listen as describeTeam } from '#features/describe-team/listen';
import { listen as disbandTeam } from '#features/disband-team/listen';
import { listen as keepMembers } from '#features/keep-members/listen';
import { listen as keepPolicy } from '#features/keep-policy/listen';
import { listen as keepRota } from '#features/keep-rota/listen';
import { listen as rotateOnCall } from '#features/rotate-on-call/listen';
import { listen as showLoad } from '#features/show-load/listen';
import { listen as showOnCall } from '#features/show-on-call/listen';
import { listen as showTeam } from '#features/show-team/listen';
import { listen as swapWeek } from '#features/swap-week/listen';

/** What people can do about teams and rotas; the others stand in `handlers/slack.ts`. */
export const teamListeners = [
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
