import type { App, BlockAction, BlockButtonAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { gather } from '#domain/gather';
import { organisationRef } from '#domain/organisation/organisation';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readableTo } from '#domain/postmortem/authority';
import { mostInvited, usuallyInvited, withCalendars } from '#domain/postmortem/invitees';
import { partiesTo } from '#domain/postmortem/looking';
import { isCalledOff, meetingCalendar } from '#domain/postmortem/meeting-calendar';
import { beforeMeeting } from '#domain/postmortem/met';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { slotsFor } from '#domain/postmortem/slots';
import { Rejection } from '#domain/rejection';
import { section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { calendarPressed } from '#slack-kit/meeting-buttons';
import { openOver } from '#slack-kit/opening';
import { meetingPressed, readPostmortem } from '#slack-kit/postmortem-buttons';
import { preformatted } from '#slack-kit/rich';
import { privately, tryAnswer } from '#slack-kit/say';
import { planMeeting } from './decide.ts';
import { meetingModal, planned, read, slotPressed, submitted, timeMissing, usualMinutes } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(meetingPressed, async ({ ack, body, client, action }) => {
    const view = await formFor(desk, readPostmortem(action.value), PersonId.parse(body.user.id));
    await openOver(client, body, view);
    await ack();
  });

  app.action<BlockAction<ButtonAction>>(slotPressed, async ({ ack, body, action, client }) => {
    const { view } = body;
    if (view === undefined) return ack();
    const { id, minutes, invited } = read(view);
    const begins = action.value ?? '';
    await plan(id, body.user.id, { begins, minutes, invited }, body.trigger_id);
    await client.views.update({ view_id: view.id, view: planned(id, begins, minutes) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, begins, minutes, invited } = read(view);
    if (begins === undefined) return ack({ response_action: 'errors', errors: timeMissing });
    await plan(id, body.user.id, { begins, minutes, invited }, `${view.id}.${view.hash}`);
    await ack({ response_action: 'update', view: planned(id, begins, minutes) });
  });

  app.action<BlockButtonAction>(calendarPressed, async ({ ack, body, action, client, respond }) => {
    const id = readPostmortem(action.value);
    const by = PersonId.parse(body.user.id);
    const { postmortem, parties } = await partiesTo(desk.records, id, by);
    const known = readableTo(postmortem, by, parties);
    const text = meetingCalendar(id, known, desk.now());
    if (text === undefined) throw new Rejection('no_meeting', 'There is no time to meet yet. Nothing has changed.');
    await ack();
    const said = isCalledOff(known)
      ? `Save this as \`${id}-off.ics\`: a calendar that has the meeting takes it out.`
      : `Save this as \`${id}.ics\`; calendars read it, and where the meeting is moved, the new one takes the place of the old.`;
    const blocks = [section(said), preformatted(text)];
    if (body.view) await openOver(client, body, modal('calendar-text', 'For a calendar', undefined, blocks));
    else await tryAnswer(respond, { ...privately(said, blocks), replace_original: false });
  });

  const plan = (id: PostmortemId, by: string, said: { begins: string; minutes: number; invited: PersonId[] }, delivery: string) =>
    perform(desk, postmortems, id, planMeeting, { ...said, by: PersonId.parse(by), at: desk.now() }, delivery);
}

/** Whoever may look at it sees the form; whether they may plan is decided with what they choose. */
async function formFor(desk: Desk, id: PostmortemId, by: PersonId) {
  const { postmortem, parties } = await partiesTo(desk.records, id, by);
  const known = beforeMeeting(readableTo(postmortem, by, parties));
  const { organisation } = await gather(desk.records, () => ({ organisation: organisationRef }));
  const invited = (known.meeting?.invited ?? usuallyInvited(known)).slice(0, mostInvited);
  const people = await withCalendars(desk.records, known, invited, organisation);
  const slots = slotsFor(people, { now: desk.now(), due: known.ladder.due, minutes: known.meeting?.minutes ?? usualMinutes });
  const { minutes = usualMinutes, begins } = known.meeting ?? {};
  return meetingModal({ id, due: known.ladder.due, slots, invited, minutes, begins });
}
