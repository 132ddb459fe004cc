import type { Effect, PagerEffect } from '#domain/effects';
import { isAnswered } from '#domain/incident/answered';
import { isActive } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import type { Pager } from '#domain/team/pager';
import type { TeamSlug } from '#domain/team/team-slug';
import { severityLabel } from '#slack-kit/incident-words';
import { escaped } from '#slack-kit/text';

type Paged = { team: TeamSlug; all: Pager[] };

/** Calls the pagers of the team that is asked, whatever becomes of Slack; tells them when somebody has it, and when it is over. */
export function react(view: IncidentView): Effect[] {
  const { incident, pagers = [] } = view;
  const [answering] = pagers;
  const [first] = incident.asked;
  // Whose best endeavours are asked has no standby.
  if (answering === undefined || incident.drill || first === undefined || first.role === 'best_endeavours') return before(view);
  const answered = isAnswered(incident);
  const { generation } = incident;
  const now = answering.all.flatMap((_, index): Effect[] => {
    const trigger = call(view, answering, index, 'trigger', generation);
    const follow = (act: 'acknowledge' | 'resolve') => ({ ...call(view, answering, index, act, generation), after: trigger.key });
    return [
      { ...trigger, onlyIfThere: answered },
      ...(answered && isActive(incident) ? [follow('acknowledge')] : []),
      ...(isActive(incident) ? [] : [follow('resolve')]),
    ];
  });
  return [...now, ...before(view)];
}

/** Another question is another alert there, because one that was answered wakes nobody again; the one before ends. */
function before(view: IncidentView): Effect[] {
  const { incident, pagers = [] } = view;
  return incident.called.flatMap(({ team, generation }) => {
    const paged = pagers.find((one) => one.team === team);
    if (paged === undefined || (generation === incident.generation && team === pagers[0]?.team)) return [];
    return paged.all.map((_, index) => ({
      ...call(view, paged, index, 'resolve', generation),
      after: keyOf(view, paged, index, 'trigger', generation),
    }));
  });
}

const keyOf = ({ id }: IncidentView, { team, all }: Paged, index: number, act: PagerEffect['act'], generation: number) =>
  `${id}/pager/g${generation}/${act}/${team}/${all[index]?.kind}-${index}`;

function call(view: IncidentView, paged: Paged, index: number, act: PagerEffect['act'], generation: number): PagerEffect {
  const { id, incident, title } = view;
  // A pager is another company: of a private incident it gets no words.
  const what = incident.private ? 'a private incident' : `${serviceName(view)}: ${title}`;
  return {
    kind: 'pager',
    key: keyOf(view, paged, index, act, generation),
    pager: paged.all[index] as Pager,
    team: paged.team,
    generation,
    act,
    dedupKey: generation === 1 ? id : `${id}/${generation}`,
    severity: incident.severity,
    summary: `${id} · ${severityLabel(incident)} · ${what}`,
    service: incident.private ? null : incident.service,
  };
}

/** A page always reaches somebody, or it is said aloud that it did not. */
export function sayRefused({ id, incident, organisation }: IncidentView, news: News[]): Effect[] {
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentTeamPaged' || event.outcome !== 'refused') return [];
    const why = `${event.via === 'pagerduty' ? 'PagerDuty' : 'The webhook'} of ${escaped(event.team)} refused the page (${escaped(event.code ?? 'no reason')}).`;
    const room = incident.room.state === 'open' ? [incident.room.channel] : [];
    const safe = 'Direct messages go out as always; if nobody answers, call them yourselves.';
    return [
      ...room.map((to): Effect => ({ kind: 'message', key: `${id}/${version}/pager-refused`, to, text: `⚠ ${why} ${safe}` })),
      {
        kind: 'message',
        key: `${incident.private ? Date.parse(incident.declaredAt) : id}/${version}/pager-refused/operations`,
        to: organisation.operations,
        text: `⚠ ${why} Look at its key below \`/muster/pagers\`.`,
      },
    ];
  });
}
