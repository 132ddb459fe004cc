import { checkView } from '#sandbox/slack/block-kit/check';
import { elementsIn } from '#sandbox/slack/block-kit/walk';
import { Failure, Refusal } from '#sandbox/slack/failure';
import { json, jsons, text } from '#sandbox/slack/reading';
import type { Json, Person, Values, View } from '#sandbox/slack/records';
import { issueTrigger } from '#sandbox/slack/triggers';
import { closeView, pushView, replaceView, stack, viewShape } from '#sandbox/slack/views';
import { type Act, type Desk, named, type Outcome } from './desk.ts';
import { asForm, interaction } from './payload.ts';
import { picked } from './picking.ts';
import { isEmpty } from './state.ts';
import { openViewOf } from './surface.ts';

/** What was filled in before stays where nothing is given. */
async function filled(person: Person, view: View, given: Json, desk: Desk): Promise<Values> {
  const blocks = jsons(view.source.blocks);
  const placed = elementsIn(blocks);
  const values: Values = structuredClone(view.values);
  for (const [blockId, actions] of Object.entries(given)) {
    for (const [actionId, value] of Object.entries(json(actions))) {
      const there = placed.find((one) => one.blockId === blockId && one.actionId === actionId);
      if (!there)
        throw new Refusal(
          'invalid_values',
          `The view has no ${blockId}/${actionId}, but ${placed.map((one) => `${one.blockId}/${one.actionId}`).join(', ')}.`,
        );
      values[blockId] = { ...values[blockId], [actionId]: await picked(there, value, person, { kind: 'view', view, blocks }, desk) };
    }
  }
  const missing = placed.filter(
    ({ block, blockId, actionId, element }) =>
      block.type === 'input' && block.optional !== true && isEmpty(element, values[blockId]?.[actionId]),
  );
  if (missing.length > 0) throw new Refusal('invalid_values', `Must be filled in: ${missing.map(({ blockId }) => blockId).join(', ')}.`);
  return values;
}

/** https://docs.slack.dev/surfaces/modals#response_actions */
function follow(desk: Desk, view: View, ack: unknown) {
  const answer = json(ack);
  switch (answer.response_action) {
    case undefined:
      return closeView(desk.workspace, view, false);
    case 'clear':
      return closeView(desk.workspace, view, true);
    case 'update':
      return replaceView(desk, view, checkView(answer.view, 'modal'));
    case 'push':
      return pushView(desk, view, checkView(answer.view, 'modal'));
    case 'errors':
      return showErrors(view, json(answer.errors));
    default:
      throw new Failure('invalid_response_action');
  }
}

function showErrors(view: View, errors: Json) {
  const inputs = new Set(jsons(view.source.blocks).flatMap((block) => (block.type === 'input' ? [text(block.block_id)] : [])));
  const strays = Object.keys(errors).filter((blockId) => !inputs.has(blockId));
  if (strays.length > 0 || Object.keys(errors).length === 0)
    throw new Failure('invalid_errors', { message: `no input block: ${strays.join(', ')}` });
}

export const submit: Act = async (person, body, desk): Promise<Outcome> => {
  const { workspace, sight } = desk;
  const view = openViewOf(workspace, person, named(body, 'view'));
  if (view.type !== 'modal') throw new Refusal('not_a_modal', 'Only a modal can be submitted.');
  if (stack(workspace, person.id).at(-1)?.id !== view.id) throw new Refusal('view_covered', 'Another view lies on top of this one.');
  if (!view.source.submit) throw new Refusal('no_submit', 'This modal has no submit button.');
  const values = await filled(person, view, json(body.values), desk);
  const sent = { ...(workspace.views.get(view.id) ?? view), values };
  workspace.views.set(view.id, sent);

  const trigger = issueTrigger(workspace, person.id, view.id);
  sight.trigger = trigger.id;
  const payload = {
    ...interaction(workspace, 'view_submission', person),
    trigger_id: trigger.id,
    view: viewShape(workspace, sent),
    response_urls: [],
  };
  const outcome = await desk.dispatch('view', text(view.source.callback_id), () => asForm(payload));
  const now = workspace.views.get(view.id);
  if (outcome.error || !now?.open) return outcome;
  try {
    follow(desk, now, outcome.ack);
    return outcome;
  } catch (error) {
    if (error instanceof Failure) return { ...outcome, error: error.code, ...error.detail };
    throw error;
  }
};

export const close: Act = async (person, body, desk) => {
  const { workspace } = desk;
  const view = openViewOf(workspace, person, named(body, 'view'));
  const is_cleared = view.source.clear_on_close === true;
  closeView(workspace, view, is_cleared);
  if (view.source.notify_on_close !== true) return { status: 200, ack: null, ackMs: 0 };
  const payload = { ...interaction(workspace, 'view_closed', person), view: viewShape(workspace, view), is_cleared };
  return desk.dispatch('view', `closed ${text(view.source.callback_id)}`, () => asForm(payload));
};
