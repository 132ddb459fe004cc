import type { Act } from '#domain/perform';
import type { Person, PersonId, PersonObserved } from '#domain/person/person';
import type { Channel, ChannelObserved } from '#domain/workspace/channel';
import type { Group, GroupObserved } from '#domain/workspace/group';

type Nothing = Record<string, never>;
const nothing = () => ({});

/** What Slack says of its people, groups and channels is believed as it is; what we know already changes nothing. */
export const observePerson: Act<Person, Nothing, Omit<PersonObserved, 'type'>, PersonObserved> = {
  facts: nothing,
  decide: (known, _, seen) =>
    known.state === 'known' && known.kind === seen.kind && known.deactivated === seen.deactivated && known.zone === seen.zone
      ? []
      : [{ type: 'PersonObserved', ...seen }],
};

export const observeGroup: Act<Group, Nothing, { at: string; members: PersonId[] }, GroupObserved> = {
  facts: nothing,
  decide({ members: known }, _, { at, members }) {
    const same = known.length === members.length && members.every((member) => known.includes(member));
    return same ? [] : [{ type: 'GroupObserved', at, members }];
  },
};

/** Who came and who went, where Slack does not say who is there. */
export const observeGroupChange: Act<Group, Nothing, { at: string; added: PersonId[]; removed: PersonId[] }, GroupObserved> = {
  facts: nothing,
  decide(group, facts, { at, added, removed }, standing) {
    const members = [...new Set([...group.members, ...added])].filter((member) => !removed.includes(member));
    return observeGroup.decide(group, facts, { at, members }, standing);
  },
};

export const observeChannel: Act<Channel, Nothing, { at: string; shared: boolean }, ChannelObserved> = {
  facts: nothing,
  decide: ({ shared: known }, _, { at, shared }) => (known === shared ? [] : [{ type: 'ChannelObserved', at, shared }]),
};
