import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import type { Moment } from '#domain/time/said-time';
import { section } from '#slack-kit/blocks';
import { onVerb } from '#slack-kit/commands';
import { recordPressed } from '#slack-kit/incident-buttons';
import { readDeclaration } from '#slack-kit/incident-forms';
import { modal } from '#slack-kit/inputs';
import { recordIncident, type Times } from './decide.ts';
import { isOver, readLine } from './line.ts';
import { read, recordModal, submitted, timeUnread } from './modal.ts';

/** Whoever records nothing of the past loads no calendar: a cold start seldom does. */
const calendar = async () => ({ ...(await import('#domain/time/said-time')), ...(await import('#domain/time/leading-time')) });

/** As it is shown and typed, so that what was read back is what is read again. */
const toTheMinute = (at: string | undefined) => at && `${at.slice(0, 16)}:00.000Z`;

async function readBackModal(
  filled: Omit<ReturnType<typeof read>, 'carried'>,
  { from, to }: Times,
  { zone }: Moment,
  channel: string | undefined,
) {
  const { writtenTime } = await calendar();
  const words = { from: writtenTime(from, zone), to: writtenTime(to, zone) };
  return recordModal({ ...filled, ...words, zone, channel, readBack: { from, to } });
}

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'declare', async ({ ack, client, payload: { user_id, channel_id, trigger_id }, rest }) => {
    if (!isOver(rest)) return;
    const [moment, times] = await Promise.all([momentOf(desk, PersonId.parse(user_id)), calendar()]);
    const view = recordModal({ ...readLine(rest, moment, times), zone: moment.zone, channel: channel_id });
    await client.views.open({ trigger_id, view });
    await ack();
  });

  app.action<BlockButtonAction>(recordPressed, async ({ ack, body, client }) => {
    const { zone } = await momentOf(desk, PersonId.parse(body.user.id));
    const { view } = body;
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: recordModal({ ...readDeclaration(view), zone }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const by = PersonId.parse(body.user.id);
    const { carried, ...filled } = read(view);
    const [moment, { readTime }] = await Promise.all([momentOf(desk, by), calendar()]);
    const [from, to] = [toTheMinute(readTime(filled.from, moment)), toTheMinute(readTime(filled.to, moment))];
    if (from === undefined) return ack({ response_action: 'errors', errors: timeUnread('from') });
    if (to === undefined) return ack({ response_action: 'errors', errors: timeUnread('to') });
    const { readBack, channel } = carried;
    if (readBack?.from !== from || readBack.to !== to)
      return ack({ response_action: 'update', view: await readBackModal(filled, { from, to }, moment, channel) });
    const command = { ...filled, from, to, by, at: moment.now, channel, titleId: desk.newId(), howId: desk.newId(), saidId: desk.newId() };
    const fresh = async () => IncidentId.parse(`INC-${await desk.records.next('incident')}`);
    const { id } = await perform(desk, incidents, { fresh }, recordIncident, command, `${view.id}.${view.hash}`);
    const told = section(`*${id}* is on record as resolved, as of when it was. Nobody has been asked.`);
    await ack({ response_action: 'update', view: modal('recorded-incident', `${id} is on record`, undefined, [told]) });
  });
}
