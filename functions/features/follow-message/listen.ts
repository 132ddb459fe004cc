import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentIn } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { unescaped } from '#slack-kit/text';
import { learnMessage } from './decide.ts';
import { readChange } from './read.ts';

/** Hears of every message where we are; only what becomes of those on a timeline is kept. */
export function listen(app: App, desk: Desk) {
  app.event('message', async ({ payload, context }) => {
    const change = readChange(payload as { subtype?: string });
    // Our own are on no timeline, and each time a card is brought up to date we hear of it.
    if (change === undefined || (change.author !== undefined && change.author === context.botUserId)) return;
    const { message, learned } = change;
    const id = await incidentIn(desk.records, message.channel);
    if (id === undefined) return;
    const plain = 'heard' in learned ? { heard: { ...learned.heard, body: unescaped(learned.heard.body) } } : learned;
    await perform(desk, incidents, id, learnMessage, { ...plain, message, at: desk.now() });
  });
}
