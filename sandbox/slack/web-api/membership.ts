import { announceMember } from '#sandbox/slack/announcing';
import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Channel, Json } from '#sandbox/slack/records';
import { openRoom } from './access.ts';
import type { Arguments } from './arguments.ts';
import { channelShape } from './shapes.ts';

function whyNot({ workspace }: Inside, channel: Channel, user: string): string | undefined {
  const person = workspace.people.get(user);
  if (!person) return 'user_not_found';
  if (user === workspace.identity().bot.userId) return 'cant_invite_self';
  if (person.deleted) return 'user_disabled';
  if (person.is_ultra_restricted) return 'ura_max_channels';
  if (person.is_restricted) return 'user_is_restricted';
  return channel.members.includes(user) ? 'already_in_channel' : undefined;
}

/** Without `force` one bad user fails all; with it the good ones are in, and the bad ones are named. */
function invite(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const channel = openRoom(workspace, args.needed('channel'));
  const users = [...new Set(args.list('users'))];
  if (users.length === 0) throw new Failure('no_user');
  if (users.length > 100) throw new Failure('too_many_users');
  const errors = users.flatMap((user) => {
    const error = whyNot(inside, channel, user);
    return error ? [{ user, ok: false, error }] : [];
  });
  const [first] = errors;
  const good = users.filter((user) => !errors.some((error) => error.user === user));
  if (first && (good.length === 0 || !args.flag('force'))) throw new Failure(first.error, { errors });

  const after = { ...channel, members: [...channel.members, ...good] };
  workspace.channels.set(channel.id, after);
  for (const user of good) announceMember(inside, 'member_joined_channel', after, user, workspace.identity().bot.userId);
  return { channel: channelShape(workspace, after), ...(errors.length > 0 && { errors }) };
}

function kick(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const channel = openRoom(workspace, args.needed('channel'));
  const user = args.needed('user');
  if (!workspace.people.get(user)) throw new Failure('user_not_found');
  if (user === workspace.identity().bot.userId) throw new Failure('cant_kick_self');
  if (!channel.members.includes(user)) throw new Failure('not_in_channel');
  const after = { ...channel, members: channel.members.filter((member) => member !== user) };
  workspace.channels.set(channel.id, after);
  announceMember(inside, 'member_left_channel', after, user);
  return { errors: {} };
}

export const membership = { 'conversations.invite': invite, 'conversations.kick': kick };
