import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import type { Found, Ref, Words } from '#domain/records';
import { improvementShareOf } from '#domain/team/improvement-share';
import { type Team, type TeamSlug, teamRef, teams } from '#domain/team/team';
import { actions, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { privately } from '#slack-kit/say';
import { policyButton, policyPressed, readTeam } from '#slack-kit/team-buttons';
import { onTeamVerb } from '#slack-kit/team-commands';
import { shareSaid } from '#slack-kit/team-words';
import { link, mention, named, unescaped } from '#slack-kit/text';
import { setPolicy } from './decide.ts';
import { policyModal, read, readLine, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  onTeamVerb(app, desk, 'policy', async ({ ack, slug, by, rest, at, payload: { trigger_id } }) => {
    if (rest === '') return ack(shown(slug, await headOf(desk, slug)));
    const said = { by, at, policyId: desk.newId(), ...readLine(unescaped(rest)) };
    const { state, words } = await perform(desk, teams, teamId(slug), setPolicy, said, trigger_id);
    await ack(shown(slug, { value: state, words }));
  });

  app.action<BlockAction<ButtonAction>>(policyPressed, async ({ ack, body, action, client }) => {
    const slug = readTeam(action.value);
    const { value: team, words } = await headOf(desk, slug);
    const policy = team.state === 'active' ? team.policy : undefined;
    const known = {
      ...(policy && { link: policy.link, words: words[policy.policyId] ?? '' }),
      ...(team.state === 'active' && { share: improvementShareOf(team) }),
    };
    await client.views.open({ trigger_id: body.trigger_id, view: policyModal(slug, known) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { slug, ...said } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), policyId: desk.newId(), ...said };
    await perform(desk, teams, teamId(slug), setPolicy, command, `${view.id}.${view.hash}`);
    await ack();
  });
}

async function headOf({ records }: Desk, slug: TeamSlug): Promise<{ value: Team; words: Words }> {
  const [head] = (await records.load([teamRef(slug)] as Ref<unknown>[])) as [Found<Team>];
  return head;
}

function shown(slug: TeamSlug, { value: team, words }: { value: Team; words: Words }) {
  const policy = team.state === 'active' ? team.policy : undefined;
  const name = team.state === 'none' ? slug : named(team.name);
  const sharing = team.state === 'active' ? [section(shareSaid(team))] : [];
  if (policy === undefined) {
    const text = `${name} has not said yet how it gives support.`;
    return privately(text, [section(text), ...sharing, actions(policyButton(slug))]);
  }
  const text = `*How ${name} gives support*, by ${mention(policy.by)}${policy.link ? `: ${link(policy.link, policy.link)}` : ''}`;
  const body = words[policy.policyId];
  return privately(text, [section(text), ...(body ? [quoted(body)] : []), ...sharing, actions(policyButton(slug))]);
}
