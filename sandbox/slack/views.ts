import { randomBytes } from 'node:crypto';
import { initialState } from './acts/state.ts';
import { elementsIn, withIds } from './block-kit/walk.ts';
import { Failure } from './failure.ts';
import type { Inside } from './inside.ts';
import { json, jsons, text } from './reading.ts';
import type { Json, Values, View } from './records.ts';
import { blockId } from './web-api/post.ts';
import { appId, type Workspace } from './workspace.ts';

/** Views are stacked three deep; each change gives a new hash. */
export const deepest = 3;

const newHash = (workspace: Workspace) => `${workspace.seconds()}.${randomBytes(4).toString('hex')}`;

/** What is filled in at first, and what was filled in before where block and action are still the same. */
export function valuesOf(source: Json, before: Values = {}): Values {
  const values: Values = {};
  for (const { blockId, actionId, element, type } of elementsIn(jsons(source.blocks))) {
    const first = initialState(element);
    const known = before[blockId]?.[actionId];
    if (first) values[blockId] = { ...values[blockId], [actionId]: known?.type === type ? known : first };
  }
  return values;
}

function stored({ workspace, watched }: Inside, view: View, trigger?: string): View {
  workspace.views.set(view.id, view);
  watched.viewed(view, trigger);
  return view;
}

export function openView(inside: Inside, user: string, sent: Json, below: View | null, trigger?: string): View {
  const { workspace } = inside;
  const source = { ...sent, blocks: withIds(jsons(sent.blocks), blockId) };
  uniqueExternalId(workspace, sent);
  if (!below && sent.type !== 'home') for (const shown of stack(workspace, user)) workspace.views.set(shown.id, { ...shown, open: false });
  const id = workspace.id('V');
  const type = sent.type === 'home' ? 'home' : 'modal';
  const view: View = {
    id,
    type,
    user,
    root: below?.root ?? id,
    previous: below?.id ?? null,
    hash: newHash(workspace),
    open: true,
    source,
    values: valuesOf(source),
    offered: {},
  };
  return stored(inside, view, trigger);
}

export function pushView(inside: Inside, below: View, sent: Json, trigger?: string): View {
  if (stack(inside.workspace, below.user).length >= deepest) throw new Failure('push_limit_reached');
  return openView(inside, below.user, sent, below, trigger);
}

export function replaceView(inside: Inside, view: View, sent: Json): View {
  const source = { ...sent, blocks: withIds(jsons(sent.blocks), blockId) };
  if (sent.external_id !== view.source.external_id) uniqueExternalId(inside.workspace, sent);
  return stored(inside, { ...view, source, hash: newHash(inside.workspace), values: valuesOf(source, view.values), open: true });
}

function uniqueExternalId(workspace: Workspace, sent: Json) {
  if (text(sent.external_id) !== '' && workspace.views.all().some(({ open, source }) => open && source.external_id === sent.external_id)) {
    throw new Failure('duplicate_external_id');
  }
}

/** The modals open before a person's eyes, the lowest first. */
export const stack = (workspace: Workspace, user: string) =>
  workspace.views.all().filter((view) => view.open && view.type === 'modal' && view.user === user);

export function closeView(workspace: Workspace, view: View, all: boolean) {
  for (const shown of all ? stack(workspace, view.user) : [view]) workspace.views.set(shown.id, { ...shown, open: false });
}

/** The view as Slack puts it into answers and payloads. */
export function viewShape(workspace: Workspace, view: View): Json {
  const { team, bot } = workspace.identity();
  const { source } = view;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: source.blocks,
    private_metadata: text(source.private_metadata),
    callback_id: text(source.callback_id),
    state: { values: view.values },
    hash: view.hash,
    ...(view.type === 'modal' && { title: json(source.title), close: source.close ?? null, submit: source.submit ?? null }),
    clear_on_close: source.clear_on_close === true,
    notify_on_close: source.notify_on_close === true,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: appId,
    external_id: text(source.external_id),
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
