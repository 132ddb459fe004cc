import type { IncidentEvent } from '#domain/incident/events';
import type { Incident, OpenIncident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { Monitor } from '#domain/person/author';

/** Which question was answered over there, and when. */
export type Question = { generation: number; at: string };
type AnswerElsewhere = { at: string; by: Monitor; to?: Question };

/** An answer may be a long time on its way; a question that was asked after it is not answered by it. */
export const isStillAsked = ({ generation, askedSince }: OpenIncident, to: Question): boolean =>
  to.generation === generation && Date.parse(to.at) >= Date.parse(askedSince);

/** Somebody answered over there. Who it is cannot be seen from here, so that the question stays open and is said aloud. */
export const answerElsewhere: Act<Incident, Record<string, never>, AnswerElsewhere, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, by, to }) {
    if (incident.state !== 'declared' || (to && !isStillAsked(incident, to))) return [];
    return [{ type: 'IncidentAnsweredElsewhere', at, by }];
  },
};
