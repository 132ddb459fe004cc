import { announceChanged, announceDeleted, announceMessage } from '#sandbox/slack/announcing';
import { Refusal } from '#sandbox/slack/failure';
import { text } from '#sandbox/slack/reading';
import type { Json, Message, Person } from '#sandbox/slack/records';
import { react as addReaction, unreact } from '#sandbox/slack/web-api/reactions';
import { type Act, type Desk, member, named, unheard } from './desk.ts';
import { message as typed } from './typed.ts';

/** What people do with messages. The app hears of it by events, later. */

export const message: Act = async (person, body, desk) => {
  const { workspace } = desk;
  const channel = member(workspace, person, text(body.channel));
  const thread = text(body.thread);
  const root = thread === '' ? undefined : workspace.messages.get(channel.id, thread);
  if (thread !== '' && !root) throw new Refusal('thread_not_found', `There is no message ${thread} to answer.`, 404);
  const written: Message = {
    channel: channel.id,
    ts: workspace.ts(),
    user: person.id,
    text: typed(workspace, named(body, 'text')),
    ...(root && { thread_ts: root.thread_ts ?? root.ts }),
  };
  workspace.messages.set(written);
  announceMessage(desk, written);
  return { ...unheard, channel: channel.id, ts: written.ts };
};

function seen(person: Person, body: Json, { workspace }: Desk): Message {
  const channel = member(workspace, person, text(body.channel));
  const found = workspace.messages.get(channel.id, named(body, 'ts'));
  if (!found) throw new Refusal('message_not_found', `There is no message ${body.ts} in #${channel.name}.`, 404);
  return found;
}

function own(person: Person, body: Json, desk: Desk): Message {
  const found = seen(person, body, desk);
  if (found.user !== person.id) throw new Refusal('not_yours', 'Only one’s own messages can be edited or deleted.', 403);
  return found;
}

export const edit: Act = async (person, body, desk) => {
  const before = own(person, body, desk);
  const after = { ...before, text: typed(desk.workspace, named(body, 'text')), edited: { user: person.id, ts: desk.workspace.ts() } };
  desk.workspace.messages.set(after);
  announceChanged(desk, before, after);
  return { ...unheard, channel: after.channel, ts: after.ts };
};

export const remove: Act = async (person, body, desk) => {
  const before = own(person, body, desk);
  desk.workspace.messages.delete(before.channel, before.ts);
  announceDeleted(desk, before);
  return { ...unheard, channel: before.channel, ts: before.ts };
};

export const react: Act = async (person, body, desk) => {
  const change = body.remove === true ? unreact : addReaction;
  change(desk, seen(person, body, desk), person.id, named(body, 'name').replaceAll(':', ''));
  return unheard;
};
