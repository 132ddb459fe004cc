import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { improvementShown } from '#domain/improvement/looking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { listTeams, searchTeams } from '#domain/team/board';
import { option } from '#slack-kit/blocks';
import { choosePressed, readImprovement } from '#slack-kit/improvement-buttons';
import { readPage, turned } from '#slack-kit/improvement-choice';
import { choiceFor, sentForm } from '#slack-kit/improvement-commands';
import { aboutPressed, teamSearched } from '#slack-kit/improvement-forms';
import { openInstead, openOver } from '#slack-kit/opening';
import { choosePressed as chooseAmongPressed, readPostmortem } from '#slack-kit/postmortem-buttons';
import { chooseImprovement } from './decide.ts';
import { chooseModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(chooseAmongPressed, async ({ ack, body, client }) => {
    await openInstead(client, body, await choiceFor(desk, readPostmortem(body.actions[0]?.value), PersonId.parse(body.user.id)));
    await ack();
  });

  app.action<BlockButtonAction>(turned, async ({ ack, body, action, client }) => {
    const { postmortem, page } = readPage(action.value);
    const view = await choiceFor(desk, postmortem, PersonId.parse(body.user.id), page);
    await client.views.update({ view_id: body.view?.id ?? '', view });
    await ack();
  });

  app.action<BlockButtonAction>(choosePressed, async ({ ack, body, action, client }) => {
    const id = readImprovement(action.value);
    const shown = await improvementShown(desk, id, PersonId.parse(body.user.id));
    await openOver(client, body, chooseModal(shown, aboutPressed(body, id)));
    await ack();
  });

  app.options(teamSearched, async ({ ack, payload: { value } }) => {
    const found = searchTeams(await listTeams(desk.boards), value, 100);
    await ack({ options: found.map(({ slug, name }) => option(slug, name)) });
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view, client }) => {
    const { id, owner, team, dueOn, priority } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), owner, team, dueOn, priority };
    await perform(desk, improvements, id, chooseImprovement, command, `${view.id}.${view.hash}`);
    await sentForm(desk, { ack, body, view, client });
  });
}
