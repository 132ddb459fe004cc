import type { Act } from '#domain/perform';
import { type Service, serviceRef } from '#domain/service/service';
import { type Load, loadRef } from '#domain/team/load';
import type { TeamSlug } from '#domain/team/team';
import { isDue } from '#domain/time/due';
import { movingOf } from '#domain/transfer/authority';
import { leftAsItWas } from '#domain/transfer/ending';
import { type Fired, isStillAsked, stepsOf } from '#domain/transfer/timers';
import type { Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { isUnderWay } from '#domain/transfer/under-way';

/** `fired`: a timer says that the time for this has come. */
export type RemindTransfer = { at: string; fired?: Fired | undefined };
type Facts = { service: Service; receiverLoad: Load };

/** Time has come: those who are waited for are asked again, and what nobody has answered is over; the owner stays the same. */
export const remindTransfer: Act<Transfer, Facts, RemindTransfer, TransferEvent> = {
  facts(transfer) {
    const { service, to } = movingOf(transfer);
    return { service: serviceRef(service), receiverLoad: loadRef(to as TeamSlug) };
  },
  decide(transfer, { receiverLoad: load }, { at, fired }, { id, versions }) {
    const due = stepsOf(transfer, at).filter((step) => isDue(step.at, at, fired && isStillAsked(transfer, step, fired)));
    const over = due.find((step) => 'expire' in step);
    if (over && isUnderWay(transfer))
      return { events: [{ type: 'TransferExpired', at }], ...leftAsItWas(id, transfer, { load, version: versions.receiverLoad, at }) };
    return due.flatMap((step): TransferEvent[] =>
      'remind' in step ? [{ type: 'TransferReminded', at, asked: step.remind, step: step.step }] : [],
    );
  },
};
