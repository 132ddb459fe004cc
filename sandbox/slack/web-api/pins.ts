import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Json } from '#sandbox/slack/records';
import { joined, messageAt, open } from './access.ts';
import type { Arguments } from './arguments.ts';
import { messageShape } from './shapes.ts';

function add(args: Arguments, { workspace }: Inside): Json {
  const channel = open(workspace, args.needed('channel'));
  const { ts } = messageAt(workspace, channel, args.needed('timestamp'));
  if (channel.pins.some((pin) => pin.ts === ts)) throw new Failure('already_pinned');
  if (channel.pins.length >= 100) throw new Failure('too_many_pins');
  const pin = { ts, by: workspace.identity().bot.userId, created: workspace.seconds() };
  workspace.channels.set(channel.id, { ...channel, pins: [...channel.pins, pin] });
  return {};
}

function list(args: Arguments, { workspace }: Inside): Json {
  const channel = joined(workspace, args.needed('channel'));
  const items = channel.pins.flatMap(({ ts, by, created }) => {
    const message = workspace.messages.get(channel.id, ts);
    return message ? [{ type: 'message', channel: channel.id, created, created_by: by, message: messageShape(workspace, message) }] : [];
  });
  return { items };
}

function remove(args: Arguments, { workspace }: Inside): Json {
  const channel = open(workspace, args.needed('channel'));
  const ts = args.needed('timestamp');
  if (!channel.pins.some((pin) => pin.ts === ts)) throw new Failure('no_pin');
  workspace.channels.set(channel.id, { ...channel, pins: channel.pins.filter((pin) => pin.ts !== ts) });
  return {};
}

export const pins = { 'pins.add': add, 'pins.list': list, 'pins.remove': remove };
