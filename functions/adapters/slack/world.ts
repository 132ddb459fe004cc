import { cut } from '#domain/cut';
import type { Outcome, SlackEffect } from '#domain/effects';
import type { Schedules, World } from '#domain/ports';
import type { SecretsSource } from '#runtime/slack-secrets';
import { codeOf, orRefused, slackCalls } from './calls.ts';
import { slackCanvases } from './canvases.ts';
import { slackChannels } from './channels.ts';
import { invite } from './invite.ts';
import { slackMessages } from './messages.ts';

/** Slack refuses more, and half an emoji. */
const longestTopic = 250;
/** What we wanted cannot stand in a place that is not there; performing it will say so. Any other refusal to let us look might hide it. */
const nothingThere = ['channel_not_found', 'is_archived', 'thread_not_found', 'user_not_found', 'user_disabled', 'cannot_dm_bot'];
/** Nothing of ours can be said there. */
const notThere = ['channel_not_found', 'is_archived', 'not_in_channel', 'restricted_action'];
const done: Outcome = { kind: 'done' };

/** Slack, and the schedules beside it, made as the record says they ought to be. */
export function slackWorld({
  secrets,
  apiUrl,
  schedules,
}: {
  secrets: SecretsSource;
  apiUrl?: string | undefined;
  schedules: Schedules;
}): World<SlackEffect> {
  const calls = slackCalls({ secrets, apiUrl });
  const channels = slackChannels({ calls, botUserId: async () => (await secrets.current()).botUserId });
  const messages = slackMessages({ calls, channels });
  const canvases = slackCanvases(calls);

  /** A team's channel is known by its name. */
  async function setTopic(place: string, topic: string): Promise<void> {
    const channel = place.startsWith('#') ? ((await channels.idOf(place)) ?? place) : place;
    await calls((slack) => slack.conversations.setTopic({ channel, topic }));
  }

  async function make(effect: SlackEffect): Promise<Outcome> {
    switch (effect.kind) {
      case 'open-channel':
        return channels.open(effect);
      case 'unarchive':
        return channels.unarchive(effect.channel);
      case 'archive':
        return channels.archive(effect.channel);
      case 'invite':
        return invite(calls, effect);
      case 'topic':
        await setTopic(effect.channel, cut(effect.topic, longestTopic));
        return done;
      case 'purpose':
        await calls((slack) => slack.conversations.setPurpose({ channel: effect.channel, purpose: cut(effect.purpose, longestTopic) }));
        return done;
      case 'bookmark':
        await calls((slack) => slack.bookmarks.add({ channel_id: effect.channel, title: effect.title, type: 'link', link: effect.link }));
        return done;
      case 'message':
      case 'page':
        return messages.post(effect);
      case 'canvas':
        return canvases.make(effect);
      case 'read-message':
        return messages.read(effect);
      case 'read-history':
        return messages.history(effect, (await secrets.current()).botUserId);
      case 'schedule':
        await schedules.make(effect.name, effect.at, effect.payload);
        return done;
      case 'unschedule':
        await schedules.cancel(effect.name);
        return done;
      default:
        return effect satisfies never;
    }
  }

  async function look(effect: SlackEffect, intendedAt: string): Promise<Outcome | undefined> {
    switch (effect.kind) {
      case 'open-channel':
        return channels.findOurs(effect.names, effect.private);
      case 'message':
      case 'page':
        return messages.find(effect, intendedAt);
      case 'canvas':
        return canvases.find(effect);
      case 'bookmark': {
        const { bookmarks = [] } = await calls((slack) => slack.bookmarks.list({ channel_id: effect.channel }));
        return bookmarks.some(({ title, link }) => title === effect.title && link === effect.link) ? done : undefined;
      }
      // Repeating these does no harm.
      case 'unarchive':
      case 'archive':
      case 'invite':
      case 'topic':
      case 'purpose':
      case 'read-message':
      case 'read-history':
      case 'schedule':
      case 'unschedule':
        return undefined;
      default:
        return effect satisfies never;
    }
  }

  async function lookIn(effect: SlackEffect, intendedAt: string): Promise<Outcome | undefined> {
    try {
      return await look(effect, intendedAt);
    } catch (error) {
      if (nothingThere.includes(codeOf(error) ?? '')) return undefined;
      throw error;
    }
  }

  return {
    async perform(effect) {
      const outcome = await orRefused(() => make(effect));
      const next = elsewhere(effect);
      const isMissing = outcome.kind === 'refused' && notThere.includes(outcome.code);
      return isMissing && next ? orRefused(() => make(next)) : outcome;
    },

    async find(effect, intendedAt) {
      const next = elsewhere(effect);
      return (await lookIn(effect, intendedAt)) ?? (next && (await lookIn(next, intendedAt)));
    },

    update: (effect, outcome) =>
      orRefused(() => {
        if (effect.kind === 'canvas' && outcome.kind === 'canvas') return canvases.update(effect, outcome);
        const said = effect.kind === 'message' || effect.kind === 'page';
        return said && outcome.kind === 'message' ? messages.update(effect, outcome) : make(effect);
      }),
  };
}

const elsewhere = (effect: SlackEffect): SlackEffect | undefined =>
  effect.kind === 'message' && effect.orElse !== undefined ? { ...effect, to: effect.orElse } : undefined;
