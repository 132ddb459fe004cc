import * as z from 'zod';
import { groupId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';

export const GroupId = z
  .string()
  .regex(/^S[A-Z0-9]+$/)
  .brand('GroupId');
export type GroupId = z.infer<typeof GroupId>;

export const GroupObserved = z.object({ type: z.literal('GroupObserved'), at: z.iso.datetime(), members: z.array(PersonId) });
export type GroupObserved = z.infer<typeof GroupObserved>;
export const Group = z.object({ members: z.array(PersonId) });
export type Group = z.infer<typeof Group>;

/** A Slack user group, kept current by events and a nightly scan, so that no declaration waits for `usergroups.*`. */
export const groups: Aggregate<Group, GroupObserved> = {
  name: 'group',
  initial: { members: [] },
  evolve: (_, { members }) => ({ members }),
  state: Group,
  event: GroupObserved,
};

export const groupRef = (group: GroupId): Ref<Group> => headRef(groups, groupId(group));
