import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { improvementShown } from '#domain/improvement/looking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { assessPressed, readAssessed } from '#slack-kit/improvement-buttons';
import { sentForm } from '#slack-kit/improvement-commands';
import { aboutPressed } from '#slack-kit/improvement-forms';
import { openOver } from '#slack-kit/opening';
import { assessImprovement } from './decide.ts';
import { assessModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(assessPressed, async ({ ack, body, action, client }) => {
    const { id, helped } = readAssessed(action.value);
    const by = PersonId.parse(body.user.id);
    const command = { by, at: desk.now(), helped, wordsId: desk.newId() };
    await perform(desk, improvements, id, assessImprovement, command, body.trigger_id);
    await openOver(client, body, assessModal(await improvementShown(desk, id, by), aboutPressed(body, id), helped));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view, client }) => {
    const { id, helped, words } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), helped, words, wordsId: desk.newId() };
    await perform(desk, improvements, id, assessImprovement, command, `${view.id}.${view.hash}`);
    await sentForm(desk, { ack, body, view, client });
  });
}
