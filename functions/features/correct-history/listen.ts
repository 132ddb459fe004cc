import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { refuseUnlessColleague, registeredOne } from '#domain/service/accountable';
import { type Assertion, assertionsRef } from '#domain/service/ownership';
import { type Service, type ServiceSlug, serviceRef, services } from '#domain/service/service';
import { section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { privately, tryAnswer } from '#slack-kit/say';
import { correctPressed, historyPressed, readService } from '#slack-kit/service-buttons';
import { onServiceVerb } from '#slack-kit/service-commands';
import { serviceHelp } from '#slack-kit/service-help';
import { correctHistory } from './decide.ts';
import { readLine } from './line.ts';
import { list, readWanted, turned } from './list.ts';
import { confirmed, confirmModal, correctModal, read, readConfirmed, submitted, teamUnread, timeUnread } from './modal.ts';

export function listen(app: App, desk: Desk) {
  async function look(slug: ServiceSlug, by: PersonId) {
    const found = await desk.records.load([serviceRef(slug), assertionsRef(slug), personRef(by)] as Ref<unknown>[]);
    const [service, assertions, viewer] = found.map(({ value }) => value) as [Service, Assertion[], Person];
    refuseUnlessColleague(viewer);
    return { service: registeredOne(service), assertions };
  }
  async function show(slug: ServiceSlug, by: PersonId, page: number) {
    const { service, assertions } = await look(slug, by);
    const { text, blocks } = list(service, assertions, page);
    return privately(text, blocks);
  }
  async function form(slug: ServiceSlug, by: PersonId) {
    const [{ service, assertions }, moment, { writtenTime }] = await Promise.all([look(slug, by), momentOf(desk, by), calendar()]);
    return correctModal(service, assertions, (at) => writtenTime(at, moment.zone), moment.zone);
  }

  onServiceVerb(app, desk, 'history', async ({ ack, client, payload: { trigger_id }, service: { slug }, by, rest }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('history'));
    if (line === 'show') return ack(await show(slug, by, 0));
    await client.views.open({ trigger_id, view: await form(slug, by) });
    await ack();
  });

  app.action<BlockButtonAction>(historyPressed, async ({ ack, body, respond }) => {
    const shown = await show(readService(body.actions[0]?.value), PersonId.parse(body.user.id), 0);
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.action<BlockButtonAction>(turned, async ({ ack, action, body, respond }) => {
    const { service, page } = readWanted(action.value);
    const shown = await show(service, PersonId.parse(body.user.id), page);
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: true });
  });

  app.action<BlockButtonAction>(correctPressed, async ({ ack, body, client }) => {
    const view = await form(readService(body.actions[0]?.value), PersonId.parse(body.user.id));
    await client.views.open({ trigger_id: body.trigger_id, view });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { owner, from, ...told } = read(view);
    if (owner === undefined) return ack({ response_action: 'errors', errors: teamUnread });
    const [moment, { readTime }] = await Promise.all([momentOf(desk, PersonId.parse(body.user.id)), calendar()]);
    const effectiveFrom = readTime(from, moment);
    if (effectiveFrom === undefined) return ack({ response_action: 'errors', errors: timeUnread });
    await ack({ response_action: 'push', view: confirmModal({ ...told, owner, effectiveFrom }) });
  });

  app.view<SlackViewAction>(confirmed, async ({ ack, body, view }) => {
    const { service, ...told } = readConfirmed(view);
    const by = PersonId.parse(body.user.id);
    const command = { ...told, by, at: desk.now(), reasonId: desk.newId() };
    await perform(desk, services, serviceId(service), correctHistory, command, `${view.id}.${view.hash}`);
    const done = section('It is on record, beside what was believed before. Incidents of that time are being attributed anew.');
    await ack({ response_action: 'update', view: modal('correct-history-done', 'Correct the history', undefined, [done]) });
  });
}

/** Whoever has no time to read loads no calendar: a cold start seldom has one. */
const calendar = () => import('#domain/time/said-time');
