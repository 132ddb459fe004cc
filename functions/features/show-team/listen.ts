import type { App, BlockAction, ButtonAction, ExternalSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Found, Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { listTeams, searchTeams } from '#domain/team/board';
import { type Load, loadRef } from '#domain/team/load';
import { onCall } from '#domain/team/rota';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { option, section } from '#slack-kit/blocks';
import { onNoVerb, onVerb } from '#slack-kit/commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { menu, readTeam, searched, showPressed } from '#slack-kit/team-buttons';
import { onTeamVerb, refuseShared, teamNamedIn, unknownTeam } from '#slack-kit/team-commands';
import { usage } from '#slack-kit/team-help';
import { card } from './card.ts';

/** Shown to whoever of the workspace asks. */
export function listen(app: App, desk: Desk) {
  async function show(slug: TeamSlug, by: PersonId) {
    const found = await desk.records.load([teamRef(slug), loadRef(slug), personRef(by)] as Ref<unknown>[]);
    const [head, load, person] = found as [Found<Team>, Found<Load>, Found<Person>];
    refuseUnlessPerson(person.value);
    const team = head.value;
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team. `/team create` puts one on record.');
    const { text, blocks } = card({ slug, team, load: load.value, onCall: onCall(team.rota, team.zone, desk.now()), words: head.words });
    return privately(text, blocks);
  }
  const mine = async (by: PersonId) => (await listTeams(desk.boards)).filter(({ people }) => people.includes(by));

  onTeamVerb(app, desk, 'show', async ({ ack, slug, by }) => {
    await ack(await show(slug, by));
  });

  onVerb(app, '/team', 'help', async ({ ack }) => {
    await ack(privately('How to use /team', Object.values(usage).map(section)));
  });

  onNoVerb(app, '/team', async ({ ack, payload: { user_id, channel_id }, rest }) => {
    await refuseShared(desk, channel_id);
    const by = PersonId.parse(user_id);
    if (rest === '') return ack(privately('Which team?', menu(await mine(by))));
    const found = await teamNamedIn(desk, rest, by);
    if ('which' in found) return ack(found.which);
    if (found.rest !== '') return ack(unknownTeam(rest));
    await ack(await show(found.slug, by));
  });

  app.action<BlockAction<ButtonAction>>(showPressed, async ({ ack, body, action, respond }) => {
    const shown = await show(readTeam(action.value), PersonId.parse(body.user.id));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.action<BlockAction<ExternalSelectAction>>(searched, async ({ ack, body, action, respond }) => {
    const shown = await show(readTeam(action.selected_option?.value), PersonId.parse(body.user.id));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.options(searched, async ({ ack, payload: { value } }) => {
    const found = searchTeams(await listTeams(desk.boards), value);
    await ack({ options: found.map(({ slug, name }) => option(slug, name, slug)) });
  });
}
