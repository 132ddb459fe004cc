import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { loadOf } from '#domain/team/load-figures';
import { type TeamSlug, teams } from '#domain/team/team';
import { privately, tryAnswer } from '#slack-kit/say';
import { loadPressed, readTeam, supportPressed } from '#slack-kit/team-buttons';
import { onTeamVerb, teamCalled } from '#slack-kit/team-commands';
import { teamHelp } from '#slack-kit/team-help';
import { card } from './card.ts';
import { stateSupport } from './decide.ts';
import { read, readPercent, submitted, supportModal, weeks } from './modal.ts';

export function listen(app: App, desk: Desk) {
  async function show(slug: TeamSlug, by: PersonId) {
    const [viewer] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
    refuseUnlessPerson(viewer?.value as Person);
    const team = await teamCalled(desk, slug);
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    const { text, blocks } = card(slug, team, await loadOf(desk, slug, team));
    return privately(text, blocks);
  }

  onTeamVerb(app, desk, 'load', async ({ ack, slug, by, at, rest, payload: { trigger_id } }) => {
    const [, share] = /^support\s+(.+)$/i.exec(rest) ?? [];
    if (rest !== '' && share === undefined) return ack(teamHelp('load'));
    if (share !== undefined)
      await perform(desk, teams, teamId(slug), stateSupport, { by, at, percent: readPercent(share), weeks }, trigger_id);
    await ack(await show(slug, by));
  });

  app.action<BlockAction<ButtonAction>>(loadPressed, async ({ ack, body, action, respond }) => {
    const shown = await show(readTeam(action.value), PersonId.parse(body.user.id));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.action<BlockAction<ButtonAction>>(supportPressed, async ({ ack, body, action, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: supportModal(readTeam(action.value)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { slug, percent } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), percent, weeks };
    await perform(desk, teams, teamId(slug), stateSupport, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
