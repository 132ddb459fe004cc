import type { Installation } from '#sandbox/slack/installation';
import { text } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';
import { appId, type Workspace } from '#sandbox/slack/workspace';
import type { Queue } from './queue.ts';

/** The envelope of the Events API: https://docs.slack.dev/apis/events-api */
export function envelope(workspace: Workspace, event: Json): Json {
  const { team, bot } = workspace.identity();
  return {
    token: 'sandbox-verification-token',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: workspace.id('Ev'),
    event_time: workspace.seconds(),
    authorizations: [{ enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: workspace.channels.get(text(event.channel))?.shared ?? false,
  };
}

export function announcer(workspace: Workspace, queue: Queue, { subscribes }: Installation) {
  const send = (event: Json, delay = 0, held = false) => {
    const name = event.subtype ? `${event.type}/${event.subtype}` : text(event.type);
    queue.add('event', name, JSON.stringify(envelope(workspace, event)), 'application/json', workspace.now() + delay, held);
  };

  return function announce(event: Json) {
    if (!subscribes(event)) return;
    const fault = queue.fault('event');
    send(event, fault?.do === 'delay' ? Number(fault.ms ?? 0) : 0, fault?.do === 'reorder');
    if (fault?.do === 'duplicate') for (let copy = 0; copy < Number(fault.copies ?? 1); copy++) send(event, Number(fault.ms ?? 0));
  };
}
