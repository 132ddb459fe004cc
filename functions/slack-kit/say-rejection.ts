import type {
  AllMiddlewareArgs,
  AnyMiddlewareArgs,
  BlockAction,
  Middleware,
  SlackAction,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
} from '@slack/bolt';
import { Rejection } from '#domain/rejection';
import { section } from './blocks.ts';
import { modal } from './inputs.ts';
import { openOver } from './opening.ts';
import { privately, tryAnswer } from './say.ts';

/** A rule said no: said where the person clicked, here and nowhere else. Everything else goes on to whoever answers for faults. */
export const sayRejection: Middleware<AnyMiddlewareArgs> = async (args) => {
  try {
    await args.next();
  } catch (error) {
    if (!(error instanceof Rejection) || !(await said(args, error.message))) throw error;
  }
};

type Args = AnyMiddlewareArgs & AllMiddlewareArgs;

async function said(args: Args, message: string): Promise<boolean> {
  const view = modal('not-done', 'Not done', undefined, [section(message)]);
  if (isCommand(args)) {
    await args.ack(privately(message));
  } else if (isSubmission(args)) {
    // On top of the form, so that nothing that was typed is lost.
    await args.ack({ response_action: 'push', view });
  } else if (isAction(args)) {
    await args.ack();
    const { body, client } = args;
    if (!isInView(body)) await answer(args, message);
    else await openOver(client, body, view);
  } else if (isShortcut(args)) {
    await args.client.views.open({ trigger_id: args.payload.trigger_id, view });
    await args.ack();
  } else {
    return false;
  }
  return true;
}

const answer = ({ respond }: SlackActionMiddlewareArgs, message: string) =>
  tryAnswer(respond, { ...privately(message), replace_original: false });
/** A view has no message to answer to. */
const isInView = (body: SlackAction): body is BlockAction => body.type === 'block_actions' && body.view !== undefined;
const isCommand = (args: Args): args is SlackCommandMiddlewareArgs & AllMiddlewareArgs => 'command' in args;
const isShortcut = (args: Args): args is SlackShortcutMiddlewareArgs & AllMiddlewareArgs => 'shortcut' in args;
const isSubmission = (args: Args): args is SlackViewMiddlewareArgs & AllMiddlewareArgs =>
  'view' in args && args.body.type === 'view_submission';
const isAction = (args: Args): args is SlackActionMiddlewareArgs & AllMiddlewareArgs => 'action' in args;
