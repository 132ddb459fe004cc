import { announceChannel, announceMember } from '#sandbox/slack/announcing';
import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Channel, Json } from '#sandbox/slack/records';
import { directChannel, joined, open, openRoom, visible } from './access.ts';
import type { Arguments } from './arguments.ts';
import { canvasProperties } from './canvases.ts';
import { freeName } from './channel-names.ts';
import { page } from './page.ts';
import { channelShape } from './shapes.ts';

export function newChannel({ workspace }: Inside, name: string, isPrivate: boolean, creator: string, members: string[]): Channel {
  const nothing = { value: '', creator: '', last_set: 0 };
  const channel: Channel = {
    id: workspace.id('C'),
    name,
    kind: isPrivate ? 'private' : 'public',
    creator,
    created: workspace.seconds(),
    archived: false,
    shared: false,
    members,
    topic: nothing,
    purpose: nothing,
    pins: [],
    bookmarks: [],
  };
  workspace.channels.set(channel.id, channel);
  return channel;
}

function create(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const { bot } = workspace.identity();
  const channel = newChannel(inside, freeName(workspace, args.text('name')), args.flag('is_private'), bot.userId, [bot.userId]);
  announceMember(inside, 'member_joined_channel', channel, bot.userId);
  return { channel: channelShape(workspace, channel) };
}

function join(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const { bot } = workspace.identity();
  const channel = visible(workspace, args.needed('channel'));
  if (channel.kind !== 'public') throw new Failure('method_not_supported_for_channel_type');
  if (channel.archived) throw new Failure('is_archived');
  if (channel.members.includes(bot.userId)) {
    return {
      channel: channelShape(workspace, channel),
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    };
  }
  const after = { ...channel, members: [...channel.members, bot.userId] };
  workspace.channels.set(channel.id, after);
  announceMember(inside, 'member_joined_channel', after, bot.userId);
  return { channel: channelShape(workspace, after) };
}

function leave(args: Arguments, inside: Inside): Json {
  const channel = joined(inside.workspace, args.needed('channel'));
  const { bot } = inside.workspace.identity();
  const after = { ...channel, members: channel.members.filter((member) => member !== bot.userId) };
  inside.workspace.channels.set(channel.id, after);
  announceMember(inside, 'member_left_channel', after, bot.userId);
  return {};
}

/** One person: several at once would be a group message, which the product has no use for. */
function openDirect(args: Arguments, { workspace }: Inside): Json {
  if (args.given('channel'))
    return { channel: channelShape(workspace, joined(workspace, args.text('channel'))), no_op: true, already_open: true };
  const [user, ...more] = args.list('users');
  if (!user) throw new Failure('users_list_not_supplied');
  if (more.length > 0) throw new Failure('method_not_supported_for_channel_type');
  const { channel, existed } = directChannel(workspace, user);
  return { channel: channelShape(workspace, channel), ...(existed && { no_op: true, already_open: true }) };
}

function write(name: 'topic' | 'purpose') {
  return (args: Arguments, { workspace }: Inside): Json => {
    const channel = openRoom(workspace, args.needed('channel'));
    const value = args.text(name);
    if (value.length > 250) throw new Failure('too_long');
    const after = { ...channel, [name]: { value, creator: workspace.identity().bot.userId, last_set: workspace.seconds() } };
    workspace.channels.set(channel.id, after);
    return { channel: channelShape(workspace, after), [name]: value };
  };
}

function rename(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const channel = openRoom(workspace, args.needed('channel'));
  const after = { ...channel, name: freeName(workspace, args.text('name')) };
  workspace.channels.set(channel.id, after);
  announceChannel(inside, 'rename', after, {
    channel: { id: after.id, name: after.name, name_normalized: after.name, created: after.created },
  });
  return { channel: channelShape(workspace, after) };
}

function archive(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const channel = joined(workspace, args.needed('channel'));
  if (channel.kind === 'im') throw new Failure('method_not_supported_for_channel_type');
  if (channel.archived) throw new Failure('already_archived');
  if (channel.name === 'general') throw new Failure('cant_archive_general');
  workspace.channels.set(channel.id, { ...channel, archived: true });
  announceChannel(inside, 'archive', channel, { user: workspace.identity().bot.userId });
  return {};
}

function unarchive(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const channel = joined(workspace, args.needed('channel'));
  if (!channel.archived) throw new Failure('not_archived');
  workspace.channels.set(channel.id, { ...channel, archived: false });
  announceChannel(inside, 'unarchive', channel, { user: workspace.identity().bot.userId });
  return {};
}

const kinds: Record<string, Channel['kind'] | undefined> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: undefined,
};

/** Private channels and direct messages are listed only for those who are in them. */
export function listed(args: Arguments, { workspace }: Inside, member?: string): Json {
  const { bot } = workspace.identity();
  const types = args.given('types') ? args.list('types') : ['public_channel'];
  if (types.some((type) => !(type in kinds))) throw new Failure('invalid_types');
  const wanted = new Set(types.map((type) => kinds[type]));
  const channels = workspace.channels
    .all()
    .filter(({ kind, members }) => wanted.has(kind) && (kind === 'public' || members.includes(bot.userId)))
    .filter(({ archived, members }) => !(archived && args.flag('exclude_archived')) && (!member || members.includes(member)));
  const { items, response_metadata } = page(channels, args);
  return {
    channels: items.map((channel) => ({ ...channelShape(workspace, channel), num_members: channel.members.length })),
    response_metadata,
  };
}

function info(args: Arguments, { workspace }: Inside): Json {
  const channel = visible(workspace, args.needed('channel'));
  return {
    channel: {
      ...channelShape(workspace, channel),
      ...canvasProperties(workspace, channel.id),
      ...(args.flag('include_num_members') && { num_members: channel.members.length }),
    },
  };
}

function members(args: Arguments, { workspace }: Inside): Json {
  const channel = visible(workspace, args.needed('channel'));
  const { items, response_metadata } = page(channel.members, args);
  return { members: items, response_metadata };
}

export const conversations = {
  'conversations.create': create,
  'conversations.join': join,
  'conversations.leave': leave,
  'conversations.open': openDirect,
  'conversations.setTopic': write('topic'),
  'conversations.setPurpose': write('purpose'),
  'conversations.rename': rename,
  'conversations.archive': archive,
  'conversations.unarchive': unarchive,
  'conversations.list': (args: Arguments, inside: Inside) => listed(args, inside),
  'conversations.info': info,
  'conversations.members': members,
  'conversations.close': (args: Arguments, { workspace }: Inside): Json => ({
    no_op: open(workspace, args.needed('channel')).kind !== 'im',
  }),
};
