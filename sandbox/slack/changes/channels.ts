import { announceChannel, announceMember } from '#sandbox/slack/announcing';
import { Refusal } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { text, texts } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';
import { freeName } from '#sandbox/slack/web-api/channel-names';
import { newChannel } from '#sandbox/slack/web-api/conversations';
import { type Change, channel, person } from './named.ts';

export function setArchived(archived: boolean): Change {
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

export const deleteChannel: Change = (body, inside) => {
  const { workspace } = inside;
  const gone = channel(inside, body);
  for (const { ts } of workspace.messages.inChannel(gone.id)) workspace.messages.delete(gone.id, ts);
  workspace.channels.delete(gone.id);
  announceChannel(inside, 'deleted', gone, {});
  return { channel: gone.id };
};

export const rename: Change = (body, inside) => {
  const before = channel(inside, body);
  const after = { ...before, name: freeName(inside.workspace, text(body.name)) };
  inside.workspace.channels.set(after.id, after);
  announceChannel(inside, 'rename', after, {
    channel: { id: after.id, name: after.name, name_normalized: after.name, created: after.created },
  });
  return { channel: after.id, name: after.name };
};

export const share: Change = (body, inside) => {
  const before = channel(inside, body);
  const after = { ...before, shared: true };
  inside.workspace.channels.set(after.id, after);
  inside.announce({ type: 'channel_shared', connected_team_id: 'T0PARTNER', channel: after.id, event_ts: inside.workspace.ts() });
  return { channel: after.id };
};

export const unshare: Change = (body, inside) => {
  const before = channel(inside, body);
  inside.workspace.channels.set(before.id, { ...before, shared: false });
  const event_ts = inside.workspace.ts();
  inside.announce({
    type: 'channel_unshared',
    previously_connected_team_id: 'T0PARTNER',
    channel: before.id,
    is_ext_shared: false,
    event_ts,
  });
  return { channel: before.id };
};

export const join: Change = (body, inside) => {
  const [who, before] = [person(inside, body), channel(inside, body)];
  if (before.members.includes(who.id)) throw new Refusal('already_in_channel', `${who.handle} is in #${before.name} already.`);
  const after = { ...before, members: [...before.members, who.id] };
  inside.workspace.channels.set(after.id, after);
  announceMember(inside, 'member_joined_channel', after, who.id);
  return { channel: after.id };
};

export const leave: Change = (body, inside) => {
  const [who, before] = [person(inside, body), channel(inside, body)];
  if (!before.members.includes(who.id)) throw new Refusal('not_in_channel', `${who.handle} is not in #${before.name}.`);
  const after = { ...before, members: before.members.filter((id) => id !== who.id) };
  inside.workspace.channels.set(after.id, after);
  announceMember(inside, 'member_left_channel', after, who.id);
  return { channel: after.id };
};

export const addChannel: Change = (body, inside) => {
  const members = texts(body.users).map((user) => person(inside, { user }).id);
  const name = freeName(inside.workspace, text(body.name));
  return { channel: newChannel(inside, name, body.is_private === true, someone(inside, body), members).id };
};
