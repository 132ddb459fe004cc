import type { Effect, Outcome } from '#domain/effects';
import { PersonNeeded } from '#domain/rejection';
import { type Calls, codeOf, refusalOf } from './calls.ts';

type OpenChannel = Extract<Effect, { kind: 'open-channel' }>;
type Listed = { id: string; name: string; isPrivate: boolean; isArchived: boolean; creator: string };
export type Channels = ReturnType<typeof slackChannels>;

export function slackChannels({ calls, botUserId }: { calls: Calls; botUserId: () => Promise<string> }) {
  const idsByName = new Map<string, string>();

  /** A taken name is ours when an earlier try of this very effect made the channel: the name carries the incident's number. */
  async function open({ names, private: is_private }: OpenChannel): Promise<Outcome> {
    for (const name of names) {
      try {
        const { channel } = await calls((slack) => slack.conversations.create({ name, is_private }));
        return { kind: 'channel', channel: channel?.id ?? '' };
      } catch (error) {
        if (codeOf(error) !== 'name_taken') return { kind: 'refused', code: refusalOf(error) };
        const ours = await findOurs([name], is_private);
        if (ours) return ours;
      }
    }
    return { kind: 'refused', code: 'name_taken' };
  }

  /**
   * One that is open already is as it ought to be. Slack puts apps out of a channel that is archived and lets nobody unarchive from outside
   * (https://github.com/slack-go/slack/issues/1066): then a person has to, and what is meant for the room waits for it.
   */
  async function unarchive(channel: string): Promise<Outcome> {
    try {
      await calls((slack) => slack.conversations.unarchive({ channel }));
    } catch (error) {
      if (codeOf(error) === 'not_in_channel') throw new PersonNeeded(`${channel} has to be unarchived by a person`);
      if (codeOf(error) !== 'not_archived') throw error;
    }
    return { kind: 'done' };
  }

  /** One that is archived already is as it ought to be. */
  async function archive(channel: string): Promise<Outcome> {
    try {
      await calls((slack) => slack.conversations.archive({ channel }));
    } catch (error) {
      if (codeOf(error) !== 'already_archived') throw error;
    }
    return { kind: 'done' };
  }

  /** The first of `names` under which we have made a channel. One of the wrong privacy is not it: nothing private may ever end in public. */
  async function findOurs(names: string[], isPrivate: boolean): Promise<Outcome | undefined> {
    const us = await botUserId();
    const found = new Map<string, Listed>();
    for await (const channel of list(isPrivate ? 'private_channel' : 'public_channel')) {
      if (names.includes(channel.name) && channel.creator === us && !channel.isArchived && channel.isPrivate === isPrivate)
        found.set(channel.name, channel);
      if (found.size === names.length) break;
    }
    const name = names.find((one) => found.has(one));
    const channel = name === undefined ? undefined : found.get(name);
    return channel && { kind: 'channel', channel: channel.id };
  }

  /** The id behind `#name`. Remembered for the container's life: the channels named so are the organisation's own, which come to stay. */
  async function idOf(name: string): Promise<string | undefined> {
    const bare = name.replace(/^#/, '');
    if (!idsByName.has(bare)) {
      for await (const channel of list('public_channel,private_channel')) {
        if (!channel.isArchived) idsByName.set(channel.name, channel.id);
        if (channel.name === bare) break;
      }
    }
    return idsByName.get(bare);
  }

  async function* list(types: string): AsyncGenerator<Listed> {
    let cursor: string | undefined;
    do {
      const page = await calls((slack) =>
        slack.conversations.list({ types, exclude_archived: false, limit: 1000, ...(cursor ? { cursor } : {}) }),
      );
      for (const { id = '', name = '', is_private = false, is_archived = false, creator = '' } of page.channels ?? []) {
        yield { id, name, isPrivate: is_private, isArchived: is_archived, creator };
      }
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
  }

  return { open, unarchive, archive, findOurs, idOf };
}
