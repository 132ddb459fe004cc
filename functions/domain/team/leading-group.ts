import { teamOfGroupKey } from '#domain/keys';
import type { Put, Ref } from '#domain/records';
import type { GroupId } from '#domain/workspace/group';
import { type OfGroup, type TeamSlug, teamOfGroupRef } from './team.ts';

type Grouped = { group?: GroupId | undefined };
/** The groups of Slack's that a team has before and after, each once. */
export const groupsOf = (...some: (Grouped | undefined)[]): GroupId[] => [...new Set(some.flatMap((one) => one?.group ?? []))];

export const groupedRefs = (...some: (Grouped | undefined)[]): Ref<OfGroup | undefined>[] => groupsOf(...some).map(teamOfGroupRef);

/**
 * The group that a team has leads to it from now on, and one that it had leads nowhere: another team may have it. `grouped`: where those of before
 * and after led so far, in the order of `groupedRefs(before, after)`.
 */
export function groupMoved(
  slug: TeamSlug,
  [before, after]: [Grouped | undefined, Grouped | undefined],
  grouped: (OfGroup | undefined)[],
  versions: number | number[],
): Put[] {
  const seenAt = [versions].flat();
  return groupsOf(before, after).flatMap((group, index): Put[] => {
    const leads = grouped[index]?.team === slug;
    const expected = seenAt[index] ?? 0;
    if (group === after?.group) return leads ? [] : [{ key: teamOfGroupKey(group), value: { team: slug }, expected }];
    return leads ? [{ key: teamOfGroupKey(group), value: { team: null }, expected }] : [];
  });
}
