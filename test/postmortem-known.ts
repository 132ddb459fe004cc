import type { IncidentEvent } from '#domain/incident/events';
import { incidents, type OpenIncident } from '#domain/incident/incident';
import type { PersonId } from '#domain/person/person';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent, PostmortemFact } from '#domain/postmortem/postmortem-events';
import { acknowledged, asha, ben, declared, happened, inc311, plus, slug, teamSlug, tom, tuesday } from './builders.ts';

const day = 24 * 60;
export const over = plus(tuesday, 38);
export const ladder = {
  soon: plus(over, 2 * day),
  due: plus(over, 3 * day),
  commander: plus(over, 4 * day),
  lead: plus(over, 5 * day),
  productManager: plus(over, 8 * day),
  orgHeads: plus(over, 13 * day),
};

type More<Type extends PostmortemEvent['type']> = Partial<Omit<PostmortemFact<Type>, 'type'>>;
export const offered = (more: More<'PostmortemOffered'> = {}): PostmortemEvent => ({
  type: 'PostmortemOffered',
  at: over,
  incident: inc311,
  service: slug('bedroom'),
  team: teamSlug('team-bedroom'),
  requirement: 'required',
  because: ['serious'],
  peak: 'sev1',
  drill: false,
  private: false,
  t0: over,
  declaredAt: tuesday,
  ...more,
});
export const required = (more: More<'PostmortemRequired'> = {}): PostmortemEvent => ({
  type: 'PostmortemRequired',
  at: over,
  t0: over,
  ladder,
  requirement: 'required',
  because: ['serious'],
  peak: 'sev1',
  ...more,
});
export const thereWere = (more: More<'PostmortemPeopleChanged'> = {}): PostmortemEvent => ({
  type: 'PostmortemPeopleChanged',
  at: over,
  people: [
    { person: asha, as: ['responder'] },
    { person: ben, as: ['responder'] },
    { person: tom, as: ['reporter'] },
  ],
  ...more,
});
export const prompted = (person: PersonId, what = ['p1']): PostmortemEvent => ({
  ...{ type: 'PostmortemPromptSent', at: plus(over, 15), person, day: '2026-03-10', what, reminded: true },
});
export const owner: PostmortemEvent = { type: 'PostmortemOwnerAssigned', at: over, owner: asha, because: 'nobody_picked' };

/** What has become of it after these. */
export const postmortemAfter = (...events: PostmortemEvent[]): KnownPostmortem =>
  events.reduce(postmortems.evolve, postmortems.initial) as KnownPostmortem;

/** A customer said so, Asha had it, and she put it right. */
export const incidentAfter = (...more: IncidentEvent[]): OpenIncident =>
  [
    declared({ detectedBy: 'customer' }),
    acknowledged(),
    happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' }),
    ...more,
  ].reduce(incidents.evolve, incidents.initial) as OpenIncident;
