import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { improvementShown } from '#domain/improvement/looking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { describePressed, readImprovement } from '#slack-kit/improvement-buttons';
import { sentForm } from '#slack-kit/improvement-commands';
import { aboutPressed } from '#slack-kit/improvement-forms';
import { openOver } from '#slack-kit/opening';
import { wordingHint } from '#slack-kit/wording-hint';
import { describeImprovement } from './decide.ts';
import { describeModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(describePressed, async ({ ack, body, action, client }) => {
    const id = readImprovement(action.value);
    const shown = await improvementShown(desk, id, PersonId.parse(body.user.id));
    await openOver(client, body, describeModal(shown, aboutPressed(body, id)));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view, client }) => {
    const { id, title, doneWhen, question, priority } = read(view);
    const command = {
      ...{ by: PersonId.parse(body.user.id), at: desk.now(), title, titleId: desk.newId() },
      ...{ doneWhen, doneWhenId: desk.newId(), question, priority },
    };
    await perform(desk, improvements, id, describeImprovement, command, `${view.id}.${view.hash}`);
    await sentForm(desk, { ack, body, view, client }, wordingHint(title, doneWhen));
  });
}
