import type { Organisation } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, keptBy } from '#domain/team/authority';
import { groupedRefs, groupMoved } from '#domain/team/leading-group';
import { type Load, loadRef } from '#domain/team/load';
import { type OfGroup, type Team, type TeamEvent, type TeamSlug, teamRef } from '#domain/team/team';
import type { Resting } from '#domain/team/team-events';

export type DisbandTeam = { by: PersonId; at: string; slug: TeamSlug; successor?: TeamSlug | undefined };
type Facts = Asking & { load: Load; next: Team[]; grouped: (OfGroup | undefined)[] };

/**
 * People leave; services do not. While anything rests on it a team cannot be disbanded, and nobody may override that; what rests on it is held, so
 * that nothing can come to it meanwhile.
 */
export const disbandTeam: Act<Team, Facts, DisbandTeam, TeamEvent> = {
  facts: (team, { by, slug, successor }) => ({
    ...askingRefs(by),
    load: loadRef(slug),
    next: successor ? [teamRef(successor)] : [],
    grouped: team.state === 'active' ? groupedRefs(team) : [],
  }),
  holds: ['load', 'organisation', 'next'],
  decide(team, facts, { by, at, slug, successor }, { versions }) {
    const active = keptBy(team, facts, by);
    if (successor !== undefined && (successor === slug || facts.next[0]?.state !== 'active'))
      throw new Rejection('no_successor', `There is no team ${successor} that could come after it. Nothing has changed.`);
    const resting = restingOn(slug, facts);
    if (Object.values(resting).some((some) => some.length > 0))
      return { events: [{ type: 'TeamDisbandRefused', at, by, ...resting }], answer: resting };
    return {
      events: [{ type: 'TeamDisbanded', at, by, ...(successor && { successor }) }],
      puts: groupMoved(slug, [active, undefined], facts.grouped, versions.grouped),
    };
  },
};

const restingOn = (slug: TeamSlug, { load: { owns, supports, takesBack, incoming }, organisation }: Facts): Resting => ({
  owns,
  // What it owns and supports itself is named once.
  supports: supports.filter((service) => !owns.includes(service)),
  takesBack: takesBack.filter((service) => !owns.includes(service)),
  incoming,
  serves: servedBy(slug, organisation),
});

const servedBy = (slug: TeamSlug, { incidentManagers, serviceDesk, incidentCommanders }: Organisation): Resting['serves'] => [
  ...(incidentManagers === slug ? (['incident_managers'] as const) : []),
  ...(serviceDesk === slug ? (['service_desk'] as const) : []),
  ...(incidentCommanders === slug ? (['incident_commanders'] as const) : []),
];
