import type { Channel, Json, Person } from '#sandbox/slack/records';
import { appId, type Workspace } from '#sandbox/slack/workspace';
import { channelName } from './desk.ts';

export const verificationToken = 'sandbox-verification-token';

/** What every interactive payload says about who and where. */
export function interaction(workspace: Workspace, type: string, person: Person): Json {
  const { team } = workspace.identity();
  return {
    type,
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: team.id },
    api_app_id: appId,
    token: verificationToken,
    is_enterprise_install: false,
    enterprise: null,
  };
}

export const channelPart = (channel: Channel): Json => ({ id: channel.id, name: channelName(channel) });

export const asForm = (payload: Json): string => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** `action_ts` and `event_ts` of an interaction. */
export const actionTs = (workspace: Workspace): string => workspace.ts();
