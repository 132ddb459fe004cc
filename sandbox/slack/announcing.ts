import type { Inside } from './inside.ts';
import type { Channel, Json, Message } from './records.ts';
import { messageShape } from './web-api/shapes.ts';

/** What Slack tells the app by itself. Messages are told of only where the bot is a member. */

export const channelType = ({ kind }: Channel) => ({ public: 'channel', private: 'group', im: 'im' })[kind];

function heard({ workspace }: Inside, id: string): Channel | undefined {
  const channel = workspace.channels.get(id);
  return channel?.members.includes(workspace.identity().bot.userId) ? channel : undefined;
}

export function announceMessage(inside: Inside, message: Message) {
  const channel = heard(inside, message.channel);
  if (!channel) return;
  inside.announce({
    ...messageShape(inside.workspace, message),
    channel: channel.id,
    channel_type: channelType(channel),
    event_ts: message.ts,
  });
}

function announceHidden(inside: Inside, before: Message, subtype: string, more: Json) {
  const channel = heard(inside, before.channel);
  if (!channel) return;
  const ts = inside.workspace.ts();
  const previous_message = messageShape(inside.workspace, before);
  inside.announce({
    type: 'message',
    subtype,
    hidden: true,
    channel: channel.id,
    channel_type: channelType(channel),
    previous_message,
    ts,
    event_ts: ts,
    ...more,
  });
}

export function announceChanged(inside: Inside, before: Message, after: Message) {
  announceHidden(inside, before, 'message_changed', { message: messageShape(inside.workspace, after) });
}

export function announceDeleted(inside: Inside, before: Message) {
  announceHidden(inside, before, 'message_deleted', { deleted_ts: before.ts });
}

export function announceReaction(
  inside: Inside,
  added: boolean,
  user: string,
  reaction: string,
  { channel, ts, user: item_user }: Message,
) {
  if (!heard(inside, channel)) return;
  inside.announce({
    type: added ? 'reaction_added' : 'reaction_removed',
    user,
    reaction,
    item: { type: 'message', channel, ts },
    item_user,
    event_ts: inside.workspace.ts(),
  });
}

export function announceMember(
  inside: Inside,
  type: 'member_joined_channel' | 'member_left_channel',
  channel: Channel,
  user: string,
  inviter?: string,
) {
  const { team, bot } = inside.workspace.identity();
  if (user !== bot.userId && !heard(inside, channel.id)) return;
  const channel_type = channel.kind === 'public' ? 'C' : 'G';
  inside.announce({
    type,
    user,
    channel: channel.id,
    channel_type,
    team: team.id,
    ...(inviter && { inviter }),
    event_ts: inside.workspace.ts(),
  });
}

/** Public channels have `channel_*` events, private ones `group_*`, told only to those inside. */
export function announceChannel(inside: Inside, what: 'archive' | 'unarchive' | 'rename' | 'deleted', channel: Channel, more: Json) {
  const { bot } = inside.workspace.identity();
  if (channel.kind === 'private' && !channel.members.includes(bot.userId)) return;
  inside.announce({
    type: `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`,
    channel: channel.id,
    ...more,
    event_ts: inside.workspace.ts(),
  });
}
