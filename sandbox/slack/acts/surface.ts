import { elementsIn, type Placed } from '#sandbox/slack/block-kit/walk';
import { Refusal } from '#sandbox/slack/failure';
import { jsons, text } from '#sandbox/slack/reading';
import type { Channel, Ephemeral, Json, Message, Person, View } from '#sandbox/slack/records';
import { viewShape } from '#sandbox/slack/views';
import { messageShape } from '#sandbox/slack/web-api/shapes';
import type { Workspace } from '#sandbox/slack/workspace';
import { place } from './desk.ts';
import { channelPart } from './payload.ts';

/** Where an element stands: a view, a message, or a message that only this person sees. */
export type Surface =
  | { kind: 'view'; view: View; blocks: Json[] }
  | { kind: 'message'; channel: Channel; message: Message; blocks: Json[] }
  | { kind: 'ephemeral'; channel: Channel; message: Ephemeral; blocks: Json[] };

export function openViewOf(workspace: Workspace, person: Person, id: string): View {
  const view = workspace.views.get(id === 'home' ? (workspace.homes.get(person.id) ?? '') : id);
  if (!view || view.user !== person.id) throw new Refusal('view_not_found', `${person.handle} has no view ${id}.`, 404);
  if (!view.open) throw new Refusal('view_closed', `The view ${id} is closed.`, 404);
  return view;
}

export function surfaceOf(workspace: Workspace, person: Person, body: Json): Surface {
  if (text(body.view) !== '') {
    const view = openViewOf(workspace, person, text(body.view));
    return { kind: 'view', view, blocks: jsons(view.source.blocks) };
  }
  const channel = place(workspace, person, text(body.channel));
  const ts = text(body.ts);
  const message = workspace.messages.get(channel.id, ts);
  if (message) return { kind: 'message', channel, message, blocks: message.blocks ?? [] };
  const ephemeral = workspace.ephemerals.get(ts);
  if (ephemeral?.user === person.id && ephemeral.channel === channel.id)
    return { kind: 'ephemeral', channel, message: ephemeral, blocks: ephemeral.blocks ?? [] };
  throw new Refusal('message_not_found', `${person.handle} sees no message ${ts} there.`, 404);
}

/** The element that is meant: by action, by block where two share it, and a button by its value too. */
export function elementOn(surface: Surface, body: Json): Placed {
  const [action, block, value] = [text(body.action), text(body.block), body.value];
  const all = elementsIn(surface.blocks);
  const matching = all
    .filter(({ actionId, blockId }) => actionId === action && (block === '' || blockId === block))
    .filter(({ type, element }) => type !== 'button' || value === undefined || element.value === value);
  const [found, another] = matching;
  if (!found)
    throw new Refusal(
      'no_such_action',
      `There is no "${action}" here, but ${all.map(({ actionId }) => `"${actionId}"`).join(', ') || 'nothing to press'}.`,
    );
  if (another) throw new Refusal('ambiguous_action', `"${action}" is here more than once: name its block, or a button's value.`);
  return found;
}

/** How payloads say where it was. */
export function container(workspace: Workspace, surface: Surface): Json {
  if (surface.kind === 'view') return { container: { type: 'view', view_id: surface.view.id }, view: viewShape(workspace, surface.view) };
  const { channel, message, kind } = surface;
  const { thread_ts } = message;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: kind === 'ephemeral',
      ...(thread_ts && { thread_ts }),
    },
    channel: channelPart(channel),
    ...(kind === 'message' && { message: messageShape(workspace, surface.message) }),
  };
}
