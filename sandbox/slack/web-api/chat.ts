import { announceChanged, announceDeleted } from '#sandbox/slack/announcing';
import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Ephemeral, Json, Message } from '#sandbox/slack/records';
import { activePerson, directChannel, messageAt, open, visible } from './access.ts';
import type { Arguments } from './arguments.ts';
import { postAsBot, readMetadata, readWords, threadRoot } from './post.ts';
import { messageShape } from './shapes.ts';

/** A person's id opens the direct channel with them. */
function target({ workspace }: Inside, ref: string) {
  if (ref === '') throw new Failure('channel_not_found');
  return /^[UW]/.test(ref) && workspace.people.get(ref)
    ? directChannel(workspace, ref).channel
    : open(workspace, workspace.channel(ref)?.id ?? ref);
}

/** With `chat:write.public` a public channel need not be joined to be written to. */
function addressed(inside: Inside, ref: string) {
  const channel = inside.workspace.channel(ref);
  if (channel?.kind === 'public' && !channel.archived && inside.installation.may('chat:write.public')) return channel;
  return target(inside, ref);
}

function postMessage(args: Arguments, inside: Inside): Json {
  const channel = addressed(inside, args.text('channel'));
  if (channel.kind === 'im') for (const member of channel.members) activePerson(inside.workspace, member);
  const words = readWords(args);
  const metadata = readMetadata(args);
  const thread_ts = threadRoot(inside, channel, args.text('thread_ts'));
  const message = postAsBot(inside, channel, words, {
    ...(thread_ts && { thread_ts }),
    ...(metadata && { metadata }),
    ...(thread_ts && args.flag('reply_broadcast') && { broadcast: true }),
  });
  return { channel: channel.id, ts: message.ts, message: messageShape(inside.workspace, message) };
}

function postEphemeral(args: Arguments, inside: Inside): Json {
  const { workspace, watched } = inside;
  const channel = target(inside, args.text('channel'));
  const { id: user } = activePerson(workspace, args.needed('user'));
  if (!channel.members.includes(user)) throw new Failure('user_not_in_channel');
  const ts = workspace.ts();
  const ephemeral: Ephemeral = {
    id: ts,
    ts,
    channel: channel.id,
    user,
    ...readWords(args),
    ...(args.given('thread_ts') && { thread_ts: args.text('thread_ts') }),
  };
  workspace.ephemerals.set(ts, ephemeral);
  watched.shown(ephemeral);
  return { message_ts: ts };
}

function ownMessage(args: Arguments, inside: Inside, otherwise: string): Message {
  const channel = open(inside.workspace, args.needed('channel'));
  const message = messageAt(inside.workspace, channel, args.needed('ts'));
  if (message.user !== inside.workspace.identity().bot.userId) throw new Failure(otherwise);
  return message;
}

/** Blocks and metadata that are not sent stay; an empty list or object removes them. */
function update(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const before = ownMessage(args, inside, 'cant_update_message');
  const cleared = args.given('blocks') && JSON.stringify(args.structure('blocks')) === '[]';
  const words = readWords(args, 4000);
  const { blocks: _blocks, metadata: _metadata, ...rest } = before;
  const blocks = words.blocks ?? (cleared ? undefined : before.blocks);
  const metadata = !args.given('metadata')
    ? before.metadata
    : JSON.stringify(args.structure('metadata')) === '{}'
      ? undefined
      : readMetadata(args);
  const after: Message = {
    ...rest,
    text: words.text,
    ...(blocks && { blocks }),
    ...(metadata && { metadata }),
    edited: { user: before.user, ts: workspace.ts() },
  };
  workspace.messages.set(after);
  announceChanged(inside, before, after);
  return { channel: after.channel, ts: after.ts, text: after.text, message: messageShape(workspace, after) };
}

function remove(args: Arguments, inside: Inside): Json {
  const message = ownMessage(args, inside, 'cant_delete_message');
  inside.workspace.messages.delete(message.channel, message.ts);
  announceDeleted(inside, message);
  return { channel: message.channel, ts: message.ts };
}

function getPermalink(args: Arguments, { workspace }: Inside): Json {
  const channel = visible(workspace, args.needed('channel'));
  const { ts, thread_ts } = messageAt(workspace, channel, args.needed('message_ts'));
  const thread = thread_ts && thread_ts !== ts ? `?thread_ts=${thread_ts}&cid=${channel.id}` : '';
  return {
    channel: channel.id,
    permalink: `https://${workspace.identity().team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${thread}`,
  };
}

export const chat = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};
