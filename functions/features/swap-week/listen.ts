import type { App, BlockAction, BlockButtonAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type KnownTeam, type TeamSlug, teams } from '#domain/team/team';
import { privately, tryAnswer } from '#slack-kit/say';
import { readTeam, swapPressed } from '#slack-kit/team-buttons';
import { onTeamVerb, teamCalled } from '#slack-kit/team-commands';
import { mention } from '#slack-kit/text';
import { answered, readAnswer } from './buttons.ts';
import { answerSwap, askSwap } from './decide.ts';
import { readLine } from './line.ts';
import { read, submitted, swapModal } from './modal.ts';

type Asked = { slug: TeamSlug; team: KnownTeam; by: PersonId; with: PersonId; on: string; takes: string | undefined };

export function listen(app: App, desk: Desk) {
  async function ask({ slug, team, by, with: other, on, takes }: Asked, delivery: string) {
    const command = {
      by,
      at: desk.now(),
      id: desk.newId(),
      with: other,
      on: await inWeek(desk, team, on),
      ...(takes !== undefined && { takes: await inWeek(desk, team, takes) }),
    };
    await perform(desk, teams, teamId(slug), askSwap, command, delivery);
    return privately(`${mention(other)} is asked. It stays as it is until they say yes.`);
  }

  onTeamVerb(app, desk, 'swap', async ({ ack, client, slug, team, by, rest, payload: { trigger_id } }) => {
    const line = readLine(rest);
    if (line === undefined) {
      await client.views.open({ trigger_id, view: swapModal(slug) });
      return ack();
    }
    await ack(await ask({ slug, team, by, ...line }, trigger_id));
  });

  app.action<BlockAction<ButtonAction>>(swapPressed, async ({ ack, body, action, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: swapModal(readTeam(action.value)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { slug, ...wanted } = read(view);
    const team = await teamCalled(desk, slug);
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    await ask({ slug, team, by: PersonId.parse(body.user.id), ...wanted }, `${view.id}.${view.hash}`);
    await ack();
  });

  app.action<BlockButtonAction>(answered, async ({ ack, body, action, respond }) => {
    const { slug, swap, accepted } = readAnswer(action as { action_id: string; value?: string });
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), swap, accepted };
    const { answer } = await perform(desk, teams, teamId(slug), answerSwap, command, body.trigger_id);
    await ack();
    const said = answer === 'accepted' ? 'It is yours now; they are told.' : 'It stays as it was; they are told.';
    await tryAnswer(respond, { ...privately(said), replace_original: false });
  });
}

/** An instant late on that day by the team’s clock: on the day on which weeks change it is in the new one. */
async function inWeek({ now }: Desk, { zone }: KnownTeam, said: string): Promise<string> {
  const { readComing } = await import('#domain/time/said-span');
  const day = readComing(said, { now: now(), zone });
  if (day === undefined)
    throw new Rejection('unread_time', 'I cannot read that as a day. Try `23 March` or `2026-03-23`. Nobody was asked.');
  return day.dayEnds ? new Date(Date.parse(day.dayEnds) - 60_000).toISOString() : day.at;
}
