import type { Effect } from '#domain/effects';
import { isActive } from '#domain/incident/incident';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { actions, context, literal, section } from '#slack-kit/blocks';
import { acknowledgeButton } from '#slack-kit/incident-buttons';
import { roleName, severityLabel, whoHasIt } from '#slack-kit/incident-words';
import { channelLink, escaped, named } from '#slack-kit/text';

/** A direct message to everyone who is asked. It waits for no channel, and says so once somebody has it. */
export function react(view: IncidentView): Effect[] {
  const { id, incident, team } = view;
  const { generation } = incident;
  const answered = !isActive(incident) || (incident.state !== 'declared' && (incident.acknowledged?.at ?? '') >= incident.askedSince);
  const asked = incident.asked.flatMap(({ role, people }, rung) =>
    people.map(
      (person): Effect => ({
        kind: 'page',
        key: `${id}/page/g${generation}/${rung}/${person}`,
        person,
        rung,
        generation,
        onlyIfThere: answered,
        ...page(view, `You are asked as ${roleName[role]}${team ? ` of ${named(team.name)}` : ''}.`),
      }),
    ),
  );
  return [...asked, ...helpers(view)];
}

/** The on-call of another service, whom somebody needs: on no rung, and wanted whoever has it. */
function helpers(view: IncidentView): Effect[] {
  const { id, incident } = view;
  return incident.swarmed.flatMap(({ service, people, generation }) =>
    people.map(
      (person): Effect => ({
        kind: 'page',
        key: `${id}/page/g${generation}/${service}/${person}`,
        person,
        rung: null,
        generation,
        onlyIfThere: !isActive(incident),
        ...page(view, `You are needed as on call for ${service}.`),
      }),
    ),
  );
}

function page(view: IncidentView, why: string) {
  const { id, incident, title } = view;
  const text = `${id} · ${severityLabel(incident)} · ${escaped(serviceName(view))}: ${escaped(title)}`;
  const room = incident.room.state === 'open' ? channelLink(incident.room.channel) : 'Its channel is on its way.';
  const blocks = [section(`*${id} · ${severityLabel(incident)} · ${named(serviceName(view))}*`), literal(title), context(why, room)];
  const state = incident.state === 'declared' ? actions(acknowledgeButton(id)) : context(whoHasIt(incident));
  return { text, blocks: [...blocks, state] };
}
