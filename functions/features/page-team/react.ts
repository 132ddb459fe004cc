import type { Effect, PagerEffect } from '#domain/effects';
import { isAnswered } from '#domain/incident/answered';
import { isActive } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { type Pager, pagerName } from '#domain/team/pager';
import type { TeamSlug } from '#domain/team/team-slug';
import { severityLabel } from '#slack-kit/incident-words';
import { escaped } from '#slack-kit/text';

/** Calls the pagers of the team that is asked, whatever becomes of Slack; tells them when somebody has it, and when it is over. */
export function react(view: IncidentView): Effect[] {
  const { incident, pagers = [] } = view;
  const [answering] = pagers;
  const [first] = incident.asked;
  // Whose best endeavours are asked has no standby.
  if (answering === undefined || incident.drill || first === undefined || first.role === 'best_endeavours') return before(view);
  const answered = isAnswered(incident);
  const question = { team: answering.team, generation: incident.generation };
  const triggers = answering.all.map((pager): Effect => ({ ...call(view, question, pager, 'trigger'), onlyIfThere: answered }));
  return [...triggers, ...(answered ? follow(view, question, isActive(incident) ? 'acknowledge' : 'resolve') : []), ...before(view)];
}

type Question = { team: TeamSlug; generation: number };

/** Another question is another alert there, because one that was answered wakes nobody again; the one before ends. */
function before(view: IncidentView): Effect[] {
  const { incident, pagers = [] } = view;
  const called = new Map(incident.called.map(({ team, generation }) => [`${team}/${generation}`, { team, generation }]));
  return [...called.values()]
    .filter(({ team, generation }) => generation !== incident.generation || team !== pagers[0]?.team)
    .flatMap((question) => follow(view, question, 'resolve'));
}

/** Those that were called, though the team has others by now; and those of today, of which one may have been called without our knowing it. */
function follow(view: IncidentView, question: Question, act: 'acknowledge' | 'resolve'): Effect[] {
  const { incident, pagers = [] } = view;
  const { team, generation } = question;
  const today = pagers.find((one) => one.team === team)?.all ?? [];
  const called = incident.called.flatMap((one) => (one.team === team && one.generation === generation && one.pager ? [one.pager] : []));
  // Today's last: it says which secret is good now.
  const all = new Map([...called, ...today].map((pager) => [pagerName(pager), pager]));
  return [...all.values()].map((pager) => ({ ...call(view, question, pager, act), after: keyOf(view, question, pager, 'trigger') }));
}

const keyOf = ({ id }: IncidentView, { team, generation }: Question, pager: Pager, act: PagerEffect['act']) =>
  `${id}/pager/g${generation}/${act}/${team}/${pagerName(pager)}`;

function call(view: IncidentView, question: Question, pager: Pager, act: PagerEffect['act']): PagerEffect {
  const { id, incident, title } = view;
  const { team, generation } = question;
  // A pager is another company: of a private incident it gets no words.
  const what = incident.private ? 'a private incident' : `${serviceName(view)}: ${title}`;
  return {
    kind: 'pager',
    key: keyOf(view, question, pager, act),
    pager,
    team,
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
