import type { KnownBlock } from '@slack/types';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { actions, context, fields, header, literal } from '#slack-kit/blocks';
import { acknowledgeButton, subscribeButton } from '#slack-kit/incident-buttons';
import { lifecycleName, modelName, roleName, rolesSaid, severityLabel, severitySaid, stateName, whoHasIt } from '#slack-kit/incident-words';
import { channelLink, mention, mentions, named, when } from '#slack-kit/text';

/** Where an incident stands, for whoever asks. */
export function status(view: IncidentView): KnownBlock[] {
  const { id, incident, title, symptoms, team } = view;
  const { owner } = incident.routing ?? {};
  const asked = incident.asked.map(({ role, people, at }) => `${roleName[role]}: ${mentions(people)} at ${when(at)}`);
  return [
    header(`${id} · ${severityLabel(incident)}`),
    literal(title),
    ...(symptoms ? [literal(symptoms)] : []),
    ...(view.ending ? [context(`*${stateName[incident.state]}*`), literal(view.ending)] : []),
    fields([
      ['Service', named(serviceName(view))],
      ['Owner', owner ? `${named(team?.name ?? owner.team)}\n${modelName[owner.model]}, ${lifecycleName[owner.lifecycle]}` : 'not known'],
      ['State', stateName[incident.state]],
      ['Who has it', whoHasIt(incident)],
      ...rolesSaid(incident),
      ...severitySaid(incident),
      [
        'Channel',
        incident.room.state === 'open' ? channelLink(incident.room.channel) : incident.room.state === 'awaited' ? 'on its way' : 'none',
      ],
      ['Asked', asked.join('\n') || 'nobody yet'],
      ['Reports', String(incident.reports)],
    ]),
    context(
      `Declared by ${mention(incident.declaredBy)} ${when(incident.declaredAt, 'day and time')}${incident.private ? ' · private' : ''}`,
    ),
    actions(...(incident.state === 'declared' ? [acknowledgeButton(id)] : []), subscribeButton(id)),
  ];
}
