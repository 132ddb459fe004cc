import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentNamedIn } from '#domain/incident/find';
import { PersonId } from '#domain/person/person';
import { whileItGoesOn } from '#domain/postmortem/not-over';
import { type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import { Rejection } from '#domain/rejection';
import { type Heard, onVerb } from './commands.ts';
import type { PostmortemVerb } from './postmortem-help.ts';
import { quotedShort } from './text.ts';

/** Which postmortem a line is about, who typed it and when; `rest` is what follows verb and number. */
export type OnPostmortem = Omit<Heard, 'rest'> & { id: PostmortemId; by: PersonId; at: string; rest: string };

/** `/postmortem show INC-311 …`: by the number of its incident or its own, or the one of the channel that one speaks in. */
export function onPostmortemVerb(app: App, desk: Desk, verb: PostmortemVerb, listener: (heard: OnPostmortem) => Promise<void>): void {
  onPostmortem(app, verb, async ({ rest: said, ...heard }) => {
    const { payload } = heard;
    const named = await incidentNamedIn(desk.records, said.replace(/^pm-(?=\d)/i, 'INC-'), payload.channel_id).catch((refused) => {
      throw takesNoMore.includes(verb) ? notNamed(verb, said, refused) : refused;
    });
    const [id, by] = [postmortemOf(named.id), PersonId.parse(payload.user_id)];
    await listener({ ...heard, id, by, at: desk.now(), rest: named.rest }).catch(async (refused) => {
      throw await whileItGoesOn(desk.records, id, by, refused);
    });
  });
}

/** What follows these names the incident, and nothing else. */
const takesNoMore: readonly PostmortemVerb[] = ['show', 'answer'];
function notNamed(verb: PostmortemVerb, said: string, refused: unknown): unknown {
  if (!(refused instanceof Rejection) || refused.code !== 'which_incident' || said === '') return refused;
  return new Rejection(
    'which_incident',
    `“${quotedShort(said)}” is no incident. Say its number, for example \`/postmortem ${verb} INC-7\`; \`/postmortem list\` shows those that you may read. Nothing has changed.`,
  );
}

/** `/postmortem list …`: a verb whose rest names no one postmortem. */
export const onPostmortem = (app: App, verb: PostmortemVerb, listener: (heard: Heard) => Promise<void>): void =>
  onVerb(app, '/postmortem', verb, listener);
