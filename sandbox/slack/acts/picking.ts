import type { Placed } from '#sandbox/slack/block-kit/walk';
import { Refusal } from '#sandbox/slack/failure';
import { json, jsons, text } from '#sandbox/slack/reading';
import type { Json, Option, Person } from '#sandbox/slack/records';
import type { Workspace } from '#sandbox/slack/workspace';
import type { Desk } from './desk.ts';
import { ask, isExternal } from './options.ts';
import { holding, stateWith } from './state.ts';
import type { Surface } from './surface.ts';

/** Turns a plain value into what Slack's client would hold for that element, and refuses what the client would not let one do. */

const wrong = ({ blockId, actionId }: Placed, why: string) => new Refusal('invalid_values', `${blockId}/${actionId}: ${why}`);

const own = (element: Json): Json[] => [
  ...jsons(element.options),
  ...jsons(element.option_groups).flatMap((group) => jsons(group.options)),
];

function match<Choice extends Json>(options: Choice[], wanted: string): Choice | undefined {
  return options.find(({ value }) => value === wanted) ?? options.find((option) => text(json(option.text).text) === wanted);
}

async function external(placed: Placed, wanted: string, person: Person, surface: Surface, desk: Desk): Promise<Json> {
  const offered = (): Option[] =>
    surface.kind === 'view' ? (desk.workspace.views.get(surface.view.id)?.offered[`${placed.blockId}/${placed.actionId}`] ?? []) : [];
  const first = [...jsons(placed.element.initial_options), ...(placed.element.initial_option ? [json(placed.element.initial_option)] : [])];
  const known = match([...offered(), ...first], wanted);
  if (known) return known;
  for (const query of [wanted, '']) {
    const found = match((await ask(person, surface, placed, query, desk)).options, wanted);
    if (found) return found;
  }
  throw wrong(placed, `"${wanted}" is not offered.`);
}

function written(placed: Placed, typed: string): string {
  const { element, type } = placed;
  const [least, most] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)];
  if (type === 'plain_text_input' && typed !== '' && typed.length < least) throw wrong(placed, `at least ${least} characters.`);
  if (type === 'plain_text_input' && typed.length > most) throw wrong(placed, `at most ${most} characters.`);
  if (type === 'email_text_input' && typed !== '' && !/^\S+@\S+\.\S+$/.test(typed)) throw wrong(placed, 'not an e-mail address.');
  if (type === 'url_text_input' && typed !== '' && !URL.canParse(typed)) throw wrong(placed, 'not an address.');
  if (type === 'number_input' && typed !== '') number(placed, typed);
  return typed;
}

function number(placed: Placed, typed: string) {
  const { is_decimal_allowed, min_value, max_value } = placed.element;
  const value = Number(typed);
  if (Number.isNaN(value) || (is_decimal_allowed !== true && !Number.isInteger(value)))
    throw wrong(placed, `${typed} is not a number that can be entered here.`);
  if (min_value !== undefined && value < Number(min_value)) throw wrong(placed, `at least ${min_value}.`);
  if (max_value !== undefined && value > Number(max_value)) throw wrong(placed, `at most ${max_value}.`);
}

function reference(workspace: Workspace, placed: Placed, ref: string): string {
  const found = placed.type.includes('users')
    ? workspace.person(ref)
    : (workspace.channel(ref) ?? (placed.type.includes('conversations') ? workspace.person(ref) : undefined));
  if (!found) throw wrong(placed, `there is no ${ref}.`);
  return found.id;
}

function moment(placed: Placed, given: unknown): unknown {
  if (placed.type === 'datetimepicker') return typeof given === 'number' ? given : Math.floor(Date.parse(String(given)) / 1000);
  const pattern = placed.type === 'datepicker' ? /^\d{4}-\d\d-\d\d$/ : /^([01]\d|2[0-3]):[0-5]\d$/;
  if (!pattern.test(String(given))) throw wrong(placed, `${given} cannot be picked.`);
  return given;
}

async function one(placed: Placed, given: unknown, person: Person, surface: Surface, desk: Desk): Promise<unknown> {
  if (isExternal(placed)) return external(placed, String(given), person, surface, desk);
  if (placed.type.endsWith('_input')) return placed.type === 'rich_text_input' ? given : written(placed, String(given));
  if (placed.type.endsWith('picker')) return moment(placed, given);
  if (/users|conversations|channels/.test(placed.type)) return reference(desk.workspace, placed, String(given));
  const option = match(own(placed.element), String(given));
  if (!option) throw wrong(placed, `"${given}" is not one of its options.`);
  return option;
}

export async function picked(placed: Placed, given: unknown, person: Person, surface: Surface, desk: Desk): Promise<Json> {
  const { element, type } = placed;
  const many = holding(element)?.many === true;
  if (type === 'overflow') return { type, selected_option: await one(placed, given, person, surface, desk) };
  if (given === null || given === undefined || given === '') return stateWith(element, many ? [] : null);
  if (!many) return stateWith(element, await one(placed, given, person, surface, desk));
  const wanted = Array.isArray(given) ? given : [given];
  if (typeof element.max_selected_items === 'number' && wanted.length > element.max_selected_items)
    throw wrong(placed, `at most ${element.max_selected_items}.`);
  const values: unknown[] = [];
  for (const each of wanted) values.push(await one(placed, each, person, surface, desk));
  return stateWith(element, values);
}
