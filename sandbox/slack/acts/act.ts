import { Refusal } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { json } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';
import { viewShape } from '#sandbox/slack/views';
import type { Sight } from '#sandbox/slack/watched';
import { action } from './action.ts';
import { command } from './command.ts';
import { type Act, actor, type Desk, someone } from './desk.ts';
import { home, inbox } from './home.ts';
import { options } from './options.ts';
import { shortcut } from './shortcut.ts';
import { close, submit } from './submit.ts';
import { edit, message, react, remove } from './writing.ts';

const acts: Record<string, Act | undefined> = {
  command,
  action,
  submit,
  close,
  options,
  message,
  edit,
  'message/edit': edit,
  delete: remove,
  'message/delete': remove,
  react,
  shortcut,
  home,
};

/** What appeared before the person's eyes: the view last opened or changed, and what only they can read. */
function seen({ workspace }: Inside, { views, ephemeral }: Sight): Json {
  const view = [...views].flatMap((id) => workspace.views.get(id) ?? []).findLast(({ open }) => open);
  return {
    ...(view && { view: viewShape(workspace, view) }),
    ephemeral: [...ephemeral].flatMap((id) => workspace.ephemerals.get(id) ?? []),
  };
}

export async function actAs(user: string, name: string, body: unknown, desk: Omit<Desk, 'sight'>): Promise<Json> {
  if (name === 'inbox') return inbox(desk.workspace, someone(desk.workspace, user));
  const person = actor(desk.workspace, user);
  const act = acts[name];
  if (!act) throw new Refusal('unknown_act', `Nobody can "${name}" here.`, 404);
  const sight = desk.watched.begin(person.id);
  try {
    const outcome = await act(person, json(body), { ...desk, sight });
    return { ...seen(desk, sight), ...outcome };
  } finally {
    desk.watched.end(sight);
  }
}
