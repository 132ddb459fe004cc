import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type KnownTeam, type TeamSlug, teams } from '#domain/team/team';
import { actions, section } from '#slack-kit/blocks';
import { privately } from '#slack-kit/say';
import { membersButton, membersPressed, readTeam } from '#slack-kit/team-buttons';
import { onTeamVerb, teamCalled } from '#slack-kit/team-commands';
import { teamHelp } from '#slack-kit/team-help';
import { mentions, named } from '#slack-kit/text';
import { keepMembers } from './decide.ts';
import { readLine } from './line.ts';
import { membersModal, read, slugIn, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  onTeamVerb(app, desk, 'members', async ({ ack, slug, team, by, rest, at, payload: { trigger_id } }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(teamHelp('members'));
    if (line.add.length + line.remove.length === 0) return ack(shown(slug, team));
    const { state } = await perform(desk, teams, teamId(slug), keepMembers, { by, at, ...line }, trigger_id);
    await ack(state.state === 'none' ? teamHelp('members') : shown(slug, state));
  });

  app.action<BlockAction<ButtonAction>>(membersPressed, async ({ ack, body, action, client }) => {
    const slug = readTeam(action.value);
    await client.views.open({ trigger_id: body.trigger_id, view: membersModal(slug, await there(desk, slug)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const slug = slugIn(view);
    const team = await there(desk, slug);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), ...read(view, team.members) };
    await perform(desk, teams, teamId(slug), keepMembers, command, `${view.id}.${view.hash}`);
    await ack();
  });
}

async function there(desk: Desk, slug: TeamSlug): Promise<KnownTeam> {
  const team = await teamCalled(desk, slug);
  if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
  return team;
}

function shown(slug: TeamSlug, { name, members, lead, techLead }: KnownTeam) {
  const led = `Led by ${mentions([lead])}${techLead ? `, technically by ${mentions([techLead])}` : ''}.`;
  const text = `${named(name)}: ${members.length === 0 ? 'nobody' : mentions(members, 100)}. ${led}`;
  return privately(text, [section(text), actions(membersButton(slug))]);
}
