import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { noSuchPostmortem, readableTo } from '#domain/postmortem/authority';
import { missingOf } from '#domain/postmortem/completeness';
import { partiesTo } from '#domain/postmortem/looking';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { documentNow, documentPublished, nextVersion } from '#domain/postmortem/versions';
import { viewPostmortem } from '#domain/postmortem/view';
import { Rejection } from '#domain/rejection';
import { section } from '#slack-kit/blocks';
import { documentWording } from '#slack-kit/document-words';
import { readPressed, signOffPressed } from '#slack-kit/meeting-buttons';
import { openInstead, openOver } from '#slack-kit/opening';
import { publishPressed, readPostmortem } from '#slack-kit/postmortem-buttons';
import { readingModal } from '#slack-kit/reading';
import { privately, tryAnswer } from '#slack-kit/say';
import { type Published, publishPostmortem, readIt, signOff } from './decide.ts';
import { published, publishModal, read, submitted } from './modal.ts';

const mostTries = 3;

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(publishPressed, async ({ ack, body, action, client }) => {
    const id = readPostmortem(action.value);
    const shown = publishModal({ ...(await asked(id, body.user.id)), id });
    await openInstead(client, body, shown);
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const id = read(view);
    const version = await publish(id, PersonId.parse(body.user.id), `${view.id}.${view.hash}`);
    await ack({ response_action: 'update', view: published(id, version) });
  });

  app.action<BlockButtonAction>(signOffPressed, async ({ ack, body, action, client, respond }) => {
    const id = readPostmortem(action.value);
    await perform(desk, postmortems, id, signOff, { by: PersonId.parse(body.user.id), at: desk.now() }, body.trigger_id);
    await ack();
    const said = `${id} is signed off. Its owner can publish it now.`;
    if (body.view) await openInstead(client, body, publishModal({ ...(await asked(id, body.user.id)), id }));
    else await tryAnswer(respond, { ...privately(said, [section(said)]), replace_original: false });
  });

  app.action<BlockButtonAction>(readPressed, async ({ ack, body, action, client }) => {
    const [id, by] = [readPostmortem(action.value), PersonId.parse(body.user.id)];
    const { state } = await perform(desk, postmortems, id, readIt, { by, at: desk.now() }, body.trigger_id);
    const version = state.state === 'closed' ? (state.published.at(-1)?.version ?? 1) : 1;
    const document = await documentPublished(desk, id, version);
    if (document === undefined) throw noSuchPostmortem();
    await openOver(client, body, readingModal(document, 0));
    await ack();
  });

  async function asked(id: PostmortemId, by: string) {
    const view = await lookedAt(desk, id, PersonId.parse(by));
    const { postmortem, incident, organisation } = view;
    const hidden = postmortem.private || incident.private;
    return { version: nextVersion(postmortem), missing: missingOf(view), private: hidden, channel: organisation.learning };
  }

  /** What somebody adds while it is put together is in what is published. */
  async function publish(id: PostmortemId, by: PersonId, delivery: string): Promise<number> {
    for (let time = 1; ; time++) {
      const made = await documentNow(desk, id, documentWording, ({ postmortem }) => nextVersion(postmortem));
      if (made === undefined) throw noSuchPostmortem();
      const command = { by, at: desk.now(), document: made.document, seen: made.view.version };
      try {
        const { answer } = await perform(desk, postmortems, id, publishPostmortem, command, delivery);
        return (answer as Published).version;
      } catch (error) {
        if (time === mostTries || !(error instanceof Rejection) || error.code !== 'changed_meanwhile') throw error;
      }
    }
  }
}

async function lookedAt(desk: Desk, id: PostmortemId, by: PersonId) {
  const [{ postmortem, parties }, view] = await Promise.all([partiesTo(desk.records, id, by), viewPostmortem(desk, id)]);
  readableTo(postmortem, by, parties);
  if (view === undefined) throw noSuchPostmortem();
  return view;
}
