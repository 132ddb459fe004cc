import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { IncidentId, incidents } from '#domain/incident/incident';
import { timeOf } from '#domain/incident/pinned-message';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { incidentOfChannelRef } from '#domain/workspace/channel';
import { unescaped } from '#slack-kit/text';
import { learnMessage, pinMessage } from './decide.ts';
import { readChange, readPin } from './read.ts';

/** Nobody waits for an answer here: what may not be done is simply not done. */
export function listen(app: App, desk: Desk) {
  async function incidentIn(channel: string): Promise<IncidentId | undefined> {
    const [room] = await desk.records.load([incidentOfChannelRef(channel)] as Ref<unknown>[]);
    return IncidentId.safeParse((room?.value as { incident: string } | undefined)?.incident).data;
  }

  for (const [event, on] of [
    ['reaction_added', true],
    ['reaction_removed', false],
  ] as const) {
    app.event(event, async ({ payload, context }) => {
      const pin = readPin(payload);
      // What we said ourselves stands on the timeline as what it tells of.
      if (pin === undefined || pin.author === context.botUserId) return;
      const id = await incidentIn(pin.message.channel);
      if (id) await orNot(() => perform(desk, incidents, id, pinMessage, { ...pin, at: timeOf(pin.seen), on, entryId: desk.newId() }));
    });
  }

  app.event('message', async ({ payload }) => {
    const change = readChange(payload as { subtype?: string });
    const id = change && (await incidentIn(change.message.channel));
    if (change === undefined || id === undefined) return;
    const learned = 'heard' in change ? { ...change, heard: { ...change.heard, body: unescaped(change.heard.body) } } : change;
    await orNot(() => perform(desk, incidents, id, learnMessage, { ...learned, at: desk.now() }));
  });
}

async function orNot(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
  }
}
