import { announceChannel, announceMember } from './announcing.ts';
import { Refusal } from './failure.ts';
import type { Inside } from './inside.ts';
import { json, text, texts } from './reading.ts';
import type { Channel, Group, Json, Person } from './records.ts';
import { freeName } from './web-api/channel-names.ts';
import { newChannel } from './web-api/conversations.ts';
import { groupShape, userShape } from './web-api/shapes.ts';

/** What happens to a workspace without us; each change sends the events Slack sends. */
type Change = (body: Json, inside: Inside) => Json;

function person({ workspace }: Inside, body: Json): Person {
  const found = workspace.person(text(body.user));
  if (!found) throw new Refusal('user_not_found', `There is nobody called ${text(body.user) || '(no "user")'}.`, 404);
  return found;
}

function group({ workspace }: Inside, body: Json): Group {
  const found = workspace.group(text(body.group));
  if (!found) throw new Refusal('group_not_found', `There is no user group ${text(body.group) || '(no "group")'}.`, 404);
  return found;
}

function channel({ workspace }: Inside, body: Json): Channel {
  const found = workspace.channel(text(body.channel));
  if (!found) throw new Refusal('channel_not_found', `There is no channel ${text(body.channel) || '(no "channel")'}.`, 404);
  return found;
}

function changePerson(inside: Inside, before: Person, change: Partial<Person>): Json {
  const { workspace } = inside;
  const after: Person = { ...before, ...change, updated: workspace.seconds() };
  workspace.people.set(after.id, after);
  inside.announce({ type: 'user_change', user: userShape(workspace, after), cache_ts: workspace.seconds(), event_ts: workspace.ts() });
  return { user: userShape(workspace, after) };
}

function setMembers(inside: Inside, before: Group, users: string[]): Json {
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
const deactivate: Change = (body, inside) => {
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

const addUser: Change = (body, inside) => {
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

function setGroup(body: Json, inside: Inside): Json {
  const users = texts(body.users).map((user) => person(inside, { user }).id);
  return setMembers(inside, group(inside, body), users);
}

function setArchived(archived: boolean): Change {
  return (body, inside) => {
    const before = channel(inside, body);
    if (before.archived === archived) throw new Refusal(archived ? 'already_archived' : 'not_archived', `#${before.name} is so already.`);
    inside.workspace.channels.set(before.id, { ...before, archived });
    announceChannel(inside, archived ? 'archive' : 'unarchive', before, { user: someone(inside, body) });
    return { channel: before.id };
  };
}

/** Whoever the change is said to come from; an administrator if nobody is named. */
function someone(inside: Inside, body: Json): string {
  if (text(body.user) !== '') return person(inside, body).id;
  return inside.workspace.people.all().find(({ is_bot, deleted }) => !is_bot && !deleted)?.id ?? 'USLACKBOT';
}

const deleteChannel: Change = (body, inside) => {
  const { workspace } = inside;
  const gone = channel(inside, body);
  for (const { ts } of workspace.messages.inChannel(gone.id)) workspace.messages.delete(gone.id, ts);
  workspace.channels.delete(gone.id);
  announceChannel(inside, 'deleted', gone, {});
  return { channel: gone.id };
};

const rename: Change = (body, inside) => {
  const before = channel(inside, body);
  const after = { ...before, name: freeName(inside.workspace, text(body.name)) };
  inside.workspace.channels.set(after.id, after);
  announceChannel(inside, 'rename', after, {
    channel: { id: after.id, name: after.name, name_normalized: after.name, created: after.created },
  });
  return { channel: after.id, name: after.name };
};

const share: Change = (body, inside) => {
  const before = channel(inside, body);
  const after = { ...before, shared: true };
  inside.workspace.channels.set(after.id, after);
  inside.announce({ type: 'channel_shared', connected_team_id: 'T0PARTNER', channel: after.id, event_ts: inside.workspace.ts() });
  return { channel: after.id };
};

const join: Change = (body, inside) => {
  const [who, before] = [person(inside, body), channel(inside, body)];
  if (before.members.includes(who.id)) throw new Refusal('already_in_channel', `${who.handle} is in #${before.name} already.`);
  const after = { ...before, members: [...before.members, who.id] };
  inside.workspace.channels.set(after.id, after);
  announceMember(inside, 'member_joined_channel', after, who.id);
  return { channel: after.id };
};

const leave: Change = (body, inside) => {
  const [who, before] = [person(inside, body), channel(inside, body)];
  if (!before.members.includes(who.id)) throw new Refusal('not_in_channel', `${who.handle} is not in #${before.name}.`);
  const after = { ...before, members: before.members.filter((id) => id !== who.id) };
  inside.workspace.channels.set(after.id, after);
  announceMember(inside, 'member_left_channel', after, who.id);
  return { channel: after.id };
};

const addChannel: Change = (body, inside) => {
  const members = texts(body.users).map((user) => person(inside, { user }).id);
  const name = freeName(inside.workspace, text(body.name));
  return { channel: newChannel(inside, name, body.is_private === true, someone(inside, body), members).id };
};

function revoke(revoked: boolean): Change {
  return (_, inside) => {
    const identity = inside.workspace.identity();
    inside.workspace.identify({ ...identity, revoked });
    if (revoked)
      inside.announce({ type: 'tokens_revoked', tokens: { oauth: [], bot: [identity.bot.userId] }, event_ts: inside.workspace.ts() });
    return { revoked };
  };
}

const changes: Record<string, Change | undefined> = {
  deactivate,
  reactivate: (body, inside) => changePerson(inside, person(inside, body), { deleted: false }),
  restrict: (body, inside) =>
    changePerson(inside, person(inside, body), { is_restricted: true, is_ultra_restricted: body.single_channel === true }),
  'add-user': addUser,
  'empty-group': (body, inside) => setMembers(inside, group(inside, body), []),
  'set-group': setGroup,
  archive: setArchived(true),
  unarchive: setArchived(false),
  delete: deleteChannel,
  rename,
  share,
  join,
  leave,
  'add-channel': addChannel,
  'revoke-token': revoke(true),
  'restore-token': revoke(false),
};

export function changeWorkspace(sent: unknown, inside: Inside): Json {
  const body = json(sent);
  const change = changes[text(body.do)];
  if (!change) throw new Refusal('unknown_change', `"do" is one of ${Object.keys(changes).join(', ')}.`);
  return { ok: true, ...change(body, inside) };
}
