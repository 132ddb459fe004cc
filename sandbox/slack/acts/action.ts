import type { Placed } from '#sandbox/slack/block-kit/walk';
import type { Json, Person, Values, View } from '#sandbox/slack/records';
import { issueResponseUrl, issueTrigger } from '#sandbox/slack/triggers';
import { valuesOf } from '#sandbox/slack/views';
import { type Act, type Desk, unheard } from './desk.ts';
import { actionTs, asForm, interaction } from './payload.ts';
import { picked } from './picking.ts';
import { container, elementOn, type Surface, surfaceOf } from './surface.ts';

const given = (body: Json): unknown =>
  body.option ?? body.options ?? body.value ?? body.user ?? body.users ?? body.date ?? body.time ?? body.text ?? body.conversation;

/** What is picked is remembered by a view, and by a message for this payload. */
function withPick(values: Values, { blockId, actionId }: Placed, state: Json): Values {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: state } };
}

async function clicked(
  placed: Placed,
  body: Json,
  person: Person,
  surface: Surface,
  desk: Desk,
): Promise<{ surface: Surface; values: Values; action: Json }> {
  const { element, type } = placed;
  const before = surface.kind === 'view' ? surface.view.values : valuesOf({ blocks: surface.blocks });
  if (type === 'button' || type === 'workflow_button') {
    const { text, value, style } = element;
    return {
      surface,
      values: before,
      action: { type, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) },
    };
  }
  const state = await picked(placed, given(body), person, surface, desk);
  if (type === 'overflow') return { surface, values: before, action: state };
  const values = withPick(before, placed, state);
  const action = { ...state, ...(element.placeholder !== undefined && { placeholder: element.placeholder }) };
  if (surface.kind !== 'view') return { surface, values, action };
  const view: View = { ...(desk.workspace.views.get(surface.view.id) ?? surface.view), values };
  desk.workspace.views.set(view.id, view);
  return { surface: { ...surface, view }, values, action };
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const action: Act = async (person, body, desk) => {
  const { workspace, sight } = desk;
  const placed = elementOn(surfaceOf(workspace, person, body), body);
  const { surface, values, action } = await clicked(placed, body, person, surfaceOf(workspace, person, body), desk);
  if (placed.block.type === 'input' && placed.block.dispatch_action !== true) return unheard;

  const trigger = issueTrigger(workspace, person.id, surface.kind === 'view' && surface.view.type === 'modal' ? surface.view.id : null);
  sight.trigger = trigger.id;
  const payload: Json = {
    ...interaction(workspace, 'block_actions', person),
    ...container(workspace, surface),
    trigger_id: trigger.id,
    state: { values },
    actions: [{ action_id: placed.actionId, block_id: placed.blockId, ...action, action_ts: actionTs(workspace) }],
  };
  if (surface.kind !== 'view') {
    const { ts, thread_ts } = surface.message;
    const responseUrl = issueResponseUrl(workspace, person.id, surface.channel.id, {
      ts,
      ephemeral: surface.kind === 'ephemeral',
      ...(thread_ts && { thread_ts }),
    });
    sight.responseUrl = responseUrl.id;
    payload.response_url = `${desk.origin()}/response/${responseUrl.id}`;
  }
  return desk.dispatch('action', placed.actionId, () => asForm(payload));
};
