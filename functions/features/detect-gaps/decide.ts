import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { gapsAhead, isTime, knownGap } from '#domain/team/gaps';
import { type Load, loadRef } from '#domain/team/load';
import type { Team, TeamEvent, TeamSlug } from '#domain/team/team';

type Facts = { load: Load; services: Service[] };

/** Hours to come in which somebody has to be on call and nobody is: its lead hears of each once, and the product managers where it stays so. */
export const detectGaps: Act<Team, Facts, { at: string; slug: TeamSlug }, TeamEvent> = {
  facts: (_, { slug }, { load }) => ({
    load: loadRef(slug),
    services: [...new Set([...(load?.owns ?? []), ...(load?.supports ?? [])])].map(serviceRef),
  }),
  decide(team, { services }, { at, slug }) {
    if (team.state !== 'active') return [];
    const registered = services.filter((service): service is RegisteredService => service.state === 'registered');
    return gapsAhead(team, slug, registered, at).flatMap(({ gap, services: affected, level }): TeamEvent[] => {
      const known = knownGap(team, gap);
      const found = { type: 'OnCallGapDetected' as const, at, services: affected.map((service) => service.slug), level };
      if (known === undefined) return [{ ...found, gap, told: 'lead', people: [team.lead] }];
      if (!isTime(known, gap, at)) return [];
      return [{ ...found, gap: { from: known.from, to: gap.to }, told: 'product_managers', people: managersOf(affected) }];
    });
  },
};

const managersOf = (services: RegisteredService[]): PersonId[] => [...new Set(services.map(({ productManager }) => productManager))];
