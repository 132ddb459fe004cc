import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { gather } from '#domain/gather';
import { improvements } from '#domain/improvement/improvement';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { freshImprovement } from '#domain/improvement/numbering';
import { mostLetters } from '#domain/improvement/words';
import { IncidentId } from '#domain/incident/incident-id';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { section } from '#slack-kit/blocks';
import { easierPressed, proposePressed, readEasier, readProposed } from '#slack-kit/improvement-buttons';
import { cardFor, choiceFor } from '#slack-kit/improvement-commands';
import { AboutChoice, choiceForm, showBelow } from '#slack-kit/improvement-forms';
import { modal } from '#slack-kit/inputs';
import { openOver } from '#slack-kit/opening';
import { onPostmortem } from '#slack-kit/postmortem-commands';
import { unescaped } from '#slack-kit/text';
import { beneath, wordingHint } from '#slack-kit/wording-hint';
import { makeItEasier, type Proposing, proposableTo, proposeImprovement, proposingRefs } from './decide.ts';
import { easierModal, easierSubmitted, proposeModal, read, readEasierForm, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  onPostmortem(app, 'improvements', async ({ ack, client, rest, payload: { trigger_id, user_id } }) => {
    const [, number, title = ''] = /^add\s+(?:inc|pm)-(\d{1,9})(?:[:,]?\s+([\s\S]+))?$/i.exec(rest.trim()) ?? [];
    const incident = IncidentId.safeParse(`INC-${Number(number)}`).data;
    if (incident === undefined) return;
    await refuseUnlessProposed(incident, PersonId.parse(user_id));
    await client.views.open({ trigger_id, view: proposeModal({ incident }, { title: unescaped(title).slice(0, mostLetters.title) }) });
    await ack();
  });

  app.action<BlockButtonAction>(proposePressed, async ({ ack, body, action, client }) => {
    const { incident, question } = readProposed(action.value);
    await refuseUnlessProposed(incident, PersonId.parse(body.user.id));
    const below = body.view?.callback_id === choiceForm ? AboutChoice.parse(JSON.parse(body.view.private_metadata)) : undefined;
    await openOver(client, body, proposeModal({ incident, ...(below && { of: below.postmortem }) }, { ...(question && { question }) }));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view, client }) => {
    const { incident, of, ...said } = read(view);
    const by = PersonId.parse(body.user.id);
    const command = { ...said, by, at: desk.now(), incident, titleId: desk.newId(), doneWhenId: desk.newId() };
    const { id } = await perform(desk, improvements, freshImprovement(desk), proposeImprovement, command, `${view.id}.${view.hash}`);
    const hint = wordingHint(said.title, said.doneWhen);
    const below = of && view.previous_view_id;
    if (below && hint.length === 0) await ack();
    else {
      const card = await cardFor(desk, { id: ImprovementId.parse(id), ...(of && { of }) }, by);
      await ack({ response_action: 'update', view: beneath(hint, card) });
    }
    if (below) await showBelow(client, below, await choiceFor(desk, of, by));
  });

  app.action<BlockButtonAction>(easierPressed, async ({ ack, body, action, client }) => {
    await openOver(client, body, easierModal(readEasier(action.value)));
    await ack();
  });

  app.view<SlackViewAction>(easierSubmitted, async ({ ack, body, view }) => {
    const typed = readEasierForm(view);
    const command = { ...typed, by: PersonId.parse(body.user.id), at: desk.now(), titleId: desk.newId() };
    const { id } = await perform(desk, improvements, freshImprovement(desk), makeItEasier, command, `${view.id}.${view.hash}`);
    const said = `*${id}* is in the backlog of the team. Its lead chooses who does it, and by when.`;
    await ack({
      response_action: 'update',
      view: modal('make-it-easier-done', 'Make it easier', undefined, [section(said), ...wordingHint(typed.title)]),
    });
  });

  /** Nobody fills in a form that is refused when it is sent. */
  async function refuseUnlessProposed(incident: IncidentId, by: PersonId) {
    proposableTo(await gather<Proposing>(desk.records, (known) => proposingRefs(incident, by, known)), by);
  }
}
