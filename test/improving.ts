import type { ChosenImprovement, Improvement, KnownImprovement } from '#domain/improvement/improvement';
import { improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent, ImprovementFact } from '#domain/improvement/improvement-events';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import type { PersonId } from '#domain/person/person';
import { asha, ben, inc311, marek, slug, teamSlug, tuesday } from '#test/builders';

/** What somebody has proposed after INC-311 of Bedroom, and what became of it. */
export const imp = (number: number) => ImprovementId.parse(`IMP-${number}`);
type Said<Type extends ImprovementEvent['type']> = Partial<Omit<ImprovementFact<Type>, 'type'>>;

export const proposal = (more: Said<'ImprovementProposed'> = {}): ImprovementEvent => ({
  type: 'ImprovementProposed',
  at: tuesday,
  by: asha,
  kind: 'action',
  postmortem: 'PM-311' as const,
  incidents: [inc311],
  service: slug('bedroom'),
  team: teamSlug('team-bedroom'),
  private: false,
  titleId: 'title',
  priority: 'medium',
  ...more,
});
export const acceptance = (more: Said<'ImprovementAccepted'> = {}): ImprovementEvent => ({
  type: 'ImprovementAccepted',
  at: tuesday,
  by: marek,
  owner: ben,
  team: teamSlug('team-bedroom'),
  dueOn: '2026-03-25',
  priority: 'medium',
  ...more,
});
export const completion = (more: Said<'ImprovementCompleted'> = {}): ImprovementEvent => ({
  type: 'ImprovementCompleted',
  at: tuesday,
  by: ben,
  ...more,
});

export const improving = (...events: ImprovementEvent[]): Improvement => events.reduce(improvements.evolve, improvements.initial);
export const proposed = (more: Said<'ImprovementProposed'> = {}) => improving(proposal(more)) as KnownImprovement;
export const chosen = (more: Said<'ImprovementAccepted'> = {}) => improving(proposal(), acceptance(more)) as ChosenImprovement;
export const reminded = (person: PersonId, day: string, ...what: string[]): ImprovementEvent => ({
  type: 'ImprovementReminded',
  at: `${day}T09:30:00.000Z`,
  person,
  day,
  what,
});
