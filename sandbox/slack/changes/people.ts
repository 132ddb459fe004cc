import { Refusal } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { text, texts } from '#sandbox/slack/reading';
import type { Group, Json, Person } from '#sandbox/slack/records';
import { groupShape, userShape } from '#sandbox/slack/web-api/shapes';
import { type Change, group, person } from './named.ts';

export function changePerson(inside: Inside, before: Person, change: Partial<Person>): Json {
  const { workspace } = inside;
  const after: Person = { ...before, ...change, updated: workspace.seconds() };
  workspace.people.set(after.id, after);
  inside.announce({ type: 'user_change', user: userShape(workspace, after), cache_ts: workspace.seconds(), event_ts: workspace.ts() });
  return { user: userShape(workspace, after) };
}

export function setMembers(inside: Inside, before: Group, users: string[]): Json {
  const { workspace } = inside;
  const after: Group = { ...before, users, updated: workspace.seconds() };
  workspace.groups.set(after.id, after);
  const [added_users, removed_users] = [users.filter((id) => !before.users.includes(id)), before.users.filter((id) => !users.includes(id))];
  inside.announce({
    type: 'subteam_members_changed',
    subteam_id: after.id,
    team_id: workspace.identity().team.id,
    date_previous_update: before.updated,
    date_update: after.updated,
    added_users,
    added_users_count: added_users.length,
    removed_users,
    removed_users_count: removed_users.length,
    event_ts: workspace.ts(),
  });
  inside.announce({ type: 'subteam_updated', subteam: groupShape(workspace, after), event_ts: workspace.ts() });
  return { usergroup: groupShape(workspace, after) };
}

/** Who is deactivated leaves every group and channel. */
export const deactivate: Change = (body, inside) => {
  const gone = person(inside, body);
  const shown = changePerson(inside, gone, { deleted: true });
  for (const one of inside.workspace.groups.all())
    if (one.users.includes(gone.id))
      setMembers(
        inside,
        one,
        one.users.filter((id) => id !== gone.id),
      );
  for (const one of inside.workspace.channels.all()) {
    if (one.kind !== 'im' && one.members.includes(gone.id))
      inside.workspace.channels.set(one.id, { ...one, members: one.members.filter((id) => id !== gone.id) });
  }
  return shown;
};

export const addUser: Change = (body, inside) => {
  const { workspace } = inside;
  const handle = text(body.handle);
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(handle))
    throw new Refusal('invalid_handle', 'A new user needs a "handle" of lowercase letters and digits.');
  if (workspace.person(handle)) throw new Refusal('handle_taken', `There is a ${handle} already.`);
  const added: Person = {
    id: workspace.id('U'),
    handle,
    name: text(body.name) || handle,
    tz: text(body.tz) || 'Europe/London',
    is_bot: false,
    deleted: false,
    is_restricted: false,
    is_ultra_restricted: false,
    updated: workspace.seconds(),
  };
  workspace.people.set(added.id, added);
  const general = workspace.named('general');
  if (general) workspace.channels.set(general.id, { ...general, members: [...general.members, added.id] });
  inside.announce({ type: 'team_join', user: userShape(workspace, added), cache_ts: workspace.seconds(), event_ts: workspace.ts() });
  return { user: userShape(workspace, added) };
};

export function setGroup(body: Json, inside: Inside): Json {
  const users = texts(body.users).map((user) => person(inside, { user }).id);
  return setMembers(inside, group(inside, body), users);
}
