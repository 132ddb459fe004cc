import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { GroupId } from '#domain/workspace/group';

const Flag = z.boolean().nullish();

/** A person as Slack's `users.list`, `user_change` and `team_join` show them. */
export const SlackUser = z.object({
  id: PersonId,
  deleted: Flag,
  is_bot: Flag,
  is_restricted: Flag,
  is_ultra_restricted: Flag,
  tz: z.string().nullish(),
});

export function readPerson(user: unknown, at: string) {
  const { id, deleted, is_bot, is_restricted, is_ultra_restricted, tz } = SlackUser.parse(user);
  const kind = is_bot || id === 'USLACKBOT' ? 'bot' : is_restricted || is_ultra_restricted ? 'guest' : 'member';
  return { id, seen: { at, kind, deactivated: deleted === true, zone: tz || 'UTC' } as const };
}

/** A user group as `usergroups.list` (with users), `subteam_created` and `subteam_updated` show it: everyone who is in it. */
const Group = z.object({ id: GroupId, users: z.array(PersonId).nullish(), date_delete: z.number().nullish() });
/** One that was deleted, which Slack calls disabled, has nobody in it whatever Slack still lists. */
export const SlackGroup = Group.transform(({ id, users, date_delete }) => ({ id, users: date_delete ? [] : users }));
export type SlackGroup = z.infer<typeof SlackGroup>;

export const readShared = (payload: unknown) => z.object({ channel: z.string() }).parse(payload).channel;

/** When it was so, by Slack's clock: to the microsecond, which is finer than our own times are. */
export const saidAt = (payload: unknown): string =>
  new Date(Number(z.object({ event_ts: z.string() }).parse(payload).event_ts) * 1000).toISOString();
