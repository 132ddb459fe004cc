import { Failure, Refusal } from '#sandbox/slack/failure';
import { text } from '#sandbox/slack/reading';
import { sayBack } from '#sandbox/slack/saying';
import { issueResponseUrl, issueTrigger } from '#sandbox/slack/triggers';
import { appId } from '#sandbox/slack/workspace';
import { type Act, channelName, named, place } from './desk.ts';
import { verificationToken } from './payload.ts';
import { commandText } from './typed.ts';

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export const command: Act = async (person, body, desk) => {
  const { workspace, sight } = desk;
  const { team } = workspace.identity();
  const name = named(body, 'command');
  if (!/^\/[^\s/]+$/.test(name)) throw new Refusal('invalid_command', `${name} is not a slash command.`);
  const installed = desk.installation.command(name);
  if (!installed) throw new Refusal('unknown_command', `${name} is not a valid command.`);
  const channel = place(workspace, person, text(body.channel));
  if (channel.archived) throw new Refusal('is_archived', `#${channel.name} is archived.`);

  const trigger = issueTrigger(workspace, person.id, null);
  const responseUrl = issueResponseUrl(workspace, person.id, channel.id, null);
  sight.trigger = trigger.id;
  sight.responseUrl = responseUrl.id;
  const fields = new URLSearchParams({
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.handle,
    command: name,
    text: commandText(workspace, text(body.text).trim(), installed.escapes),
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: `${desk.origin()}/response/${responseUrl.id}`,
    trigger_id: trigger.id,
  });
  const outcome = await desk.dispatch('command', name, () => fields.toString());
  if (outcome.error || outcome.ack === null || outcome.ack === '') return outcome;
  try {
    sayBack(desk, responseUrl, outcome.ack);
    return outcome;
  } catch (error) {
    if (error instanceof Failure) return { ...outcome, error: error.code, ...error.detail };
    throw error;
  }
};
