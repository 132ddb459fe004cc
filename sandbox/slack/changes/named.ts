import { Refusal } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { text } from '#sandbox/slack/reading';
import type { Channel, Group, Json, Person } from '#sandbox/slack/records';

/** What happens to a workspace without us; each change sends the events Slack sends. */
export type Change = (body: Json, inside: Inside) => Json;

export function person({ workspace }: Inside, body: Json): Person {
  const found = workspace.person(text(body.user));
  if (!found) throw new Refusal('user_not_found', `There is nobody called ${text(body.user) || '(no "user")'}.`, 404);
  return found;
}

export function group({ workspace }: Inside, body: Json): Group {
  const found = workspace.group(text(body.group));
  if (!found) throw new Refusal('group_not_found', `There is no user group ${text(body.group) || '(no "group")'}.`, 404);
  return found;
}

export function channel({ workspace }: Inside, body: Json): Channel {
  const found = workspace.channel(text(body.channel));
  if (!found) throw new Refusal('channel_not_found', `There is no channel ${text(body.channel) || '(no "channel")'}.`, 404);
  return found;
}
