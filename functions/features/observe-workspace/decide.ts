import { sightingKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { Person, PersonId, PersonObserved } from '#domain/person/person';
import type { Channel, ChannelObserved } from '#domain/workspace/channel';
import type { Group, GroupObserved } from '#domain/workspace/group';
import { type Sighting, sightingRef } from '#domain/workspace/sighting';

type Facts = { sighting: Sighting | undefined };
/** `at` is when it was so, by Slack's clock; a scan looks at everybody and leaves no trace where nothing has changed. */
type Seen = { at: string; scan?: boolean };

/**
 * What Slack says of its people, groups and channels is believed, and the latest word counts in whatever order words arrive. What we know
 * already is no event, but that it was said so late is kept: an older word may still be on its way.
 */
function believe<State, Command extends Seen, Event>(learn: (known: State, seen: Command) => Event[]): Act<State, Facts, Command, Event> {
  return {
    facts: (_state, _command, _known, id) => ({ sighting: sightingRef(id ?? 'CHANNEL-NONE') }),
    decide(known, { sighting }, seen, { id, versions }) {
      if (sighting && sighting.at > seen.at) return [];
      const events = learn(known, seen);
      if (events.length === 0 && seen.scan) return [];
      // The same delivery once more.
      if (events.length === 0 && sighting?.at === seen.at) return [];
      return { events, puts: [{ key: sightingKey(id), value: { at: seen.at }, expected: versions.sighting }] };
    },
  };
}

export type ObservePerson = Seen & Omit<PersonObserved, 'type'>;
export const observePerson = believe<Person, ObservePerson, PersonObserved>((known, { at, kind, deactivated, zone }) =>
  known.state === 'known' && known.kind === kind && known.deactivated === deactivated && known.zone === zone
    ? []
    : [{ type: 'PersonObserved', at, kind, deactivated, zone }],
);

export const observeGroup = believe<Group, Seen & { members: PersonId[] }, GroupObserved>(({ members: known }, { at, members }) => {
  const same = known.length === members.length && members.every((member) => known.includes(member));
  return same ? [] : [{ type: 'GroupObserved', at, members }];
});

export const observeChannel = believe<Channel, Seen & { shared: boolean }, ChannelObserved>(({ shared: known }, { at, shared }) =>
  known === shared ? [] : [{ type: 'ChannelObserved', at, shared }],
);
