import type { Effect } from '#domain/effects';
import { isAnswered } from '#domain/incident/answered';
import { isActive } from '#domain/incident/incident';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import type { PersonId } from '#domain/person/person';
import { actions, context, literal, section } from '#slack-kit/blocks';
import { acknowledgeButton } from '#slack-kit/incident-buttons';
import { roleName, severityLabel, whoHasIt } from '#slack-kit/incident-words';
import { restSaid } from '#slack-kit/support-words';
import { channelLink, escaped, named, when } from '#slack-kit/text';

/** A direct message to everyone who is asked. It waits for no channel, and says so once somebody has it. */
export function react(view: IncidentView): Effect[] {
  const { id, incident } = view;
  const { generation } = incident;
  const answered = isAnswered(incident);
  const team = view.answering ?? view.team;
  const asked = incident.asked.flatMap(({ role, people, calledOut = [] }, rung) =>
    people.map((person): Effect => {
      const why = `You are asked as ${roleName[role]}${team ? ` of ${named(team.name)}` : ''}.${restSaid(calledOut, person)}`;
      if (role === 'best_endeavours') return politely(view, person, rung, answered);
      return {
        kind: 'page',
        key: `${id}/page/g${generation}/${rung}/${person}`,
        person,
        rung,
        generation,
        onlyIfThere: answered,
        ...page(view, why),
      };
    }),
  );
  return [...asked, ...helpers(view), ...besides(view)];
}

/** Asked, and not paged: they have no standby, and nobody waits for them. */
function politely(view: IncidentView, person: PersonId, rung: number, answered: boolean): Effect {
  const { id, incident } = view;
  const key = `${id}/asked/g${incident.generation}/${rung}/${person}`;
  const why = `${named(view.answering?.name ?? 'Your team')} is asked for its best endeavours. This is no page: nobody expects an answer at this hour.`;
  const asks = { person, rung, generation: incident.generation };
  return { kind: 'message', key, to: person, current: true, onlyIfThere: answered, asks, ...page(view, why) };
}

/** Who learns to run it, and who looks after what is passed on again and again: on no rung either. */
function besides(view: IncidentView): Effect[] {
  const { id, incident } = view;
  const { routing, passing, generation } = incident;
  const owner = named(view.team?.name ?? 'Those who own it');
  const until =
    routing?.pending && routing.pending.to === routing.shadow?.team ? ` until ${when(routing.pending.plannedAt, 'day and time')}` : '';
  const reason = {
    shadow: `*Shadow* — ${owner} still owns this${until}, and leads. You are here to learn to run it.`,
    manager: `It has been passed on ${passing.handovers} times. You are asked as incident manager to find who can solve it.`,
  };
  const shadow = passing.now === undefined && !incident.private ? (routing?.shadow?.people ?? []) : [];
  const paged = (person: PersonId, as: keyof typeof reason): Effect => ({
    kind: 'page',
    key: `${id}/page/${as === 'shadow' ? `g${generation}/` : ''}${as}/${person}`,
    person,
    rung: null,
    generation,
    onlyIfThere: !isActive(incident),
    ...page(view, reason[as]),
  });
  return [...shadow.map((person) => paged(person, 'shadow')), ...passing.managers.map((person) => paged(person, 'manager'))];
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
