import type { Outcome } from '#domain/effects';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { Pager } from '#domain/team/pager';
import type { TeamSlug } from '#domain/team/team';

export type RecordTeamPage = { at: string; team: TeamSlug; pager: Pager; generation: number; outcome: Outcome };

/** What became of calling a team's pager: it counts as a question that was asked, or is said to have failed. */
export const recordTeamPage: Act<Incident, Record<string, never>, RecordTeamPage, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, team, pager, generation, outcome }) {
    if (incident.state === 'none') return [];
    const page = { type: 'IncidentTeamPaged' as const, at, team, via: pager.kind, pager, generation };
    return outcome.kind === 'refused' ? [{ ...page, outcome: 'refused', code: outcome.code }] : [{ ...page, outcome: 'delivered' }];
  },
};
