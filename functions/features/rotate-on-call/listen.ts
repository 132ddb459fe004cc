import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { teams } from '#domain/team/team';
import { notePressed, readNote } from './buttons.ts';
import { noteHandover } from './decide.ts';
import { noteModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockAction<ButtonAction>>(notePressed, async ({ ack, body, action, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: noteModal(readNote(action.value)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { slug, week, words } = read(view);
    const note = { by: PersonId.parse(body.user.id), at: desk.now(), week, words, noteId: desk.newId() };
    await perform(desk, teams, teamId(slug), noteHandover, note, `${view.id}.${view.hash}`);
    await ack();
  });
}
