import type { Effect } from '#domain/effects';
import { isActive } from '#domain/incident/incident';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { actions, context, literal, section } from '#slack-kit/blocks';
import { acknowledgeButton } from '#slack-kit/incident-buttons';
import { roleName, severityLabel, standing } from '#slack-kit/incident-words';
import { channelLink, escaped, named } from '#slack-kit/text';

/** A direct message to everyone who is asked. It waits for no channel, and says so once somebody has it. */
export function react(view: IncidentView): Effect[] {
  const { id, incident } = view;
  const { generation } = incident;
  const answered = incident.state !== 'declared' && (incident.acknowledged?.at ?? '') >= incident.askedSince;
  return incident.asked.flatMap(({ role, people }, rung) =>
    people.map(
      (person): Effect => ({
        kind: 'page',
        key: `${id}/page/g${generation}/${rung}/${person}`,
        person,
        rung,
        generation,
        // Nobody is called for what is over.
        onlyIfThere: answered || !isActive(incident),
        ...page(view, role),
      }),
    ),
  );
}

function page(view: IncidentView, role: keyof typeof roleName) {
  const { id, incident, title, team } = view;
  const text = `${id} · ${severityLabel(incident)} · ${escaped(serviceName(view))}: ${escaped(title)}`;
  const room = incident.room.state === 'open' ? channelLink(incident.room.channel) : 'Its channel is on its way.';
  const why = `You are asked as ${roleName[role]}${team ? ` of ${named(team.name)}` : ''}.`;
  const blocks = [section(`*${id} · ${severityLabel(incident)} · ${named(serviceName(view))}*`), literal(title), context(why, room)];
  const state = incident.state === 'declared' ? actions(acknowledgeButton(id)) : context(standing(incident));
  return { text, blocks: [...blocks, state] };
}
