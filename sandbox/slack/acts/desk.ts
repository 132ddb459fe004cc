import { Refusal } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { text } from '#sandbox/slack/reading';
import type { Channel, Json, Person } from '#sandbox/slack/records';
import type { Sight } from '#sandbox/slack/watched';
import { directChannel } from '#sandbox/slack/web-api/access';
import type { Workspace } from '#sandbox/slack/workspace';
import type { Dispatch } from './dispatch.ts';

/** What an act has at hand. `sight` gathers what comes of it. */
export type Desk = Inside & { dispatch: Dispatch; sight: Sight };
/** What the app answered, and what Slack would show where it failed. */
export type Outcome = { status: number; ack: unknown; ackMs: number; error?: string; [more: string]: unknown };
export type Act = (person: Person, body: Json, desk: Desk) => Promise<Outcome>;

export const unheard: Outcome = { status: 200, ack: null, ackMs: 0 };

export function someone(workspace: Workspace, ref: string): Person {
  const person = workspace.person(ref);
  if (!person) throw new Refusal('user_not_found', `There is nobody called ${ref}.`, 404);
  return person;
}

export function actor(workspace: Workspace, ref: string): Person {
  const person = someone(workspace, ref);
  if (person.is_bot) throw new Refusal('not_a_person', `${ref} is a bot.`);
  if (person.deleted) throw new Refusal('user_deactivated', `${ref} is deactivated and cannot do anything.`, 403);
  return person;
}

/** Where the person does it: a channel they can see, or the direct messages with the app (`@muster`). */
export function place(workspace: Workspace, person: Person, ref: string): Channel {
  const { bot } = workspace.identity();
  if (ref === '') throw new Refusal('no_channel', 'Say in which channel.');
  if ([bot.userId, `@${bot.name}`, 'dm'].includes(ref)) return directChannel(workspace, person.id).channel;
  const channel = workspace.channel(ref);
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(person.id))) {
    throw new Refusal('channel_not_found', `${person.handle} sees no channel ${ref}.`, 404);
  }
  return channel;
}

export function member(workspace: Workspace, person: Person, ref: string): Channel {
  const channel = place(workspace, person, ref);
  if (channel.archived) throw new Refusal('is_archived', `#${channel.name} is archived.`);
  if (!channel.members.includes(person.id)) {
    throw new Refusal(
      'not_in_channel',
      `${person.handle} is not in #${channel.name}: let them join by POST /workspace/change {"do": "join"}.`,
    );
  }
  return channel;
}

/** Slack names a channel in payloads only where it is public. */
export const channelName = ({ kind, name }: Channel) => ({ public: name, private: 'privategroup', im: 'directmessage' })[kind];

export const named = (body: Json, name: string): string => {
  const value = text(body[name]);
  if (value === '') throw new Refusal('missing_field', `"${name}" is missing.`);
  return value;
};
