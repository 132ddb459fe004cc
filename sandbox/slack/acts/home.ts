import { envelope } from '#sandbox/slack/delivery/events';
import type { Json, Person } from '#sandbox/slack/records';
import { stack, viewShape } from '#sandbox/slack/views';
import { directChannel } from '#sandbox/slack/web-api/access';
import { messageShape } from '#sandbox/slack/web-api/shapes';
import type { Workspace } from '#sandbox/slack/workspace';
import { type Act, unheard } from './desk.ts';

export function homeOf(workspace: Workspace, user: string): Json | undefined {
  const view = workspace.views.get(workspace.homes.get(user) ?? '');
  return view && viewShape(workspace, view);
}

/** Opens the Home tab and looks at what is published there once the app has taken the event. */
export const home: Act = async (person, _, desk) => {
  const { workspace } = desk;
  const { channel } = directChannel(workspace, person.id);
  const shown = homeOf(workspace, person.id);
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab: 'home',
    event_ts: workspace.ts(),
    ...(shown && { view: shown }),
  };
  if (!desk.installation.subscribes(event)) return { ...unheard, ...(shown && { view: shown }) };
  const outcome = await desk.dispatch('event', 'app_home_opened', () => JSON.stringify(envelope(workspace, event)), 'application/json');
  const view = homeOf(workspace, person.id);
  return { ...outcome, ...(view && { view }) };
};

/** What lies before this person: direct messages with the app, what only they see, the view on top, their Home. */
export function inbox(workspace: Workspace, person: Person): Json {
  const direct = workspace.directWith(person.id);
  const messages = direct
    ? workspace.messages.inChannel(direct.id).map((message) => ({ channel: direct.id, ...messageShape(workspace, message) }))
    : [];
  const top = stack(workspace, person.id).at(-1);
  return {
    channel: direct?.id ?? null,
    messages,
    ephemeral: workspace.ephemerals.all().filter(({ user }) => user === person.id),
    view: top ? viewShape(workspace, top) : null,
    home: homeOf(workspace, person.id) ?? null,
  };
}
