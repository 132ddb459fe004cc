import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { lookAtPostmortem } from '#domain/postmortem/looked-at';
import { postmortems } from '#domain/postmortem/postmortem';
import { artifactsShown } from '#domain/postmortem/showing';
import { openOver } from '#slack-kit/opening';
import { artifactsPressed, readPostmortem } from '#slack-kit/postmortem-buttons';
import { keepArtifacts } from './decide.ts';
import { artifactsModal, mostListed, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(artifactsPressed, async ({ ack, body, client }) => {
    const id = readPostmortem(body.actions[0]?.value);
    const { view } = await lookAtPostmortem(desk, id, PersonId.parse(body.user.id));
    const latest = await artifactsShown(desk, id, Math.max(0, view.postmortem.artifacts - mostListed), mostListed);
    await openOver(client, body, artifactsModal(view, latest));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, url, title, ...said } = read(view);
    const add = url === undefined ? undefined : { id: `added-${desk.newId()}`, url, title };
    const command = { ...said, add, by: PersonId.parse(body.user.id), at: desk.now() };
    await perform(desk, postmortems, id, keepArtifacts, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
