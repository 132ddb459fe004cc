import { announceReaction } from '#sandbox/slack/announcing';
import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Json, Message } from '#sandbox/slack/records';
import { joined, messageAt, open } from './access.ts';
import type { Arguments } from './arguments.ts';
import { messageShape } from './shapes.ts';

export function react(inside: Inside, message: Message, user: string, name: string) {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new Failure('invalid_name');
  const before = message.reactions ?? [];
  if (before.some((one) => one.name === name && one.users.includes(user))) throw new Failure('already_reacted');
  const known = before.some((one) => one.name === name);
  const reactions = known
    ? before.map((one) => (one.name === name ? { name, users: [...one.users, user] } : one))
    : [...before, { name, users: [user] }];
  inside.workspace.messages.set({ ...message, reactions });
  announceReaction(inside, true, user, name, message);
}

export function unreact(inside: Inside, { reactions: before = [], ...message }: Message, user: string, name: string) {
  if (!before.some((one) => one.name === name && one.users.includes(user))) throw new Failure('no_reaction');
  const reactions = before
    .map((one) => (one.name === name ? { name, users: one.users.filter((id) => id !== user) } : one))
    .filter(({ users }) => users.length > 0);
  inside.workspace.messages.set({ ...message, ...(reactions.length > 0 && { reactions }) });
  announceReaction(inside, false, user, name, message);
}

function change(how: typeof react) {
  return (args: Arguments, inside: Inside): Json => {
    const channel = open(inside.workspace, args.needed('channel'));
    how(
      inside,
      messageAt(inside.workspace, channel, args.needed('timestamp')),
      inside.workspace.identity().bot.userId,
      args.needed('name'),
    );
    return {};
  };
}

function get(args: Arguments, { workspace }: Inside): Json {
  const channel = joined(workspace, args.needed('channel'));
  return {
    type: 'message',
    channel: channel.id,
    message: messageShape(workspace, messageAt(workspace, channel, args.needed('timestamp'))),
  };
}

export const reactions = { 'reactions.add': change(react), 'reactions.remove': change(unreact), 'reactions.get': get };
