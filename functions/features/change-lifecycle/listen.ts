import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { registeredOne } from '#domain/service/accountable';
import { serviceOf } from '#domain/service/find';
import { type ServiceSlug, services } from '#domain/service/service';
import { modal } from '#slack-kit/inputs';
import { privately } from '#slack-kit/say';
import { lifecyclePressed, readService } from '#slack-kit/service-buttons';
import { onServiceVerb } from '#slack-kit/service-commands';
import { serviceHelp } from '#slack-kit/service-help';
import { nowSo, shown } from './answer.ts';
import { type ChangeLifecycle, changeLifecycle } from './decide.ts';
import { readLine } from './line.ts';
import { lifecycleModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  async function change(slug: ServiceSlug, said: Omit<ChangeLifecycle, 'at' | 'reasonId'>, delivery: string) {
    const command = { ...said, at: desk.now(), reasonId: desk.newId() };
    const { state, events } = await perform(desk, services, serviceId(slug), changeLifecycle, command, delivery);
    return nowSo(registeredOne(state), events.length > 0);
  }

  onServiceVerb(app, desk, 'lifecycle', async ({ ack, payload: { trigger_id }, service, by, rest }) => {
    if (rest === '') {
      const { text, blocks } = shown(service);
      return ack(privately(text, blocks));
    }
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('lifecycle'));
    const [fundingEndedOn, fundedUntil] = await Promise.all([dayOf(desk, by, line.ended), dayOf(desk, by, line.until)]);
    const said = { by, to: line.to, reason: line.reason, fundingEndedOn, fundedUntil };
    const { text, blocks } = await change(service.slug, said, trigger_id);
    await ack(privately(text, blocks));
  });

  app.action<BlockButtonAction>(lifecyclePressed, async ({ ack, body, client }) => {
    const service = registeredOne((await serviceOf(desk.records, readService(body.actions[0]?.value))) ?? { state: 'none' });
    await client.views.open({ trigger_id: body.trigger_id, view: lifecycleModal(service) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { service, ...said } = read(view);
    const { blocks } = await change(service, { ...said, by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack({ response_action: 'update', view: modal('change-lifecycle-done', 'Lifecycle', undefined, blocks) });
  });
}

/** A day as it was typed; one that is written as in the catalogue needs no calendar. */
async function dayOf(desk: Desk, by: PersonId, said: string | undefined): Promise<string | undefined> {
  if (said === undefined || /^\d{4}-\d\d-\d\d$/.test(said)) return said;
  const [moment, { readTime, writtenTime }] = await Promise.all([momentOf(desk, by), import('#domain/time/said-time')]);
  const at = readTime(said, moment);
  if (at === undefined)
    throw new Rejection('unread_time', 'I cannot read that as a day. Nothing has changed; try `2026-03-31` or `31 March`.');
  return writtenTime(at, moment.zone).slice(0, 10);
}
