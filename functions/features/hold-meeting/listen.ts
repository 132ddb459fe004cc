import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type Act, perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { readableTo } from '#domain/postmortem/authority';
import { partiesTo } from '#domain/postmortem/looking';
import { type Postmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { actions, section } from '#slack-kit/blocks';
import { nextPressed, remindedButton, remindedPressed, startPressed, withoutPressed } from '#slack-kit/meeting-buttons';
import { openOver } from '#slack-kit/opening';
import { heldPressed, readPostmortem, showButton } from '#slack-kit/postmortem-buttons';
import { onPostmortemVerb } from '#slack-kit/postmortem-commands';
import { postmortemHelp } from '#slack-kit/postmortem-help';
import { blamelessReminder } from '#slack-kit/postmortem-words';
import { privately } from '#slack-kit/say';
import { when } from '#slack-kit/text';
import { heldBefore, holdMeeting, nextItem, sayReminded, startMeeting, waiveMeeting } from './decide.ts';
import { heldModal, readHeld, readWithout, submitted, withoutModal } from './modal.ts';

export function listen(app: App, desk: Desk) {
  const act = <Facts, Command extends { by: PersonId; at: string }>(
    id: PostmortemId,
    by: string,
    rule: Act<Postmortem, Facts, Command, PostmortemEvent>,
    said: Omit<Command, 'by' | 'at'>,
    delivery: string,
  ) => perform(desk, postmortems, id, rule, { ...said, by: PersonId.parse(by), at: desk.now() } as Command, delivery);

  app.action<BlockButtonAction>(startPressed, async ({ ack, body, action }) => {
    await act(readPostmortem(action.value), body.user.id, startMeeting, {}, body.trigger_id);
    await ack();
  });

  app.action<BlockButtonAction>(nextPressed, async ({ ack, body, action }) => {
    const [id, from] = (action.value ?? '').split(' ');
    await act(PostmortemId.parse(id), body.user.id, nextItem, { from: Number(from) }, body.trigger_id);
    await ack();
  });

  app.action<BlockButtonAction>(heldPressed, async ({ ack, body, action, client }) => {
    const id = readPostmortem(action.value);
    const { meeting } = await readable(desk, id, PersonId.parse(body.user.id));
    const now = desk.now();
    const heldAt = meeting?.startedAt ?? (meeting && meeting.begins < now ? meeting.begins : now);
    const view = heldModal({ id, heldAt, started: meeting?.startedAt !== undefined });
    await openOver(client, body, view);
    await ack();
  });

  app.view<SlackViewAction>(submitted.held, async ({ ack, body, view }) => {
    const { id, ...said } = readHeld(view);
    await act(id, body.user.id, holdMeeting, said, `${view.id}.${view.hash}`);
    await ack();
  });

  onPostmortemVerb(app, desk, 'held', async ({ ack, id, by, rest, payload: { trigger_id } }) => {
    const heldAt = rest === '' ? undefined : (await import('#domain/time/said-time')).readTime(rest, await momentOf(desk, by));
    if (rest !== '' && heldAt === undefined) return ack(postmortemHelp('held'));
    const { state, answer } = await act(id, by, holdMeeting, { heldAt }, trigger_id);
    await ack(held(id, state, answer === heldBefore));
  });

  app.action<BlockButtonAction>(remindedPressed, async ({ ack, body, action, respond }) => {
    const id = readPostmortem(action.value);
    const { state } = await act(id, body.user.id, sayReminded, {}, body.trigger_id);
    await ack();
    await respond({ ...held(id, state), replace_original: true });
  });

  app.action<BlockButtonAction>(withoutPressed, async ({ ack, body, action, client }) => {
    const id = readPostmortem(action.value);
    await readable(desk, id, PersonId.parse(body.user.id));
    await openOver(client, body, withoutModal(id));
    await ack();
  });

  app.view<SlackViewAction>(submitted.without, async ({ ack, body, view }) => {
    const { id, reason } = readWithout(view);
    await act(id, body.user.id, waiveMeeting, { reason, reasonId: desk.newId() }, `${view.id}.${view.hash}`);
    await ack();
  });

  onPostmortemVerb(app, desk, 'waive', async ({ ack, client, id, by, rest, payload: { trigger_id } }) => {
    const [, reason] = /^meeting\s*(?::\s*([\s\S]*))?$/i.exec(rest) ?? [];
    if (!/^meeting\s*(?::|$)/i.test(rest)) return;
    if (!reason) {
      await readable(desk, id, by);
      await client.views.open({ trigger_id, view: withoutModal(id) });
      return ack();
    }
    const { state } = await act(id, by, waiveMeeting, { reason, reasonId: desk.newId() }, trigger_id);
    const done = 'metAt' in state;
    const text = done
      ? `${id} does without a meeting.`
      : `Your word is on record; the other one, of facilitator and product manager, is still missing.`;
    await ack(privately(text, [section(text), actions(showButton(id))]));
  });
}

async function readable(desk: Desk, id: PostmortemId, by: PersonId) {
  const { postmortem, parties } = await partiesTo(desk.records, id, by);
  const known = readableTo(postmortem, by, parties);
  return { meeting: known.meeting };
}

/** Where it was not begun here, one thing is still asked. */
function held(id: PostmortemId, state: Postmortem, before = false) {
  if (!('metAt' in state)) return privately(`${id}: nothing has changed.`);
  const isOn = before
    ? `it was held ${when(state.metAt, 'day and time')} already, and nothing has changed. That time stays: what comes next is counted from it, and what was different belongs into the summary`
    : `the meeting is on record, ${when(state.metAt, 'day and time')}`;
  const text = `${id}: ${isOn}. What to try is chosen by ${when(state.decideBy, 'day and time')}; better after a night.`;
  const asked =
    state.reminders.meeting === undefined
      ? [section(`Did it begin with the reminder?\n_${blamelessReminder}_`), actions(remindedButton(id), showButton(id))]
      : [actions(showButton(id))];
  return privately(text, [section(text), ...asked]);
}
