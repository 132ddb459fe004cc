import type { Channel, Group, Json, Message, Person } from '#sandbox/slack/records';
import { appId, type Workspace } from '#sandbox/slack/workspace';

/** Slack's objects as its API and its events show them. */

/** The zone's distance from UTC in seconds at this moment. */
function offset(tz: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60) : 0;
}

export function userShape(workspace: Workspace, { id, handle, name, tz, ...flags }: Person): Json {
  const { team, bot } = workspace.identity();
  return {
    id,
    team_id: team.id,
    name: handle,
    real_name: name,
    ...flags,
    tz,
    tz_label: tz,
    tz_offset: offset(tz, workspace.now()),
    is_admin: false,
    is_owner: false,
    is_app_user: id === bot.userId,
    profile: {
      real_name: name,
      real_name_normalized: name,
      display_name: handle,
      display_name_normalized: handle,
      email: `${handle}@example.com`,
      team: team.id,
    },
  };
}

export function channelShape(workspace: Workspace, channel: Channel): Json {
  const { team, bot } = workspace.identity();
  const { id, name, kind, creator, created, archived, shared, members, topic, purpose } = channel;
  if (kind === 'im')
    return {
      id,
      created,
      is_im: true,
      is_archived: false,
      is_org_shared: false,
      context_team_id: team.id,
      user: members.find((member) => member !== bot.userId),
    };
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_archived: archived,
    is_general: name === 'general',
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: members.includes(bot.userId),
    created,
    creator,
    context_team_id: team.id,
    topic,
    purpose,
    previous_names: [],
  };
}

export function messageShape(workspace: Workspace, message: Message, { metadata = true } = {}): Json {
  const { team } = workspace.identity();
  const { channel, broadcast, bot_id, reactions, metadata: kept, ...rest } = message;
  const pinned = workspace.channel(channel)?.pins.some(({ ts }) => ts === message.ts);
  const replies = workspace.messages.inThread(channel, message.ts);
  return {
    type: 'message',
    ...rest,
    team: team.id,
    ...(bot_id && {
      bot_id,
      app_id: appId,
      bot_profile: { id: bot_id, app_id: appId, name: workspace.identity().bot.name, team_id: team.id },
    }),
    ...(broadcast && { subtype: 'thread_broadcast' }),
    ...(reactions && { reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
    ...(metadata && kept && { metadata: kept }),
    ...(pinned && { pinned_to: [channel] }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map(({ user }) => user))],
      latest_reply: replies.at(-1)?.ts,
    }),
  };
}

export function groupShape(workspace: Workspace, { id, handle, name, users, created, updated }: Group, withUsers = true): Json {
  const { team } = workspace.identity();
  return {
    id,
    team_id: team.id,
    is_usergroup: true,
    is_subteam: true,
    name,
    handle,
    description: '',
    is_external: false,
    auto_provision: false,
    date_create: created,
    date_update: updated,
    date_delete: 0,
    created_by: team.id,
    user_count: users.length,
    ...(withUsers && { users }),
  };
}
