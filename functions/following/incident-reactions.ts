import { archivingIsDue } from '#domain/incident/archiving';
import { duplicatesKnow } from '#domain/incident/duplicates';
import { nobodyReached, rungIsDue } from '#domain/incident/ladder';
import { due, type Reaction } from '#domain/incident/projection';
import { isQuiet } from '#domain/incident/quiet';
import { handoverIsDue, unrestoredIsDue } from '#domain/incident/restoring';
import { shadowsCount } from '#domain/incident/shadowing';
import { tellingIsDue } from '#domain/incident/telling';
import type { Lane } from '#domain/ports';
import { react as sayWhoHasIt } from '#features/acknowledge-incident/react';
import { archiveChannel } from '#features/archive-channel/decide';
import { react as putAway } from '#features/archive-channel/react';
import { askWhetherOver } from '#features/ask-whether-over/decide';
import { react as ask } from '#features/ask-whether-over/react';
import { react as sayWhoDoesWhat } from '#features/assign-role/react';
import { react as sayItIsFalse } from '#features/cancel-incident/react';
import { react as sayItIsClosed } from '#features/close-incident/react';
import { react as sayWhenItWas } from '#features/date-message/react';
import { react as sayItIsTheSame } from '#features/duplicate-incident/react';
import { countDuplicate, followDuplicate } from '#features/duplicate-incident/report';
import { escalateIncident } from '#features/escalate-incident/decide';
import { react as escalate } from '#features/escalate-incident/react';
import { react as readPinned } from '#features/follow-message/react';
import { react as sayHowBad } from '#features/grade-incident/react';
import { react as letIn } from '#features/grant-access/react';
import { lapseHandover } from '#features/handover-incident/decide';
import { page as askToTake, react as handOver } from '#features/handover-incident/react';
import { react as hide } from '#features/hide-incident/react';
import { react as sayItIsMitigated } from '#features/mitigate-incident/react';
import { react as postNote } from '#features/note-incident/react';
import { react as openChannel } from '#features/open-channel/react';
import { react as pagePeople } from '#features/page-people/react';
import { react as pageTeam, sayRefused as sayPagerRefused } from '#features/page-team/react';
import { raiseUnrestored } from '#features/raise-incident/decide';
import { react as raise } from '#features/raise-incident/react';
import { remindUpdate } from '#features/remind-update/decide';
import { react as remind } from '#features/remind-update/react';
import { react as sayTitle } from '#features/rename-incident/react';
import { react as openItAgain } from '#features/reopen-incident/react';
import { react as sayItIsResolved } from '#features/resolve-incident/react';
import { ownerIsOpen, routeIncident } from '#features/route-incident/decide';
import { react as swarm } from '#features/route-incident/react';
import { react as sayImpact } from '#features/set-impact/react';
import { hideShadowPages, recordShadowPage } from '#features/shadow-transfer/decide';
import { react as showCard } from '#features/show-card/react';
import { react as showSimilar } from '#features/show-similar/react';
import { react as tellSubscribers } from '#features/subscribe-incident/react';
import { react as bringIn } from '#features/swarm-people/react';
import { react as sayWhatMachinesSay } from '#features/take-alert/react';
import { react as tellStakeholders } from '#features/tell-stakeholders/react';
import { react as postUpdate } from '#features/update-incident/react';

/** What follows, by lane. A feature is one name here and one among the listeners. */
export const reactions: Record<Lane, Reaction[]> = {
  main: [
    openChannel,
    showCard,
    showSimilar,
    swarm,
    escalate,
    sayWhoHasIt,
    postUpdate,
    remind,
    ask,
    putAway,
    sayItIsMitigated,
    sayItIsResolved,
    openItAgain,
    sayItIsClosed,
    sayItIsFalse,
    sayItIsTheSame,
    sayHowBad,
    sayWhoDoesWhat,
    sayTitle,
    tellSubscribers,
    tellStakeholders,
    bringIn,
    raise,
    handOver,
    letIn,
    hide,
    sayImpact,
    postNote,
    readPinned,
    sayWhenItWas,
    sayWhatMachinesSay,
    sayPagerRefused,
  ],
  page: [pagePeople, askToTake, pageTeam],
};
/** What the record itself asks for, whoever comes by first. */
export const overdue = [
  due({ when: ownerIsOpen, act: routeIncident }),
  due({ when: (incident, at) => rungIsDue(incident, at) || nobodyReached(incident), act: escalateIncident }),
  due({ when: tellingIsDue, act: remindUpdate }),
  due({ when: unrestoredIsDue, act: raiseUnrestored }),
  due({ when: handoverIsDue, act: lapseHandover }),
  due({ when: isQuiet, act: askWhetherOver }),
  due({ when: archivingIsDue, act: archiveChannel }),
  duplicatesKnow(countDuplicate, followDuplicate),
  shadowsCount(recordShadowPage, hideShadowPages),
];
