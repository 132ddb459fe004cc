import type { Effect } from '#domain/effects';
import type { Fact } from '#domain/incident/events';
import { holderOf } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import type { PersonId } from '#domain/person/person';
import { mention } from '#slack-kit/text';

/** Said in the room, to whom it concerns; whoever gets a role is brought in. Card and topic follow the record by themselves. */
export function react({ id, incident }: IncidentView, news: News[]): Effect[] {
  if (incident.room.state !== 'open') return [];
  const { channel } = incident.room;
  const { commander } = incident.roles;
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type === 'IncidentRoleAssigned') {
      const { person } = event;
      const invited: Effect[] = person ? [{ kind: 'invite', key: `${id}/${version}/invite`, channel, people: [person] }] : [];
      return [...invited, { kind: 'message', key: `${id}/${version}/role`, to: channel, text: assigned(event) }, ...hint(version, person)];
    }
    return event.type === 'IncidentAcknowledged' ? hint(version, event.by) : [];
  });

  /** Whoever leads and fixes at once does neither well. A hint, no more. */
  function hint(version: number, person: PersonId | null): Effect[] {
    if (commander === undefined || person !== commander || commander !== holderOf(incident)) return [];
    const text = `${mention(commander)} has it and is commander too. One leads, one fixes: \`/incident role commander @somebody\` hands the lead on, \`/incident unack\` the fixing.`;
    return [{ kind: 'message', key: `${id}/${version}/lead-and-fix`, to: channel, text }];
  }
}

function assigned({ by, role, person }: Fact<'IncidentRoleAssigned'>): string {
  if (person === null) return `Nobody is ${role} any more, says ${mention(by)}.`;
  return by === person ? `${mention(person)} is ${role} now.` : `${mention(person)} is ${role} now, named by ${mention(by)}.`;
}
