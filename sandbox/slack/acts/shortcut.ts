import { Refusal } from '#sandbox/slack/failure';
import { text } from '#sandbox/slack/reading';
import { issueResponseUrl, issueTrigger } from '#sandbox/slack/triggers';
import { messageShape } from '#sandbox/slack/web-api/shapes';
import { type Act, named, place } from './desk.ts';
import { actionTs, asForm, channelPart, interaction } from './payload.ts';

/** https://docs.slack.dev/interactivity/implementing-shortcuts: on a message when one is named, else global. */
export const shortcut: Act = async (person, body, desk) => {
  const { workspace, sight } = desk;
  const callback_id = named(body, 'callback');
  const ts = text(body.ts);
  if (!desk.installation.shortcut(callback_id, ts === '' ? 'global' : 'message'))
    throw new Refusal('unknown_shortcut', `The app has no such shortcut: ${callback_id}.`, 404);
  const channel = ts === '' ? undefined : place(workspace, person, text(body.channel));
  const message = channel && workspace.messages.get(channel.id, ts);
  if (channel && !message) throw new Refusal('message_not_found', `There is no message ${ts} in #${channel.name}.`, 404);

  const trigger = issueTrigger(workspace, person.id, null);
  sight.trigger = trigger.id;
  const common = { callback_id, trigger_id: trigger.id, action_ts: actionTs(workspace) };
  if (!channel || !message) {
    return desk.dispatch('action', callback_id, () => asForm({ ...interaction(workspace, 'shortcut', person), ...common }));
  }
  const responseUrl = issueResponseUrl(workspace, person.id, channel.id, null);
  sight.responseUrl = responseUrl.id;
  const payload = {
    ...interaction(workspace, 'message_action', person),
    ...common,
    channel: channelPart(channel),
    message_ts: ts,
    message: messageShape(workspace, message),
    response_url: `${desk.origin()}/response/${responseUrl.id}`,
  };
  return desk.dispatch('action', callback_id, () => asForm(payload));
};
