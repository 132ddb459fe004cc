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
import { postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { type Slot, slotAt, slotsFor } from '#domain/postmortem/slots';
import { Rejection } from '#domain/rejection';
import { section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { calendarPressed } from '#slack-kit/meeting-buttons';
import { openOver } from '#slack-kit/opening';
import { meetingPressed, readMeeting, readPostmortem } from '#slack-kit/postmortem-buttons';
import { preformatted } from '#slack-kit/rich';
import { privately, tryAnswer } from '#slack-kit/say';
import { type PlanMeeting, planMeeting } from './decide.ts';
import { meetingModal, planned, read, slotPressed, submitted, timeMissing, usualMinutes } from './modal.ts';

type Planned = Pick<PlanMeeting, 'begins' | 'minutes' | 'invited'>;

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(meetingPressed, async ({ ack, body, client, action }) => {
    const view = await formFor(desk, readMeeting(action.value), PersonId.parse(body.user.id));
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
    const slot = await suiting(id, { begins, minutes, invited });
    await ack({ response_action: 'update', view: planned(id, begins, minutes, slot) });
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

  const plan = (id: PostmortemId, by: string, said: Planned, delivery: string) =>
    perform(desk, postmortems, id, planMeeting, { ...said, by: PersonId.parse(by), at: desk.now() }, delivery);
  /** A time that somebody named is taken as it is, and they hear whom it finds asleep or away. */
  async function suiting(id: PostmortemId, { begins, minutes, invited }: Planned): Promise<Slot | undefined> {
    const { postmortem, organisation } = await gather(desk.records, () => ({
      postmortem: postmortemRef(id),
      organisation: organisationRef,
    }));
    if (postmortem.state === 'none') return undefined;
    return slotAt(await withCalendars(desk.records, postmortem, invited, organisation), begins, minutes);
  }
}

/** Whoever may look at it sees the form; whether they may plan is decided with what they choose. */
async function formFor(desk: Desk, { id, minutes: asked }: { id: PostmortemId; minutes?: number }, by: PersonId) {
  const { postmortem, parties } = await partiesTo(desk.records, id, by);
  const known = beforeMeeting(readableTo(postmortem, by, parties));
  const { organisation } = await gather(desk.records, () => ({ organisation: organisationRef }));
  const invited = (known.meeting?.invited ?? usuallyInvited(known)).slice(0, mostInvited);
  const people = await withCalendars(desk.records, known, invited, organisation);
  const { begins } = known.meeting ?? {};
  const minutes = asked ?? known.meeting?.minutes ?? usualMinutes;
  const slots = slotsFor(people, { now: desk.now(), due: known.ladder.due, minutes });
  return meetingModal({ id, due: known.ladder.due, slots, invited, minutes, begins });
}
