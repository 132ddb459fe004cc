import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type TeamSlug, teams } from '#domain/team/team';
import { modal } from '#slack-kit/inputs';
import { privately } from '#slack-kit/say';
import { disbandPressed, readTeam } from '#slack-kit/team-buttons';
import { onTeamVerb, teamCalled } from '#slack-kit/team-commands';
import { teamHelp } from '#slack-kit/team-help';
import { refusal } from './answer.ts';
import { disbandTeam } from './decide.ts';
import { readLine } from './line.ts';
import { disbandModal, read, submitted } from './modal.ts';

type Wanted = { slug: TeamSlug; successor: TeamSlug | undefined; by: PersonId };

export function listen(app: App, desk: Desk) {
  /** What keeps it from being disbanded, if anything does. */
  async function disband(wanted: Wanted, delivery: string) {
    const { answer } = await perform(desk, teams, teamId(wanted.slug), disbandTeam, { ...wanted, at: desk.now() }, delivery);
    return answer === null ? undefined : refusal(wanted.slug, answer);
  }

  onTeamVerb(app, desk, 'disband', async ({ ack, slug, by, rest, payload: { trigger_id } }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(teamHelp('disband'));
    const refused = await disband({ slug, by, ...line }, trigger_id);
    await ack(refused ? privately(refused.text, refused.blocks) : privately(`${slug} is disbanded. Its past can still be asked for.`));
  });

  app.action<BlockAction<ButtonAction>>(disbandPressed, async ({ ack, body, action, client }) => {
    const slug = readTeam(action.value);
    const team = await teamCalled(desk, slug);
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    await client.views.open({ trigger_id: body.trigger_id, view: disbandModal(slug, team) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const refused = await disband({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    if (refused) await ack({ response_action: 'update', view: modal('disband-refused', 'Not yet', undefined, refused.blocks) });
    else await ack();
  });
}
