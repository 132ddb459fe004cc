import { homeOf } from './acts/home.ts';
import type { Channel, Json, Message } from './records.ts';
import { canvasOf } from './web-api/canvases.ts';
import { channelShape, messageShape, userShape } from './web-api/shapes.ts';
import type { Workspace } from './workspace.ts';

/** The workspace as an onlooker sees it who may see everything. */

function channelShown(workspace: Workspace, channel: Channel): Json {
  return {
    ...channelShape(workspace, channel),
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    name: channel.name,
    members: channel.members,
    topic: channel.topic,
    purpose: channel.purpose,
    pins: channel.pins.map(({ ts }) => ts),
    bookmarks: channel.bookmarks,
    canvas: canvasOf(workspace, channel.id) ?? null,
    last: workspace.messages.inChannel(channel.id).at(-1)?.ts ?? null,
  };
}

/** Each reply says which thread it is in; its root says how many it has. */
const messageShown = (workspace: Workspace, message: Message): Json => ({
  ...messageShape(workspace, message),
  ...(message.thread_ts && { thread_ts: message.thread_ts }),
});

export function showWorkspace(workspace: Workspace, ref?: string): Json {
  const { team, bot, revoked } = workspace.identity();
  const channel = ref === undefined ? undefined : workspace.channel(ref);
  return {
    team,
    bot,
    revoked,
    users: workspace.people.all().map((person) => ({ ...userShape(workspace, person), handle: person.handle })),
    usergroups: workspace.groups.all().map(({ id, handle, name, users }) => ({ id, handle, name, users })),
    channels: workspace.channels.all().map((one) => channelShown(workspace, one)),
    ...(ref !== undefined && {
      messages: channel ? workspace.messages.inChannel(channel.id).map((message) => messageShown(workspace, message)) : [],
    }),
  };
}

/** All there is, channel by channel, each oldest first. */
export const showMessages = (workspace: Workspace): Json[] =>
  workspace.channels
    .all()
    .flatMap(({ id }) => workspace.messages.inChannel(id).map((message) => ({ ...messageShown(workspace, message), channel: id })));

export function showHomes(workspace: Workspace): Record<string, Json> {
  return Object.fromEntries(workspace.people.all().flatMap(({ id }) => (homeOf(workspace, id) ? [[id, homeOf(workspace, id) ?? {}]] : [])));
}
