import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { teams } from '#domain/team/team';
import { TeamSlug } from '#domain/team/team-slug';
import { createPressed, describePressed, readTeam } from '#slack-kit/team-buttons';
import { onTeam, refuseShared, teamCalled } from '#slack-kit/team-commands';
import { unescaped } from '#slack-kit/text';
import { changeTeam, createTeam } from './decide.ts';
import { read, readChange, slugIn, submitted, teamModal } from './modal.ts';

export function listen(app: App, desk: Desk) {
  onTeam(app, 'create', async ({ ack, client, rest, payload: { user_id, channel_id, trigger_id } }) => {
    await refuseShared(desk, channel_id);
    const by = PersonId.parse(user_id);
    const slug = TeamSlug.safeParse(unescaped(rest).replace(/^@/, '').toLowerCase()).data;
    const team = slug && (await teamCalled(desk, slug));
    const known = team && team.state !== 'none' ? team : undefined;
    await client.views.open({ trigger_id, view: teamModal(by, (await momentOf(desk, by)).zone, slug, known) });
    await ack();
  });

  app.action<BlockAction<ButtonAction>>(createPressed, async ({ ack, body, client }) => {
    const by = PersonId.parse(body.user.id);
    await client.views.open({ trigger_id: body.trigger_id, view: teamModal(by, (await momentOf(desk, by)).zone, undefined) });
    await ack();
  });

  app.action<BlockAction<ButtonAction>>(describePressed, async ({ ack, body, action, client }) => {
    const [by, slug] = [PersonId.parse(body.user.id), readTeam(action.value)];
    const team = await teamCalled(desk, slug);
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    await client.views.open({ trigger_id: body.trigger_id, view: teamModal(by, team.zone, slug, team) });
    await ack();
  });

  app.view<SlackViewAction>(submitted.create, async ({ ack, body, view }) => {
    const { slug, described } = read(view);
    if (slug === undefined)
      throw new Rejection(
        'no_name',
        'A name in the catalogue has small letters, digits and dashes, for example home-mpt. Nothing was put on record.',
      );
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), described };
    await perform(desk, teams, teamId(slug), createTeam, command, `${view.id}.${view.hash}`);
    await ack();
  });

  app.view<SlackViewAction>(submitted.change, async ({ ack, body, view }) => {
    const slug = slugIn(view);
    const team = slug && (await teamCalled(desk, slug));
    if (!slug || !team || team.state === 'none') throw new Rejection('no_team', 'There is no such team, so nothing has changed.');
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), ...readChange(view, team) };
    await perform(desk, teams, teamId(slug), changeTeam, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
