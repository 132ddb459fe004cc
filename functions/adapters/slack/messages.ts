import type { KnownBlock } from '@slack/types';
import type { Effect, Outcome } from '#domain/effects';
import { ComeBackLater } from '#domain/rejection';
import { type Calls, codeOf, refusalOf, tryTo } from './calls.ts';
import type { Channels } from './channels.ts';

export type Said = Extract<Effect, { kind: 'message' | 'page' }>;
type Posted = Extract<Outcome, { kind: 'message' }>;
type Seen = { ts?: string; metadata?: { event_type?: string; event_payload?: object } };
type Root = { ts?: string; reply_count?: number; latest_reply?: string };
type Reply = { ts?: string; user?: string };
type Page = { oldest: string; include_all_metadata: true; limit: number };

const eventType = 'muster';
const pageSize = 500;
/** Of how many threads the replies are read with one page; what stands before them is the next page. */
const mostThreads = 20;
/** How far back threads are looked at in which somebody may have answered since. */
const pageBefore = 200;
const pageReplies = 1000;
/** How much Slack's clock and ours may differ. */
const marginSeconds = 60;

export function slackMessages({ calls, channels }: { calls: Calls; channels: Channels }) {
  const metadata = ({ key }: Said) => ({ event_type: eventType, event_payload: { effect: key } });
  const content = ({ text, blocks }: Said) => ({ text, blocks: (blocks ?? []) as KnownBlock[] });
  const placeOf = (said: Said) => (said.kind === 'page' ? said.person : said.to);
  const threadOf = (said: Said) => (said.kind === 'message' ? said.thread : undefined);

  async function post(said: Said): Promise<Outcome> {
    const thread_ts = threadOf(said);
    const { channel, ts } = await calls((slack) =>
      slack.chat.postMessage({
        channel: placeOf(said),
        ...content(said),
        ...(thread_ts ? { thread_ts } : {}),
        metadata: metadata(said),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    return pinned(said, { kind: 'message', channel: channel ?? placeOf(said), ts: ts ?? '' });
  }

  /** What may not be changed stays where it stands, and is known by its place: said again, it would stand there twice. */
  async function update(said: Said, posted: Posted): Promise<Outcome> {
    const { channel, ts } = posted;
    try {
      await asMember(channel, () => calls((slack) => slack.chat.update({ channel, ts, ...content(said), metadata: metadata(said) })));
    } catch (error) {
      if (refusalOf(error) === 'message_not_found') return post(said);
    }
    return posted;
  }

  /** What an earlier try posted, known by the effect's key in its metadata. */
  async function find(said: Said, intendedAt: string): Promise<Outcome | undefined> {
    const channel = await channelOf(placeOf(said));
    if (channel === undefined) return undefined;
    const oldest = String(Date.parse(intendedAt) / 1000 - marginSeconds);
    let cursor: string | undefined;
    do {
      const page = await messages(channel, threadOf(said), {
        oldest,
        include_all_metadata: true,
        limit: 200,
        ...(cursor ? { cursor } : {}),
      });
      const found = page.messages?.find(({ metadata: seen }) => seen?.event_type === eventType && effectIn(seen) === said.key);
      if (found?.ts) return pinned(said, { kind: 'message', channel, ts: found.ts });
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    return undefined;
  }

  /** A pin is a convenience: a channel full of pins still has its card. */
  async function pinned(said: Said, posted: Posted): Promise<Outcome> {
    if (said.kind === 'message' && said.pin) {
      await tryTo(() => calls((slack) => slack.pins.add({ channel: posted.channel, timestamp: posted.ts }))).catch(afterPosting);
    }
    return posted;
  }

  async function messages(
    channel: string,
    thread: string | undefined,
    page: Page,
  ): Promise<{ messages?: Seen[]; response_metadata?: { next_cursor?: string } }> {
    return asMember(channel, () =>
      calls((slack) =>
        thread ? slack.conversations.replies({ channel, ts: thread, ...page }) : slack.conversations.history({ channel, ...page }),
      ),
    );
  }

  /** Where one may write without being a member one may still not read, or change what one wrote. */
  async function asMember<Result>(channel: string, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      if (codeOf(error) !== 'not_in_channel') throw error;
      await calls((slack) => slack.conversations.join({ channel }));
      return call();
    }
  }

  async function channelOf(place: string): Promise<string | undefined> {
    if (place.startsWith('#')) return channels.idOf(place);
    if (!/^[UW]/.test(place)) return place;
    const { channel } = await calls((slack) => slack.conversations.open({ users: place }));
    return channel?.id;
  }

  /** `ts` may be that of a reply (https://docs.slack.dev/reference/methods/conversations.replies); the root of its thread comes along. */
  async function read({ channel, ts }: { channel: string; ts: string }): Promise<Outcome> {
    const range = { oldest: ts, latest: ts, inclusive: true, limit: 1 };
    const { messages: all = [] } = await calls((slack) => slack.conversations.replies({ channel, ts, ...range }));
    const message = all.find((one) => one.ts === ts);
    return message ? { kind: 'found', message } : { kind: 'refused', code: 'message_not_found' };
  }

  /** A page of what others said there (https://docs.slack.dev/reference/methods/conversations.history); what we said ourselves is on record. */
  async function history({ channel, oldest, latest }: { channel: string; oldest: string; latest: string }, us: string): Promise<Outcome> {
    const { messages: all = [], has_more: more = false } = await asMember(channel, () =>
      calls((slack) => slack.conversations.history({ channel, oldest, latest, limit: pageSize })),
    );
    const last = all.filter(hasReplies)[mostThreads - 1];
    const shown = last ? all.slice(0, all.indexOf(last) + 1) : all;
    const first = shown.at(-1)?.ts;
    const replies = await repliesIn(channel, [...shown.filter(hasReplies), ...(await grownSince(channel, oldest))], oldest);
    const said = [...shown, ...replies].filter(({ user }) => user !== us);
    return {
      kind: 'found',
      message: { said, more: more || shown.length < all.length, newest: all[0]?.ts, ...(first && { oldest: first }) },
    };
  }

  /** Threads whose beginning was read before, and in which somebody has answered since. */
  async function grownSince(channel: string, oldest: string): Promise<Root[]> {
    if (oldest === '0') return [];
    const before = { channel, latest: oldest, inclusive: true, limit: pageBefore };
    const { messages: all = [] } = await calls((slack) => slack.conversations.history(before));
    return all.filter(({ latest_reply }) => Number(latest_reply ?? 0) > Number(oldest)).slice(0, mostThreads);
  }

  /** One after the other: so many at a time are within Slack's limit. What was taken away meanwhile says nothing. */
  async function repliesIn(channel: string, roots: Root[], oldest: string): Promise<Reply[]> {
    const found: Reply[] = [];
    for (const { ts = '' } of roots)
      await tryTo(async () => {
        const { messages: all = [] } = await calls((slack) => slack.conversations.replies({ channel, ts, oldest, limit: pageReplies }));
        found.push(...all.filter((one) => one.ts !== ts));
      });
    return found;
  }

  return { post, update, find, read, history };
}

/** Turned away in the middle: whoever comes back looks for the message first. */
const afterPosting = (error: unknown) => {
  throw error instanceof ComeBackLater ? new ComeBackLater(error.seconds, error.message) : error;
};

const hasReplies = ({ reply_count = 0 }: Root) => reply_count > 0;
const effectIn = ({ event_payload }: { event_payload?: object }) => (event_payload as { effect?: unknown } | undefined)?.effect;
