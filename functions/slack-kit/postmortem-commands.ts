import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentNamedIn } from '#domain/incident/find';
import { PersonId } from '#domain/person/person';
import { type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import { type Heard, onVerb } from './commands.ts';
import type { PostmortemVerb } from './postmortem-help.ts';

/** Which postmortem a line is about, who typed it and when; `rest` is what follows verb and number. */
export type OnPostmortem = Omit<Heard, 'rest'> & { id: PostmortemId; by: PersonId; at: string; rest: string };

/** `/postmortem show INC-311 …`: by the number of its incident or its own, or the one of the channel that one speaks in. */
export function onPostmortemVerb(app: App, desk: Desk, verb: PostmortemVerb, listener: (heard: OnPostmortem) => Promise<void>): void {
  onPostmortem(app, verb, async ({ rest: said, ...heard }) => {
    const { payload } = heard;
    const { id, rest } = await incidentNamedIn(desk.records, said.replace(/^pm-(?=\d)/i, 'INC-'), payload.channel_id);
    await listener({ ...heard, id: postmortemOf(id), by: PersonId.parse(payload.user_id), at: desk.now(), rest });
  });
}

/** `/postmortem list …`: a verb whose rest names no one postmortem. */
export const onPostmortem = (app: App, verb: PostmortemVerb, listener: (heard: Heard) => Promise<void>): void =>
  onVerb(app, '/postmortem', verb, listener);
