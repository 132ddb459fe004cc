import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Json, Message } from '#sandbox/slack/records';
import { joined } from './access.ts';
import type { Arguments } from './arguments.ts';
import { page } from './page.ts';
import { messageShape } from './shapes.ts';

function within(args: Arguments) {
  const [oldest, latest] = [args.text('oldest') || '0', args.text('latest') || '9999999999'].map(Number);
  if (oldest === undefined || Number.isNaN(oldest)) throw new Failure('invalid_ts_oldest');
  if (latest === undefined || Number.isNaN(latest)) throw new Failure('invalid_ts_latest');
  const inclusive = args.flag('inclusive');
  return ({ ts }: Message) => (inclusive ? Number(ts) >= oldest && Number(ts) <= latest : Number(ts) > oldest && Number(ts) < latest);
}

const stands = ({ ts, thread_ts, broadcast }: Message) => !thread_ts || thread_ts === ts || broadcast === true;

/** Newest first, without the replies in threads. */
function history(args: Arguments, { workspace }: Inside): Json {
  const channel = joined(workspace, args.needed('channel'));
  const metadata = args.flag('include_all_metadata');
  const messages = workspace.messages.inChannel(channel.id).filter(stands).filter(within(args)).reverse();
  const { items, has_more, response_metadata } = page(messages, args, { most: 999 });
  return {
    messages: items.map((message) => messageShape(workspace, message, { metadata })),
    has_more,
    pin_count: channel.pins.length,
    ...(has_more && { response_metadata }),
  };
}

/** The root first, then its replies, oldest first. */
function replies(args: Arguments, { workspace }: Inside): Json {
  const channel = joined(workspace, args.needed('channel'));
  const asked = workspace.messages.get(channel.id, args.needed('ts'));
  const root = asked && workspace.messages.get(channel.id, asked.thread_ts ?? asked.ts);
  if (!root) throw new Failure('thread_not_found');
  const metadata = args.flag('include_all_metadata');
  const { items, has_more, response_metadata } = page(workspace.messages.inThread(channel.id, root.ts).filter(within(args)), args, {
    otherwise: 1000,
  });
  return {
    messages: [root, ...items].map((message) => messageShape(workspace, message, { metadata })),
    has_more,
    ...(has_more && { response_metadata }),
  };
}

export const histories = { 'conversations.history': history, 'conversations.replies': replies };
