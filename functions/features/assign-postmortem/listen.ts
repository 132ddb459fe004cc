import type { App, BlockButtonAction, BlockUsersSelectAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readableTo } from '#domain/postmortem/authority';
import { partiesTo } from '#domain/postmortem/looking';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { teamsOf } from '#domain/team/board';
import { openOver } from '#slack-kit/opening';
import { assignPressed, facilitatorChosen, ownerChosen, readChoice, readPostmortem } from '#slack-kit/postmortem-buttons';
import { onPostmortemVerb } from '#slack-kit/postmortem-commands';
import { postmortemHelp } from '#slack-kit/postmortem-help';
import { privately } from '#slack-kit/say';
import { mention } from '#slack-kit/text';
import { type Assignment, assignPostmortem } from './decide.ts';
import { notUnderstood, readLine } from './line.ts';
import { assignModal, read, submitted } from './modal.ts';

type Wanted = { role: Assignment['role']; person: PersonId };

export function listen(app: App, desk: Desk) {
  const assign = async (id: PostmortemId, by: PersonId, wanted: Wanted[], delivery: string) => {
    const chosen = await Promise.all(wanted.map(async (one) => ({ ...one, team: (await teamsOf(desk.boards, one.person))[0] })));
    return perform(desk, postmortems, id, assignPostmortem, { by, chosen, at: desk.now() }, delivery);
  };
  const formFor = async (id: PostmortemId, by: PersonId) => {
    const { postmortem, parties } = await partiesTo(desk.records, id, by);
    return assignModal(id, readableTo(postmortem, by, parties));
  };

  onPostmortemVerb(app, desk, 'assign', async ({ ack, client, id, by, rest, payload: { trigger_id } }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: await formFor(id, by) });
      return ack();
    }
    const wanted = readLine(rest, by);
    if (wanted === undefined) return ack(postmortemHelp('assign', notUnderstood(rest)));
    await assign(id, by, [wanted], trigger_id);
    const does = wanted.role === 'owner' ? 'drives' : 'leads the talk of';
    await ack(privately(`${mention(wanted.person)} ${does} ${id}. What is due stays due.`));
  });

  for (const [pressed, role] of [[ownerChosen, 'owner'] as const, [facilitatorChosen, 'facilitator'] as const])
    app.action<BlockUsersSelectAction>(pressed, async ({ ack, body, action }) => {
      const wanted = { role, person: PersonId.parse(action.selected_user) };
      await assign(readChoice(action.block_id), PersonId.parse(body.user.id), [wanted], body.trigger_id);
      await ack();
    });

  app.action<BlockButtonAction>(assignPressed, async ({ ack, body, action, client }) => {
    const view = await formFor(readPostmortem(action.value), PersonId.parse(body.user.id));
    await openOver(client, body, view);
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, chosen } = read(view);
    await assign(id, PersonId.parse(body.user.id), chosen, `${view.id}.${view.hash}`);
    await ack();
  });
}
