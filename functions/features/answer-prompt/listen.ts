import type { App, BlockAction, BlockButtonAction, SlackViewAction, ViewResponseAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { noteIncident } from '#domain/incident/noting';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { keepDraft } from '#domain/postmortem/answer-draft';
import { answerForm, type OfAnswers } from '#domain/postmortem/answer-form';
import { answerableBy, isShut, refuseUnlessWritten } from '#domain/postmortem/answering';
import { partiesTo } from '#domain/postmortem/looking';
import { postmortems } from '#domain/postmortem/postmortem';
import { incidentOf } from '#domain/postmortem/postmortem-id';
import { worthAnotherLook } from '#domain/postmortem/wording';
import { Rejection } from '#domain/rejection';
import { openOver } from '#slack-kit/opening';
import { answerPressed, readAboutPrompts } from '#slack-kit/postmortem-buttons';
import { onPostmortemVerb } from '#slack-kit/postmortem-commands';
import { type Answered, answerPrompt } from './decide.ts';
import { answerModal, entryWithoutTime, nothingYet, notNoted, read, readTyped, submitted, timeUnread, typing } from './modal.ts';
import { hasWords, shownBack, writtenModal } from './status.ts';

export function listen(app: App, desk: Desk) {
  onPostmortemVerb(app, desk, 'answer', async ({ ack, client, payload: { trigger_id, channel_id }, id, by }) => {
    await client.views.open({ trigger_id, view: await begun(by, { id, prompts: [] }, channel_id) });
    await ack();
  });

  app.action<BlockButtonAction>(answerPressed, async ({ ack, body, client }) => {
    const about = readAboutPrompts(body.actions[0]?.value);
    const view = await begun(PersonId.parse(body.user.id), about, body.channel?.id);
    await openOver(client, body, view);
    await ack();
  });

  async function begun(by: PersonId, about: Pick<OfAnswers, 'id' | 'prompts'>, channel: string | undefined) {
    const inRoom = await isRoomOf(desk.records, incidentOf(about.id), channel);
    const form = await answerForm(desk, by, { ...about, inRoom, form: desk.newId() });
    if (!isShut(form.postmortem)) return answerModal(form);
    // It is shown all the same, because one's own words can be erased.
    const all = await answerForm(desk, by, { ...about, prompts: [], inRoom, form: form.form });
    if (!hasWords(all)) refuseUnlessWritten(all.postmortem);
    return writtenModal(all);
  }

  app.action<BlockAction>(typing, async ({ ack, body }) => {
    const [typed] = body.actions;
    if (body.view && typed) {
      const { id, ...said } = readTyped(body.view as unknown as Parameters<typeof readTyped>[0]);
      await keepDraft(desk, id, PersonId.parse(body.user.id), { ...said, asOf: typed.action_ts });
    }
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { written, entry, when, empty } = read(view);
    if (empty) return ack({ response_action: 'errors', errors: nothingYet(view) });
    if (entry && !when) return ack({ response_action: 'errors', errors: entryWithoutTime });
    let left = entry;
    const isNoted = () => {
      left = undefined;
    };
    try {
      await ack(await taken(view, PersonId.parse(body.user.id), isNoted));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const said = entry && !left ? `${error.message} What you wrote for the timeline is on it.` : error.message;
      await ack({ response_action: 'push', view: shownBack(said, written, left) });
    }
  });

  async function taken(view: SlackViewAction['view'], by: PersonId, isNoted: () => void): Promise<ViewResponseAction | undefined> {
    const { id, written, entry, when, named, empty: _empty, hinted, ...about } = read(view);
    const delivery = `${view.id}.${view.hash}`;
    if (entry && when) {
      const { postmortem, parties } = await partiesTo(desk.records, id, by);
      refuseUnlessWritten(answerableBy(postmortem, by, parties, about.inRoom));
      const errors = await noted(incidentOf(id), by, { entry, when }, view.id);
      if (errors) return { response_action: 'errors', errors };
      isNoted();
    }
    const also = entry ? (['p3'] as const) : [];
    const command = { by, at: desk.now(), inRoom: about.inRoom, form: about.form, written, also: [...also], named };
    const { answer } = await perform(desk, postmortems, id, answerPrompt, command, delivery);
    const { moved = [] } = (answer ?? {}) as Partial<Answered>;
    if (moved.length > 0) {
      const form = await answerForm(desk, by, { id, ...about });
      const saved =
        'Nothing was sent yet: some of it was written in another window meanwhile. What you typed here is still here; send it again if it is what you mean.';
      return { response_action: 'update', view: answerModal(form, { moved, saved, noted: entry !== undefined }) };
    }
    const again = !hinted && written.some(({ words }) => worthAnotherLook(words).length > 0);
    if (!again) return undefined;
    const form = await answerForm(desk, by, { id, ...about, form: desk.newId() });
    return {
      response_action: 'update',
      view: answerModal(form, {
        hints: true,
        noted: entry !== undefined,
        saved: '✓ It is saved, and nobody waits for another word. If you like:',
      }),
    };
  }

  /** Like `/incident note`: what happened, as of then, once for one form. Answers what is to be said differently, where that is so. */
  async function noted(incident: IncidentId, by: PersonId, { entry, when }: { entry: string; when: string }, form: string) {
    const happenedAt = (await import('#domain/time/said-time')).readTime(when, await momentOf(desk, by));
    if (happenedAt === undefined) return timeUnread;
    const note = { by, inRoom: false, at: desk.now(), text: entry, textId: desk.newId(), happenedAt };
    try {
      await perform(desk, incidents, incident, noteIncident, note, `${form}.note`);
    } catch (error) {
      if (error instanceof Rejection) return notNoted(error);
      throw error;
    }
    return undefined;
  }
}
