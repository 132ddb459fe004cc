import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentNamedIn } from '#domain/incident/find';
import type { IncidentId } from '#domain/incident/incident';
import { PersonId } from '#domain/person/person';
import { type Heard, onVerb } from './commands.ts';
import type { Verb } from './help.ts';

/** Which incident a line is about, who typed it and when; `rest` is what follows verb and number. */
export type OnIncident = Omit<Heard, 'rest'> & { id: IncidentId; inRoom: boolean; by: PersonId; at: string; rest: string };

/** `/incident update …` in an incident's own channel, or `/incident update INC-7 …` from anywhere. */
export function onIncidentVerb(app: App, desk: Desk, verb: Verb, listener: (heard: OnIncident) => Promise<void>): void {
  onVerb(app, '/incident', verb, async ({ rest: said, ...heard }) => {
    const { user_id, channel_id } = heard.payload;
    const found = await incidentNamedIn(desk.records, said, channel_id);
    await listener({ ...heard, ...found, by: PersonId.parse(user_id), at: desk.now() });
  });
}
