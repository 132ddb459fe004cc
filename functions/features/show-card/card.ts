import type { Button, KnownBlock } from '@slack/types';
import { type ActiveIncident, asksNobody, holderOf, type IncidentId, isActive } from '#domain/incident/incident';
import { nextLine } from '#domain/incident/passing';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import type { ServiceEntry } from '#domain/ports';
import { judging } from '#slack-kit/alert-buttons';
import { actions, context, fields, header, linkButton, literal, section } from '#slack-kit/blocks';
import { totalSaid, windowsSaid } from '#slack-kit/impact-words';
import {
  acknowledgeButton,
  cancelButton,
  closeButton,
  duplicateButton,
  gradeButton,
  handoverButton,
  hideButton,
  identifyActions,
  impactButton,
  mitigateButton,
  ownButton,
  raiseButton,
  reopenButton,
  resolveButton,
  rolesButton,
  swarmButton,
  timelineButton,
  updateButton,
} from '#slack-kit/incident-buttons';
import { fixName, lifecycleName, modelName, rolesSaid, severityLabel, severitySaid, stateName, whoHasIt } from '#slack-kit/incident-words';
import { supportSaid } from '#slack-kit/support-words';
import { channelLink, cut, escaped, link, mention, mentions, named, when } from '#slack-kit/text';

/** The pinned card: what, where, how bad, whose, who has it, where to look. */
export function card(view: IncidentView, near: ServiceEntry[]): { text: string; blocks: KnownBlock[] } {
  const { id, incident, title, symptoms, update, service } = view;
  const text = `${id} · ${severityLabel(incident)} · ${escaped(serviceName(view))}: ${escaped(title)}`;
  return {
    text,
    blocks: [
      header(`${incident.drill ? 'DRILL · ' : ''}${id} · ${incident.severity.toUpperCase()} · ${serviceName(view)}`),
      literal(title),
      ...(symptoms ? [context('*What customers see*'), literal(cut(symptoms, 1500))] : []),
      fields(facts(view)),
      ...(incident.service === null ? [section('*Which service is this?*'), identifyActions(id, near)] : []),
      ...links(view),
      ...(update ? [context(`*Last update* ${when(incident.telling.last?.at ?? incident.declaredAt)}`), literal(cut(update, 1500))] : []),
      ...ending(view),
      ...acts(view),
      ...(service?.lifecycle === 'maintenance_mode'
        ? [context('This service is in maintenance mode: it is run as before, and nothing is muted.')]
        : []),
      ...(incident.alert ? [actions(judging(incident.alert, true))] : []),
      context(...footer(view)),
    ],
  };
}

/** How it ended, in the words of whoever ended it. */
function ending({ incident, ending: words, sameAs }: IncidentView): KnownBlock[] {
  if (incident.state === 'duplicate') {
    const room = sameAs?.incident.room.state === 'open' ? `: ${channelLink(sameAs.incident.room.channel)}` : '';
    const { by, at } = incident.duplicate;
    return [
      section(`The same as *${sameAs?.id ?? 'another one'}*, which goes on for both${room}`),
      context(`says ${mention(by)} at ${when(at, 'day and time')}`),
    ];
  }
  const last = 'cancelled' in incident ? incident.cancelled : 'resolved' in incident ? incident.resolved : undefined;
  if (last === undefined) return [];
  const how = 'fix' in last ? `*Resolved* with ${fixName[last.fix]}` : '*A false alarm*';
  return [context(`${how}, says ${mention(last.by)} at ${when(last.at, 'day and time')}`), literal(cut(words || 'Words removed', 1500))];
}

/** What people do next, where it stands. */
function acts({ id, incident }: IncidentView): KnownBlock[] {
  // When customers were hurt is often known only afterwards.
  if (!isActive(incident)) {
    if (incident.state === 'cancelled') return [];
    if (incident.state === 'duplicate') return [actions(ownButton(id))];
    return [actions(...(incident.state === 'resolved' ? [closeButton(id)] : []), reopenButton(id), impactButton(id))];
  }
  return [
    actions(...next({ id, incident })),
    actions(
      gradeButton(id),
      rolesButton(id),
      swarmButton(id),
      ...passOn(id, incident),
      cancelButton(id),
      duplicateButton(id),
      ...(incident.private ? [] : [hideButton(id)]),
    ),
  ];
}

/** What comes next stands first, and one button only stands out: whoever opens the card under pressure reads no further than it. */
function next({ id, incident }: { id: IncidentId; incident: ActiveIncident }): Button[] {
  if (holderOf(incident) === undefined && incident.state !== 'mitigated')
    return [acknowledgeButton(id), updateButton(id), impactButton(id), mitigateButton(id), quiet(resolveButton(id))];
  if (incident.state === 'mitigated') return [resolveButton(id), updateButton(id), impactButton(id)];
  return [updateButton(id), impactButton(id), mitigateButton(id), resolveButton(id)];
}

/** Those who build it and run it have nobody to pass it on to, only people to swarm (`domain.md` S15). */
function passOn(id: IncidentId, incident: ActiveIncident): Button[] {
  const next = nextLine(incident);
  const tiered = (incident.routing?.owner?.model ?? 'ybiyri') !== 'ybiyri';
  return [...(next ? [raiseButton(id, next.level)] : []), ...(tiered && !incident.passing.request ? [handoverButton(id)] : [])];
}

const quiet = ({ style: _style, ...button }: Button): Button => button;

function facts(view: IncidentView): [string, string][] {
  const { incident, team, service } = view;
  const { owner, ladder = [], uncoveredSince } = incident.routing ?? {};
  const onCall = ladder.find(({ role }) => role === 'on_call')?.people ?? [];
  const nobody =
    incident.routing === undefined
      ? 'being looked up'
      : `⚠ nobody${uncoveredSince ? ` since ${when(uncoveredSince, 'day and time')}` : ''}`;
  const run = owner ? `${modelName[owner.model]}, ${lifecycleName[owner.lifecycle]}` : '';
  return [
    [
      'Owner',
      owner
        ? `${named(team?.name ?? owner.team)}\n${run}`
        : incident.routing === undefined
          ? 'being looked up'
          : 'not known yet: incident managers are asked',
    ],
    ...(asksNobody(incident) ? [] : [['On call', onCall.length > 0 ? mentions(onCall) : nobody] as [string, string]]),
    ...supportSaid(view),
    ...(incident.state === 'declared' || incident.state === 'acknowledged'
      ? []
      : [['State', stateName[incident.state]] as [string, string]]),
    ['Who has it', whoHasIt(incident)],
    ...rolesSaid(incident),
    ...severitySaid(incident),
    ...(incident.impact.length > 0
      ? [['Customers hurt', `${windowsSaid(incident.impact)}\n*${totalSaid(incident.impact)}*`] as [string, string]]
      : []),
    ...(service ? [['Product manager', mention(service.productManager)] as [string, string]] : []),
    ...(incident.detectedBy ? [['Noticed first by', incident.detectedBy] as [string, string]] : []),
    ...(incident.swarmed.length > 0 ? [['Swarmed', helping(incident)] as [string, string]] : []),
    ...(incident.duplicates.length > 0 ? [['The same', incident.duplicates.join(', ')] as [string, string]] : []),
    ...(incident.relatedTo ? [['Goes on from', incident.relatedTo] as [string, string]] : []),
    ...(incident.reports > 1 ? [['Reports', String(incident.reports)] as [string, string]] : []),
  ];
}

const mostHelping = 10;

/** Whose on-call was brought in to help, the latest first. */
const helping = ({ swarmed }: IncidentView['incident']) =>
  swarmed
    .slice(-mostHelping)
    .reverse()
    .map(({ service, people }) => `${service}: ${mentions(people)}`)
    .join('\n');

/** Where to look: the runbook first. */
function links({ id, service }: IncidentView): KnownBlock[] {
  const { runbook, dashboards = [], businessMeasure } = service ?? {};
  const buttons = [
    ...(runbook ? [linkButton('open-link:runbook', 'Runbook', runbook)] : []),
    ...dashboards
      .slice(0, 3)
      .map((url, index) => linkButton(`open-link:dashboard-${index}`, index === 0 ? 'Dashboard' : `Dashboard ${index + 1}`, url)),
    ...(businessMeasure?.url ? [linkButton('open-link:business-measure', businessMeasure.name, businessMeasure.url)] : []),
    timelineButton(id),
  ];
  return [...(businessMeasure ? [context(`*Business measure* ${named(businessMeasure.name)}`)] : []), actions(...buttons)];
}

function footer({ incident, listeners }: IncidentView): string[] {
  const { declaredBy, declaredAt, reportedBy, origin, routing } = incident;
  const declared = `Declared by ${mention(declaredBy)} ${when(declaredAt, 'day and time')}${reportedBy === declaredBy ? '' : `, reported by ${mention(reportedBy)}`}`;
  const reasons = { deactivated: 'deactivated', bot: 'a bot', guest: 'a guest', on_leave: 'on leave', too_many: 'too many people' };
  const shown = routing?.leftOut.slice(0, 10).map(({ person, reason }) => `${mention(person)} (${reasons[reason]})`) ?? [];
  const more = (routing?.leftOut.length ?? 0) + (routing?.moreLeftOut ?? 0) - shown.length;
  const left = more > 0 ? [...shown, `${more} more`] : shown;
  return [
    declared,
    ...(origin ? [link(origin.link, 'the message it was declared from')] : []),
    ...(listeners.length > 0 ? [`${listeners.length} ${listeners.length === 1 ? 'is' : 'are'} kept posted elsewhere`] : []),
    ...(left.length > 0 ? [`Not invited: ${left.join(', ')}`] : []),
  ];
}
