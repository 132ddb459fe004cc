import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Bus } from '#domain/ports';
import { batches } from './batches.ts';

/** The public bus. An answer of 200 does not mean that every entry was accepted, so each is looked at. */
export const eventBus = ({ client = new EventBridgeClient(), bus }: { client?: EventBridgeClient; bus: string }): Bus => ({
  async put(events) {
    const entries = events.map(
      ({ detailType, at, detail }): PutEventsRequestEntry => ({
        EventBusName: bus,
        Source: 'muster',
        DetailType: detailType,
        Time: new Date(at),
        Detail: JSON.stringify(detail),
      }),
    );
    const refused: { index: number; why: string }[] = [];
    for (const { from, entries: batch } of batches(entries)) {
      const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: batch }));
      if (FailedEntryCount === 0) continue;
      Entries.forEach(({ ErrorCode, ErrorMessage }, index) => {
        if (ErrorCode) refused.push({ index: from + index, why: `${ErrorCode}: ${ErrorMessage ?? ''}` });
      });
    }
    return refused;
  },
});
