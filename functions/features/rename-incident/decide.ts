import { type Actor, openTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

/** What fits a form, a list and a channel's purpose. */
export const longestTitle = 150;
export type RenameIncident = Actor & { at: string; title: string; titleId: string };

/** Another title, as soon as more is known. The one before stays on record; the channel keeps its name, because links to it are out already. */
export const renameIncident: Act<Incident, { person: Person }, RenameIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, title, titleId }, { words = {} }) {
    const open = openTo(incident, person, { by, inRoom });
    if (title === '') throw new Rejection('no_title', 'A title needs words: what is going wrong. The title has not changed.');
    if (title.length > longestTitle)
      throw new Rejection(
        'long_title',
        `A title has at most ${longestTitle} characters, and this one ${title.length}. The title has not changed; \`/incident update\` has room for more.`,
      );
    if (words[open.titleId] === title) return [];
    return { events: [{ type: 'IncidentTitleChanged', at, by, titleId }], texts: [{ id: titleId, by, body: title, inHead: true }] };
  },
};
