import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readableTo } from '#domain/postmortem/authority';
import { partiesTo } from '#domain/postmortem/looking';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { openOver } from '#slack-kit/opening';
import { readPostmortem, waivePressed } from '#slack-kit/postmortem-buttons';
import { onPostmortemVerb } from '#slack-kit/postmortem-commands';
import { privately } from '#slack-kit/say';
import { waivePostmortem } from './decide.ts';
import { read, submitted, waiveModal } from './modal.ts';

/** `waive … meeting: …` is about the meeting alone. */
const ofMeeting = /^meeting\s*(?::|$)/i;

export function listen(app: App, desk: Desk) {
  const waive = (id: PostmortemId, by: PersonId, reason: string, delivery: string) =>
    perform(desk, postmortems, id, waivePostmortem, { by, at: desk.now(), reason, reasonId: desk.newId() }, delivery);
  const formFor = async (id: PostmortemId, by: PersonId) => {
    const { postmortem, parties } = await partiesTo(desk.records, id, by);
    readableTo(postmortem, by, parties);
    return waiveModal(id);
  };

  onPostmortemVerb(app, desk, 'waive', async ({ ack, client, id, by, rest, payload: { trigger_id } }) => {
    if (ofMeeting.test(rest)) return;
    if (rest === '') {
      await client.views.open({ trigger_id, view: await formFor(id, by) });
      return ack();
    }
    await waive(id, by, rest, trigger_id);
    await ack(
      privately(
        `${id} is waived. The reason stays on record: \`/postmortem show ${id}\` shows it, \`/postmortem list waived\` lists those that were waived.`,
      ),
    );
  });

  app.action<BlockButtonAction>(waivePressed, async ({ ack, body, action, client }) => {
    const view = await formFor(readPostmortem(action.value), PersonId.parse(body.user.id));
    await openOver(client, body, view);
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, reason } = read(view);
    await waive(id, PersonId.parse(body.user.id), reason, `${view.id}.${view.hash}`);
    await ack();
  });
}
