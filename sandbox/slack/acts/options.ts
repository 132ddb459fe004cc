import { offered as offeredOptions } from '#sandbox/slack/block-kit/options';
import type { Placed } from '#sandbox/slack/block-kit/walk';
import { Refusal } from '#sandbox/slack/failure';
import { isJson, json, jsons, text } from '#sandbox/slack/reading';
import type { Option, Person } from '#sandbox/slack/records';
import { type Act, type Desk, type Outcome, unheard } from './desk.ts';
import { asForm, interaction } from './payload.ts';
import { container, elementOn, type Surface, surfaceOf } from './surface.ts';

export const isExternal = ({ type }: Placed) => type === 'external_select' || type === 'multi_external_select';

const asOption = (one: unknown): Option[] =>
  isJson(one) && typeof one.value === 'string' ? [{ ...one, text: json(one.text), value: one.value }] : [];
const flat = (ack: unknown): Option[] =>
  [...jsons(json(ack).options), ...jsons(json(ack).option_groups).flatMap((group) => jsons(group.options))].flatMap(asOption);

/** Asks the app what a select offers. Slack asks only once enough is typed: three characters, if the app does not say otherwise. */
export async function ask(
  person: Person,
  surface: Surface,
  placed: Placed,
  query: string,
  desk: Desk,
): Promise<{ outcome: Outcome; options: Option[] }> {
  const { workspace } = desk;
  const least = typeof placed.element.min_query_length === 'number' ? placed.element.min_query_length : 3;
  if (query.length < least) return { outcome: { ...unheard, error: 'query_too_short' }, options: [] };
  const payload = {
    ...interaction(workspace, 'block_suggestion', person),
    ...container(workspace, surface),
    action_id: placed.actionId,
    block_id: placed.blockId,
    value: query,
  };
  const outcome = await desk.dispatch('options', placed.actionId, () => asForm(payload));
  if (outcome.error) return { outcome, options: [] };
  const read = offeredOptions.safeParse(outcome.ack);
  if (!read.success) return { outcome: { ...outcome, error: 'invalid_options', message: read.error.message }, options: [] };
  const options = flat(outcome.ack);
  if (surface.kind === 'view') remember(desk, surface.view.id, placed, options);
  return { outcome, options };
}

function remember({ workspace }: Desk, id: string, { blockId, actionId }: Placed, options: Option[]) {
  const view = workspace.views.get(id);
  const key = `${blockId}/${actionId}`;
  if (!view) return;
  const known = (view.offered[key] ?? []).filter(({ value }) => options.every((option) => option.value !== value));
  workspace.views.set(id, { ...view, offered: { ...view.offered, [key]: [...known, ...options].slice(-500) } });
}

export const options: Act = async (person, body, desk) => {
  const surface = surfaceOf(desk.workspace, person, body);
  const placed = elementOn(surface, body);
  if (!isExternal(placed)) throw new Refusal('not_external', `"${placed.actionId}" is a ${placed.type}: it brought its options along.`);
  return (await ask(person, surface, placed, text(body.query), desk)).outcome;
};
