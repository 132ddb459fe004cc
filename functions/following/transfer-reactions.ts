import { perform } from '#domain/perform';
import { isTransferOverdue } from '#domain/transfer/timers';
import { transfers } from '#domain/transfer/transfer';
import type { TransferDue, TransferReaction } from '#domain/transfer/view';
import { react as answer } from '#features/answer-transfer/react';
import { react as sayItIsOver } from '#features/cancel-transfer/react';
import { react as showChecklist } from '#features/check-readiness/react';
import { react as takeOver } from '#features/complete-transfer/react';
import { react as askForFunding } from '#features/confirm-funding/react';
import { exportLog } from '#features/handback-service/decide';
import { showLog } from '#features/handback-service/react';
import { react as sayWhatIsInTheWay } from '#features/override-guardrail/react';
import { remindTransfer } from '#features/remind-transfer/decide';
import { react as armTimers } from '#features/remind-transfer/react';
import { react as sayTheDate } from '#features/replan-transfer/react';
import { react as lookBack } from '#features/review-transfer/react';
import { react as learn } from '#features/shadow-transfer/react';
import { react as showCard } from '#features/show-transfer/react';

/** What follows a transfer's events. A feature is one name here and one among the listeners. */
export const transferReactions: TransferReaction[] = [
  showCard,
  showChecklist,
  showLog,
  askForFunding,
  sayWhatIsInTheWay,
  answer,
  learn,
  takeOver,
  sayTheDate,
  sayItIsOver,
  lookBack,
  armTimers,
];

/** What the record itself asks for, whoever comes by first. */
export const transferDue: TransferDue[] = [
  async (desk, id, { transfer, now }) => {
    if (transfer.kind !== 'handback' || transfer.log) return false;
    const { events } = await perform(desk, transfers, id, exportLog, { at: now });
    return events.length > 0;
  },
  async (desk, id, { transfer, now }) => {
    if (!isTransferOverdue(transfer, now)) return false;
    const { events } = await perform(desk, transfers, id, remindTransfer, { at: now });
    return events.length > 0;
  },
];
