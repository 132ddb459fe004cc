import type { App, BlockAction, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { search } from '#domain/service/search';
import { ServiceSlug } from '#domain/service/service';
import { listTeams, searchTeams } from '#domain/team/board';
import { TeamSlug } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';
import { ownOutcomes } from '#domain/transfer/comparing';
import { saveDraft, type TransferForm } from '#domain/transfer/draft';
import { blocks } from '#domain/transfer/finding';
import type { Weighed } from '#domain/transfer/preview';
import { betterReceivers } from '#domain/transfer/suggesting';
import { option } from '#slack-kit/blocks';
import { onService, refuseShared, unknownService } from '#slack-kit/service-commands';
import { newRequestPressed, requestPressed } from '#slack-kit/transfer-buttons';
import { asked, others, picked, saved, savedForLater, weighed, worst } from './answer.ts';
import { isLook, readLine } from './line.ts';
import { type Carried, chosen, names, plannedMissing, read, readCarried, requestModal, submitted } from './modal.ts';
import { begin, called, prefilled, request, weighingsOf } from './request.ts';

export function listen(app: App, desk: Desk) {
  onService(app, 'transfer', async ({ ack, client, payload: { user_id, trigger_id, channel_id }, rest }) => {
    if (isLook(rest)) return;
    const by = PersonId.parse(user_id);
    const line = readLine(rest);
    if (line.kind === 'handback') throw hasItsOwn(line);
    const [form] = await Promise.all([begin(desk, line, by), refuseShared(desk, channel_id)]);
    if ('unknown' in form) return ack(await unknownService(desk, form.unknown));
    await client.views.open({ trigger_id, view: await shown(desk, form, by) });
    await ack();
  });

  const opened = async ({ user, trigger_id }: BlockButtonAction, client: Client, services: ServiceSlug[]) => {
    const by = PersonId.parse(user.id);
    const form = await prefilled(desk, { services }, by);
    await client.views.open({ trigger_id, view: await shown(desk, form, by) });
  };
  app.action<BlockButtonAction>(requestPressed, async ({ ack, body, client }) => {
    await opened(body, client, [ServiceSlug.parse(body.actions[0]?.value)]);
    await ack();
  });
  app.action<BlockButtonAction>(newRequestPressed, async ({ ack, body, client }) => {
    await opened(body, client, []);
    await ack();
  });

  app.options(names.services, async ({ ack, payload: { value } }) => {
    const found = search(await desk.directory.services(), value, 100);
    await ack({ options: found.map(({ slug, name }) => option(slug, name)) });
  });
  app.options(names.to, async ({ ack, payload: { value } }) => ack({ options: await teamsCalled(value, true) }));
  app.options(names.handBack, async ({ ack, payload: { value } }) => ack({ options: await teamsCalled(value, false) }));

  async function teamsCalled(value: string, taking: boolean) {
    const teams = await listTeams(desk.boards);
    const may = teams.filter(({ teamType }) => teamType === undefined || mayOwn(teamType) || (taking && teamType === 'sre_team'));
    return searchTeams(may, value, 100).map(({ slug, name }) => option(slug, name));
  }

  app.action<BlockAction>(chosen, async ({ ack, body, client }) => {
    await again(body, client, read(viewOf(body)), carriedBy(body));
    await ack();
  });

  app.action<BlockButtonAction>(picked, async ({ ack, body, client }) => {
    const to = TeamSlug.parse(body.actions[0]?.value);
    await again(body, client, { ...read(viewOf(body)), to }, { ...carriedBy(body), round: to });
    await ack();
  });

  async function again(body: BlockAction, client: Client, form: TransferForm, carried: Carried) {
    const { id, hash } = body.view ?? { id: '', hash: '' };
    await client.views.update({ view_id: id, hash, view: await shown(desk, form, PersonId.parse(body.user.id), carried) });
  }

  app.action<BlockButtonAction>(saved, async ({ ack, body, client }) => {
    await saveDraft(desk, PersonId.parse(body.user.id), read(viewOf(body)));
    await client.views.update({ view_id: body.view?.id ?? '', view: savedForLater() });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const by = PersonId.parse(body.user.id);
    const form = read(view);
    if (form.plannedAt === undefined && form.kind !== 'emergency') return ack({ response_action: 'errors', errors: plannedMissing });
    const { hard, batch = form.services.length > 1 ? desk.newId() : undefined } = readCarried(view);
    const delivery = `${view.id}.${view.hash}`;
    const { became, left } = await request(desk, form, { by, delivery, askOverride: hard === true, batch });
    const known = await called(desk, form);
    if (left.length > 0) {
      const rest = { form: { ...form, services: left }, called: known, weighed: others(became, left.length), hard: hard === true };
      return ack({ response_action: 'update', view: requestModal({ ...rest, carried: { batch, left: left.length } }) });
    }
    await saveDraft(desk, by, null);
    await ack({ response_action: 'update', view: asked(became, known, form) });
  });
}

type Client = Parameters<Parameters<App['action']>[1]>[0]['client'];
const viewOf = ({ view }: BlockAction) => view as unknown as Parameters<typeof read>[0];
const carriedBy = (body: BlockAction): Carried => readCarried(viewOf(body));

const hasItsOwn = ({ services, team }: { services: string[]; team?: string }) =>
  new Rejection(
    'handback_has_its_own',
    `What comes back to active development has a form of its own, because there is money to be named. Nobody was asked; type \`/service handback ${services[0] ?? '<service>'}${team ? ` to ${team}` : ''}\`.`,
  );

/** The form as it stands, with what the guardrails say of it. */
async function shown(desk: Desk, form: TransferForm, by: PersonId, carried: Carried = {}) {
  const { to } = form;
  const [names, weighings] = await Promise.all([called(desk, form), to === undefined ? [] : weighingsOf(desk, form, to, by)]);
  const findings = worst(weighings.flatMap((one) => one.findings));
  const hard = findings.some(blocks);
  const [first] = weighings;
  const domain = first?.service.productDomain ?? '';
  const [better, outcomes] = await Promise.all([
    hard && first ? betterReceivers(desk.boards, { domain, besides: besides(first, form) }) : [],
    findings.some(({ guardrail, verdict }) => guardrail === 'G16' && verdict === 'warns') ? ownOutcomes(desk) : [],
  ]);
  return requestModal({
    form,
    called: names,
    weighed: first
      ? weighed(names[to ?? ''] ?? to ?? '', findings, { domain, others: better, outcomes, of: [weighings.length, form.services.length] })
      : [],
    hard,
    carried,
  });
}

const besides = ({ service }: Weighed, { to }: TransferForm) => [...(service.owned ? [service.owned.owner] : []), ...(to ? [to] : [])];
