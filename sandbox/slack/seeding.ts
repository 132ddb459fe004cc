import type { Inside } from './inside.ts';
import type { Person, Seed } from './records.ts';
import { newChannel } from './web-api/conversations.ts';

/** Fills an empty workspace; nothing of it is news to the app. */
export function seedWorkspace(inside: Inside, { team, bot, users, groups, channels }: Seed) {
  const { workspace } = inside;
  const updated = workspace.seconds();
  workspace.identify({ team, bot, revoked: false });
  const app: Seed['users'][number] = { id: bot.userId, handle: bot.name, name: 'Muster', tz: 'UTC', is_bot: true };
  for (const user of [app, ...users.filter(({ id }) => id !== bot.userId)]) {
    const person: Person = { is_bot: false, deleted: false, is_restricted: false, is_ultra_restricted: false, ...user, updated };
    workspace.people.set(person.id, person);
  }
  for (const group of groups) workspace.groups.set(group.id, { ...group, created: updated, updated });
  for (const { id, name, is_private = false, members, is_ext_shared = false } of channels) {
    const made = newChannel(inside, name, is_private, members.find((member) => member !== bot.userId) ?? bot.userId, members);
    if (id !== undefined && id !== made.id) workspace.channels.delete(made.id);
    workspace.channels.set(id ?? made.id, { ...made, id: id ?? made.id, shared: is_ext_shared });
  }
}
