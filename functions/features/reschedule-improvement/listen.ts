import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { improvementShown } from '#domain/improvement/looking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readImprovement, reschedulePressed } from '#slack-kit/improvement-buttons';
import { sentForm } from '#slack-kit/improvement-commands';
import { aboutPressed } from '#slack-kit/improvement-forms';
import { openOver } from '#slack-kit/opening';
import { rescheduleImprovement } from './decide.ts';
import { read, rescheduleModal, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(reschedulePressed, async ({ ack, body, action, client }) => {
    const id = readImprovement(action.value);
    const shown = await improvementShown(desk, id, PersonId.parse(body.user.id));
    await openOver(client, body, rescheduleModal(shown, aboutPressed(body, id)));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view, client }) => {
    const { id, dueOn, reason } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), dueOn, reason, reasonId: desk.newId() };
    await perform(desk, improvements, id, rescheduleImprovement, command, `${view.id}.${view.hash}`);
    await sentForm(desk, { ack, body, view, client });
  });
}
