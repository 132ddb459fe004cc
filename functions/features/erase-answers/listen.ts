import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { PersonId } from '#domain/person/person';
import { section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { erasePressed, readPostmortem } from '#slack-kit/postmortem-buttons';
import { eraseAll } from './take.ts';

const gone =
  'Your words are gone, in this postmortem and in its improvements: answers, summary, reasons, titles, artifacts and timeline notes that you added, and what you had begun. It is gone from what was published too, and you are not named there. Your notes are gone from the timeline and from the incident’s channel. What stays: that you answered, and when something happened that you noted; titles that Muster wrote; what you wrote in Slack yourself; and a note in a channel that was put away.';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(erasePressed, async ({ ack, body, client }) => {
    const id = readPostmortem(body.actions[0]?.value);
    const form = formIn(body.view?.private_metadata);
    await eraseAll(desk, id, { by: PersonId.parse(body.user.id), form }, body.trigger_id);
    const view = modal('answers-erased', 'Erased', undefined, [section(gone)]);
    if (body.view) await client.views.update({ view_id: body.view.id, view });
    await ack();
  });
}

/** The form that it was pressed in: what is still on its way from there is not kept any more. */
function formIn(carried: string | undefined): string {
  const { form = '' } = JSON.parse(carried || '{}') as { form?: string };
  return form;
}
