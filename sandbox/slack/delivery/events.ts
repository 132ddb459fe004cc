import type { FaultRule } from '#sandbox/contracts';
import type { Installation } from '#sandbox/slack/installation';
import { text } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';
import { appId, type Workspace } from '#sandbox/slack/workspace';
import { isOnTheWay } from './courier.ts';
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
  const nameOf = ({ type, subtype }: Json) => (subtype ? `${type}/${subtype}` : text(type));
  const send = (event: Json, delay: number, how: { held?: boolean; fault?: FaultRule } = {}) =>
    queue.add('event', nameOf(event), JSON.stringify(envelope(workspace, event)), 'application/json', {
      due: workspace.now() + delay,
      ...how,
    });

  return function announce(event: Json) {
    if (!subscribes(event)) return;
    const fault = queue.fault('event', nameOf(event));
    if (fault?.do === 'drop') return;
    const delay = fault?.do === 'delay' ? Number(fault.ms ?? 0) : 0;
    send(event, delay, { held: fault?.do === 'reorder', ...(fault && isOnTheWay(fault) ? { fault } : {}) });
    if (fault?.do === 'duplicate') for (let copy = 0; copy < Number(fault.copies ?? 1); copy++) send(event, Number(fault.ms ?? 0));
  };
}
