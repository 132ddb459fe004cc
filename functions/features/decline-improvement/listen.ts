import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { improvementShown } from '#domain/improvement/looking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { postmortems } from '#domain/postmortem/postmortem';
import { declinePressed, nonePressed, readImprovement } from '#slack-kit/improvement-buttons';
import { choiceFor, sentForm } from '#slack-kit/improvement-commands';
import { aboutPressed, showBelow } from '#slack-kit/improvement-forms';
import { openOver } from '#slack-kit/opening';
import { readPostmortem } from '#slack-kit/postmortem-buttons';
import { chooseNone, declineImprovement } from './decide.ts';
import { declineModal, noneModal, noneSubmitted, read, readNone, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(declinePressed, async ({ ack, body, action, client }) => {
    const id = readImprovement(action.value);
    const shown = await improvementShown(desk, id, PersonId.parse(body.user.id));
    await openOver(client, body, declineModal(shown, aboutPressed(body, id)));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view, client }) => {
    const { id, reason } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), reason, reasonId: desk.newId() };
    await perform(desk, improvements, id, declineImprovement, command, `${view.id}.${view.hash}`);
    await sentForm(desk, { ack, body, view, client });
  });

  app.action<BlockButtonAction>(nonePressed, async ({ ack, body, action, client }) => {
    await openOver(client, body, noneModal(readPostmortem(action.value)));
    await ack();
  });

  app.view<SlackViewAction>(noneSubmitted, async ({ ack, body, view, client }) => {
    const { postmortem, reason } = readNone(view);
    const by = PersonId.parse(body.user.id);
    const command = { by, at: desk.now(), reason, reasonId: desk.newId() };
    await perform(desk, postmortems, postmortem, chooseNone, command, `${view.id}.${view.hash}`);
    await ack();
    if (view.previous_view_id) await showBelow(client, view.previous_view_id, await choiceFor(desk, postmortem, by));
  });
}
