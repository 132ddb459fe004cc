import { Failure } from '#sandbox/slack/failure';
import type { Channel, Message, Person } from '#sandbox/slack/records';
import type { Workspace } from '#sandbox/slack/workspace';

/** What the bot can see and do: a private channel it is not in does not exist for it. Calls name channels by id; only posting takes names too. */

export function visible(workspace: Workspace, ref: string): Channel {
  const { bot } = workspace.identity();
  const channel = workspace.channels.get(ref);
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(bot.userId))) throw new Failure('channel_not_found');
  return channel;
}

export function joined(workspace: Workspace, ref: string): Channel {
  const channel = visible(workspace, ref);
  if (!channel.members.includes(workspace.identity().bot.userId)) throw new Failure('not_in_channel');
  return channel;
}

export function open(workspace: Workspace, ref: string): Channel {
  const channel = joined(workspace, ref);
  if (channel.archived) throw new Failure('is_archived');
  return channel;
}

/** A channel in the narrow sense: direct messages have no topic, name or members to change. */
export function openRoom(workspace: Workspace, ref: string): Channel {
  const channel = open(workspace, ref);
  if (channel.kind === 'im') throw new Failure('method_not_supported_for_channel_type');
  return channel;
}

export function directChannel(workspace: Workspace, user: string): { channel: Channel; existed: boolean } {
  const { bot } = workspace.identity();
  const person = activePerson(workspace, user);
  if (person.id === bot.userId || person.is_bot) throw new Failure('cannot_dm_bot');
  const existing = workspace.directWith(person.id);
  if (existing) return { channel: existing, existed: true };
  const nothing = { value: '', creator: '', last_set: 0 };
  const channel: Channel = {
    id: workspace.id('D'),
    name: '',
    kind: 'im',
    creator: bot.userId,
    created: workspace.seconds(),
    archived: false,
    shared: false,
    members: [bot.userId, person.id],
    topic: nothing,
    purpose: nothing,
    pins: [],
    bookmarks: [],
  };
  workspace.channels.set(channel.id, channel);
  return { channel, existed: false };
}

export function activePerson(workspace: Workspace, id: string): Person {
  const person = workspace.people.get(id);
  if (!person) throw new Failure('user_not_found');
  if (person.deleted) throw new Failure('user_disabled');
  return person;
}

export function messageAt(workspace: Workspace, channel: Channel, ts: string): Message {
  const message = workspace.messages.get(channel.id, ts);
  if (!message) throw new Failure('message_not_found');
  return message;
}
