import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { verbHelp } from '#slack-kit/help';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { answer } from './answer.ts';
import { grantAccess } from './decide.ts';
import { readLine } from './line.ts';

export function listen(app: App, desk: Desk) {
  onIncidentVerb(app, desk, 'access', async ({ ack, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    const people = readLine(rest);
    if (people === undefined) return ack(verbHelp('access', text));
    const done = await perform(desk, incidents, id, grantAccess, { by, at, inRoom, people }, trigger_id);
    await ack(privately(answer(id, done.answer)));
  });
}
