import type { Store } from '#sandbox/contracts';
import type { Message } from './records.ts';

/** Messages by channel in the order of their `ts`; the index is rebuilt when the workspace opens, and may name what is there no more. */
export function keepMessages(store: Store) {
  const kept = store.collection<Message>('slack.messages');
  const key = (channel: string, ts: string) => `${channel}/${ts}`;
  const byChannel = new Map<string, Set<string>>();

  function index({ channel, ts }: Message) {
    const known = byChannel.get(channel);
    if (known) known.add(ts);
    else byChannel.set(channel, new Set([ts]));
  }
  for (const message of kept.all()) index(message);

  const get = (channel: string, ts: string) => kept.get(key(channel, ts));
  const inChannel = (channel: string) => [...(byChannel.get(channel) ?? [])].flatMap((ts) => get(channel, ts) ?? []);

  return {
    get,
    inChannel,
    inThread: (channel: string, root: string) => inChannel(channel).filter(({ ts, thread_ts }) => thread_ts === root && ts !== root),
    set(message: Message) {
      index(message);
      kept.set(key(message.channel, message.ts), message);
    },
    delete: (channel: string, ts: string) => kept.delete(key(channel, ts)),
  };
}
