import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Json } from '#sandbox/slack/records';
import { appId } from '#sandbox/slack/workspace';
import type { Arguments } from './arguments.ts';
import { listed } from './conversations.ts';
import { page } from './page.ts';
import { groupShape, userShape } from './shapes.ts';

function authTest(_: Arguments, { workspace }: Inside): Json {
  const { team, bot } = workspace.identity();
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    app_id: appId,
    is_enterprise_install: false,
  };
}

function info(args: Arguments, { workspace }: Inside): Json {
  const person = workspace.people.get(args.needed('user'));
  if (!person) throw new Failure('user_not_found');
  return { user: userShape(workspace, person) };
}

/** Deactivated people are listed too, as deleted. */
function list(args: Arguments, { workspace }: Inside): Json {
  const { items, response_metadata } = page(workspace.people.all(), args, { otherwise: 1000 });
  return { members: items.map((person) => userShape(workspace, person)), cache_ts: workspace.seconds(), response_metadata };
}

function groups(args: Arguments, { workspace }: Inside): Json {
  const withUsers = args.flag('include_users');
  return { usergroups: workspace.groups.all().map((group) => groupShape(workspace, group, withUsers)) };
}

function groupUsers(args: Arguments, { workspace }: Inside): Json {
  const group = workspace.groups.get(args.needed('usergroup'));
  if (!group) throw new Failure('no_such_subteam');
  return { users: group.users };
}

export const people = {
  'api.test': (): Json => ({}),
  'auth.test': authTest,
  'team.info': (_: Arguments, { workspace }: Inside): Json => ({ team: { ...workspace.identity().team, email_domain: 'example.com' } }),
  'users.info': info,
  'users.list': list,
  'users.conversations': (args: Arguments, inside: Inside) =>
    listed(args, inside, args.text('user') || inside.workspace.identity().bot.userId),
  'usergroups.list': groups,
  'usergroups.users.list': groupUsers,
};
