import type { OpenIncident } from '#domain/incident/incident';
import { answeringParty } from '#domain/incident/passing';
import type { CalledOut, Party } from '#domain/incident/routing';
import type { IncidentView } from '#domain/incident/view';
import { escaped, mention, mentions, named, when } from './text.ts';

/** How its support is spoken of, the same everywhere. */
const levelSaid = (level: number | undefined) => (level === undefined ? '' : ` (level ${level})`);

/** Names are known of those who answer now and of those who own it; the others are called as the catalogue calls them. */
export function partyName({ incident, team, answering }: IncidentView, { team: slug, level }: Party): string {
  const known = slug === answeringParty(incident).team ? answering : slug === incident.routing?.owner?.team ? team : undefined;
  return `${named(known?.name ?? slug ?? 'nobody')}${levelSaid(level)}`;
}

/** Whose rest is broken, said to them. */
export function restSaid(calledOut: CalledOut[], person: string): string {
  const since = calledOut.find((one) => one.person === person)?.restSince;
  return since
    ? ` You were called out ${when(since, 'day and time')} and should be resting; nobody else of the team is there or has answered.`
    : '';
}

/** The same, said to the room. */
export function restBroken(calledOut: CalledOut[] = []): string {
  const resting = calledOut.filter(({ restSince }) => restSince !== undefined);
  const since = resting.map(({ person, restSince }) => `${mention(person)} ${when(restSince ?? '')}`).join(', ');
  return resting.length === 0
    ? ''
    : ` ⚠ Asked although they should be resting, because nobody else of the team is there or has answered (called out before: ${since}). Take it from them if you can.`;
}

/** What is particular about who is asked. */
export function notes({ routing, severity }: OpenIncident): string {
  const { uncovered, shadow, warranty, pending, standIns, owner, ladder = [] } = routing ?? {};
  return [
    ...(owner?.atRisk ? [`\n⚠ ${named(owner.team)} has nobody left who could answer.${standInsSaid(standIns)}`] : []),
    ...(uncovered
      ? [`\nNobody is meant to be woken for it at this hour; they are all the same, because it is ${severity.toUpperCase()}.`]
      : []),
    restBroken(ladder[0]?.calledOut),
    ...(shadow ? [`\n${mentions(shadow.people)} is here as a shadow, to learn to run it.`] : []),
    ...(pending ? [`\n${pendingSaid(pending)}: until then it stays with ${named(owner?.team ?? 'those who have it')}.`] : []),
    ...(warranty ? [`\nBuilt by ${formerSaid(warranty)}: ask there, until ${when(warranty.until, 'day and time')}.`] : []),
  ].join('');
}

const standInsSaid = (teams: readonly string[] = []) => (teams.length > 0 ? ` Asked in their place: ${teams.map(named).join(', ')}.` : '');
type PendingTransfer = NonNullable<NonNullable<OpenIncident['routing']>['pending']>;
const pendingSaid = ({ to, plannedAt }: PendingTransfer) =>
  `Transfer to ${named(to)} pending (completes ${when(plannedAt, 'day and time')})`;

/** The same where Slack shows no times of its own: whether the owner is about to change, or has nobody left. */
export function ownerStanding({ incident, team, organisation }: IncidentView): string {
  const { pending, owner } = incident.routing ?? {};
  const day = (at: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: team?.zone ?? organisation.zone, day: 'numeric', month: 'short' }).format(new Date(at));
  return [
    ...(owner?.atRisk ? [` · ⚠ ${escaped(owner.team)} has nobody left`] : []),
    ...(pending ? [` · Transfer to ${escaped(pending.to)} pending (completes ${day(pending.plannedAt)})`] : []),
  ].join('');
}

const formerSaid = ({ team, channel }: { team: string; channel?: string | undefined }) => (channel ? `${team} (#${channel})` : team);

/** Who answers, where that is not simply whoever owns it; for the card. */
export function supportSaid(view: IncidentView): [string, string][] {
  const { incident } = view;
  const { routing, passing } = incident;
  if (routing === undefined) return [];
  const [party, first] = [answeringParty(incident), routing.ladder[0]];
  const helpers = first?.role === 'best_endeavours' ? `\nbest endeavours: ${mentions(first.people)}` : '';
  const said = [
    ...(party.level !== undefined || passing.now ? [`${partyName(view, party)}${helpers}`] : []),
    ...(passing.handoffs > 0 ? [`passed on ${passing.handoffs === 1 ? 'once' : `${passing.handoffs} times`}`] : []),
    ...(passing.request ? [`asked to take it: ${named(passing.request.team)}`] : []),
    ...(routing.waitsUntil && incident.asked.length === 0 ? [`nobody is woken: asked ${when(routing.waitsUntil, 'day and time')}`] : []),
    ...(routing.owner?.atRisk ? [`⚠ at risk: the owner has nobody left.${standInsSaid(routing.standIns)}`] : []),
    ...(routing.pending ? [pendingSaid(routing.pending)] : []),
    ...(routing.shadow && passing.now === undefined ? [`shadow: ${mentions(routing.shadow.people)}`] : []),
    ...(routing.warranty ? [`built by ${formerSaid(routing.warranty)}, ask until ${when(routing.warranty.until, 'day and time')}`] : []),
  ];
  return said.length === 0 ? [] : [['Support', said.join('\n')]];
}
