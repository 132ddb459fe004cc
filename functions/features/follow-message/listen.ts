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
  app.event('message', async ({ payload }) => {
    const change = readChange(payload as { subtype?: string });
    const id = change && (await incidentIn(desk.records, change.message.channel));
    if (change === undefined || id === undefined) return;
    const learned = 'heard' in change ? { ...change, heard: { ...change.heard, body: unescaped(change.heard.body) } } : change;
    await perform(desk, incidents, id, learnMessage, { ...learned, at: desk.now() });
  });
}
