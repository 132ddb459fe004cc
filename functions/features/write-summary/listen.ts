import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { wordsOf } from '#domain/incident/view';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { actingAs } from '#domain/postmortem/authority';
import { isImpactConfirmed } from '#domain/postmortem/confirmed';
import { beforePublishing, knowing, notYoursToPutDown } from '#domain/postmortem/known';
import { lookAtPostmortem } from '#domain/postmortem/looked-at';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { Ref } from '#domain/records';
import { openOver } from '#slack-kit/opening';
import { readPostmortem, summaryPressed } from '#slack-kit/postmortem-buttons';
import { confirmImpact, summaryRef, summaryText, type Written, writeSummary } from './decide.ts';
import { type Asked, beginning, read, submitted, summaryModal } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(summaryPressed, async ({ ack, body, client }) => {
    const asked = await form(readPostmortem(body.actions[0]?.value), PersonId.parse(body.user.id));
    await openOver(client, body, summaryModal(asked));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, words, seen, print, confirms, changed } = read(view);
    const by = PersonId.parse(body.user.id);
    const delivery = `${view.id}.${view.hash}`;
    // First what may be refused: then nothing is written, and what was typed is still there.
    if (confirms) await perform(desk, postmortems, id, confirmImpact, { by, at: desk.now(), print }, `${delivery}.impact`);
    if (!changed) return ack();
    const { answer } = await perform(desk, postmortems, id, writeSummary, { by, at: desk.now(), words, seen }, delivery);
    if ((answer as Written | null)?.moved) {
      const asked = await form(id, by);
      return ack({ response_action: 'update', view: summaryModal({ ...asked, summary: words, moved: asked.summary }) });
    }
    await ack();
  });

  /** What stands in it, or what it may begin with. */
  async function form(id: PostmortemId, by: PersonId): Promise<Asked> {
    const { postmortem, parties, view } = await lookAtPostmortem(desk, id, by);
    beforePublishing(actingAs(postmortem, by, parties, knowing, notYoursToPutDown).postmortem);
    const [[summary], texts, { zone }, { writtenTime }] = await Promise.all([
      desk.records.load([summaryRef(id)] as Ref<unknown>[]),
      desk.log.texts(id, [summaryText]),
      momentOf(desk, by),
      import('#domain/time/said-time'),
    ]);
    const { incident, title, incidentWords } = view;
    const begun = { title, ...wordsOf(incident, incidentWords), windows: incident.impact };
    return {
      view,
      summary: texts[summaryText]?.body || beginning(begun, (at) => writtenTime(at, zone), zone),
      seen: summary?.version ?? 0,
      confirmed: isImpactConfirmed(view.postmortem, incident.impact),
    };
  }
}
