import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentIn } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { timeOf } from '#domain/incident/pinned-message';
import { perform } from '#domain/perform';
import { Rejection } from '#domain/rejection';
import { pinMessage } from './decide.ts';
import { readPin } from './read.ts';

/** Nobody waits for an answer here: what may not be done is simply not done. */
export function listen(app: App, desk: Desk) {
  for (const [event, on] of [
    ['reaction_added', true],
    ['reaction_removed', false],
  ] as const) {
    app.event(event, async ({ payload, context }) => {
      const pin = readPin(payload);
      // What we said ourselves stands on the timeline as what it tells of.
      if (pin === undefined || pin.author === context.botUserId) return;
      const id = await incidentIn(desk.records, pin.message.channel);
      if (id === undefined) return;
      try {
        // Only those who are in a channel can react there.
        const command = { ...pin, inRoom: true, at: timeOf(pin.seen), on, entryId: desk.newId() };
        await perform(desk, incidents, id, pinMessage, command);
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
      }
    });
  }
}
