import { checkView } from '#sandbox/slack/block-kit/check';
import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Json, View } from '#sandbox/slack/records';
import { exchange } from '#sandbox/slack/triggers';
import { openView, pushView, replaceView, viewShape } from '#sandbox/slack/views';
import { activePerson } from './access.ts';
import type { Arguments } from './arguments.ts';

const answer = ({ workspace }: Inside, view: View): Json => ({ view: viewShape(workspace, view) });

function checkHash(args: Arguments, view: View) {
  if (args.given('hash') && args.text('hash') !== view.hash) throw new Failure('hash_conflict');
}

/** The trigger is spent only when the view is good, as in Slack. */
function open(args: Arguments, inside: Inside): Json {
  const trigger = exchange(inside.workspace, args.needed('trigger_id'));
  const sent = checkView(args.structure('view'), 'modal');
  const view = openView(inside, trigger.user, sent, null, trigger.id);
  inside.workspace.triggers.set(trigger.id, { ...trigger, used: true });
  return answer(inside, view);
}

function push(args: Arguments, inside: Inside): Json {
  const trigger = exchange(inside.workspace, args.needed('trigger_id'));
  const below = trigger.view ? inside.workspace.views.get(trigger.view) : undefined;
  if (!below?.open || below.type !== 'modal')
    throw new Failure('invalid_arguments', { response_metadata: { messages: ['[ERROR] the trigger does not come from an open modal'] } });
  const view = pushView(inside, below, checkView(args.structure('view'), 'modal'), trigger.id);
  inside.workspace.triggers.set(trigger.id, { ...trigger, used: true });
  return answer(inside, view);
}

function update(args: Arguments, inside: Inside): Json {
  const { views } = inside.workspace;
  const byExternalId = (id: string) => views.all().find(({ open, source }) => open && source.external_id === id);
  const view = args.given('view_id') ? views.get(args.text('view_id')) : byExternalId(args.needed('external_id'));
  if (!view?.open) throw new Failure('not_found');
  checkHash(args, view);
  return answer(inside, replaceView(inside, view, checkView(args.structure('view'), view.type)));
}

function publish(args: Arguments, inside: Inside): Json {
  const { workspace } = inside;
  const user = activePerson(workspace, args.needed('user_id'));
  if (user.is_bot) throw new Failure('not_enabled');
  const sent = checkView(args.structure('view'), 'home');
  const shown = workspace.views.get(workspace.homes.get(user.id) ?? '');
  if (shown) checkHash(args, shown);
  const view = shown ? replaceView(inside, shown, sent) : openView(inside, user.id, sent, null);
  workspace.homes.set(user.id, view.id);
  return answer(inside, view);
}

export const views = { 'views.open': open, 'views.push': push, 'views.update': update, 'views.publish': publish };
