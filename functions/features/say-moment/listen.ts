import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { lookAtPostmortem } from '#domain/postmortem/looked-at';
import { postmortems } from '#domain/postmortem/postmortem';
import { momentsPressed } from '#slack-kit/known-buttons';
import { openOver } from '#slack-kit/opening';
import { readPostmortem } from '#slack-kit/postmortem-buttons';
import { sayMoments } from './decide.ts';
import { momentsModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(momentsPressed, async ({ ack, body, client }) => {
    const { view } = await lookAtPostmortem(desk, readPostmortem(body.actions[0]?.value), PersonId.parse(body.user.id));
    await openOver(client, body, momentsModal(view));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, said } = read(view);
    const command = { said, by: PersonId.parse(body.user.id), at: desk.now() };
    await perform(desk, postmortems, id, sayMoments, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
