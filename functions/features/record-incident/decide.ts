import type { IncidentEvent } from '#domain/incident/events';
import { type ImpactLevel, usualFraction } from '#domain/incident/impact';
import { type Incident, IncidentId } from '#domain/incident/incident';
import type { Fix } from '#domain/incident/restoring-events';
import type { Severity } from '#domain/incident/severity';
import type { Act } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { lookUps } from '#domain/service/names';
import { type Named, namedRef } from '#domain/service/service';
import { type Channel, channelRef, notHere } from '#domain/workspace/channel';

export type Times = { from: string; to: string };
export type RecordIncident = Times & {
  by: PersonId;
  at: string;
  service: string;
  saidId: string;
  title: string;
  titleId: string;
  severity: Severity;
  impact: ImpactLevel | 'none';
  fix: Fix;
  how: string;
  howId: string;
  private: boolean;
  /** Where it was typed. */
  channel?: string | undefined;
};

type Facts = { person: Person; channel: Channel; names: (Named | undefined)[] };

/** It is over already: on record as of when it was, with its impact, and as resolved. Nobody is asked, and it joins nothing. */
export const recordIncident: Act<Incident, Facts, RecordIncident, IncidentEvent> = {
  facts: (_, { by, service, channel }) => ({
    person: personRef(by),
    channel: channelRef(channel ?? 'NONE'),
    names: lookUps(service).map(namedRef),
  }),
  decide(_, { person, channel, names }, command, { id }) {
    if (channel.shared) throw new Rejection('shared_channel', notHere);
    refuseUnlessPerson(person);
    if (isGuest(person))
      throw refused('recorded_by_guest', 'A member of the workspace has to put on record what is over: ask one of them.');
    const { by, at, from, to, severity, titleId, howId, saidId, fix, impact } = command;
    refuseUnlikely(command, at);
    const service = names.find((named) => named !== undefined)?.service ?? null;
    const said = service === null && lookUps(command.service).length > 0;
    const told = { service, ...(said && { saidId }), private: command.private, drill: false, afterwards: true, titleId };
    const windows = impact === 'none' ? [] : [{ level: impact, fraction: usualFraction[impact], from, to }];
    return {
      events: [
        { type: 'IncidentDeclared', at: from, by, reportedBy: by, severity, ...told },
        ...(windows.length > 0 ? [{ type: 'IncidentImpactChanged' as const, at, by, before: [], windows }] : []),
        { type: 'IncidentResolved', at: to, by, fix, howId },
      ],
      texts: [
        { id: titleId, by, body: command.title, inHead: true },
        { id: howId, by, body: command.how, inHead: true },
        ...(said ? [{ id: saidId, by, body: command.service.slice(0, 200), inHead: true }] : []),
      ],
      answer: { id: IncidentId.parse(id) },
    };
  },
};

const furthestDays = 30;
function refuseUnlikely({ title, how, from, to }: RecordIncident, at: string): void {
  if (title.trim() === '' || how.trim() === '') throw refused('no_words', 'Say in a sentence what it was, and how it was resolved.');
  if (from > at || to > at) throw refused('in_the_future', 'One of the times is still to come. What goes on is declared with `/incident`.');
  if (to <= from) throw refused('ends_before_it_begins', 'It would end before it begins. Say both times with their days.');
  if (Date.parse(at) - Date.parse(from) > furthestDays * 86_400_000)
    throw refused('too_long_ago', `That is more than ${furthestDays} days ago. Look at the day: times are read in your own zone.`);
}
const refused = (code: string, why: string) => new Rejection(code, `${why} Nothing is on record.`);
