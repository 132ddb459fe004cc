import { randomBytes } from 'node:crypto';
import { announceMessage } from '#sandbox/slack/announcing';
import { checkMessageBlocks } from '#sandbox/slack/block-kit/check';
import { withIds } from '#sandbox/slack/block-kit/walk';
import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { isJson } from '#sandbox/slack/reading';
import type { Channel, Json, Message, Metadata } from '#sandbox/slack/records';
import type { Arguments } from './arguments.ts';

const longestText = 40_000;
export const blockId = () => randomBytes(4).toString('hex');

export type Words = { text: string; blocks?: Json[] };

/** `text` and `blocks` of any call that says something. */
export function readWords(
  args: { text(name: string): string; given(name: string): boolean; structure(name: string): unknown },
  longest = longestText,
): Words {
  for (const name of ['attachments', 'markdown_text']) {
    if (args.given(name))
      throw new Failure('invalid_arguments', { response_metadata: { messages: [`[ERROR] the sandbox knows no ${name}`] } });
  }
  const text = args.text('text');
  const blocks = args.given('blocks') ? checkMessageBlocks(args.structure('blocks')) : [];
  if (text.length > longest) throw new Failure('msg_too_long');
  if (text.trim() === '' && blocks.length === 0) throw new Failure('no_text');
  return { text, ...(blocks.length > 0 && { blocks: withIds(blocks, blockId) }) };
}

/** https://docs.slack.dev/messaging/message-metadata */
export function readMetadata(args: Arguments): Metadata | undefined {
  if (!args.given('metadata')) return undefined;
  const sent = args.structure('metadata');
  if (!isJson(sent)) throw new Failure('invalid_metadata_format');
  if (typeof sent.event_type !== 'string' || !isJson(sent.event_payload)) throw new Failure('invalid_metadata_schema');
  if (JSON.stringify(sent).length > 16_000) throw new Failure('metadata_too_large');
  return { event_type: sent.event_type, event_payload: sent.event_payload };
}

export function threadRoot({ workspace }: Inside, channel: Channel, thread: string): string | undefined {
  if (thread === '') return undefined;
  const root = workspace.messages.get(channel.id, thread);
  if (!root) throw new Failure('thread_not_found');
  return root.thread_ts ?? root.ts;
}

/** Puts a message of the app into a channel and says so to whom it concerns. */
export function postAsBot(
  inside: Inside,
  channel: Channel,
  words: Words,
  more: { thread_ts?: string; metadata?: Metadata; broadcast?: boolean } = {},
): Message {
  const { workspace } = inside;
  const { bot } = workspace.identity();
  const message: Message = { channel: channel.id, ts: workspace.ts(), user: bot.userId, bot_id: bot.botId, ...words, ...more };
  workspace.messages.set(message);
  announceMessage(inside, message);
  return message;
}
