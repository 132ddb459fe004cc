import type { App, BlockAction, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { serviceCalled } from '#domain/service/find';
import { search } from '#domain/service/search';
import { ServiceSlug } from '#domain/service/service';
import { listTeams, searchTeams } from '#domain/team/board';
import { type OfGroup, TeamSlug, teamOfGroupRef } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';
import { ownOutcomes } from '#domain/transfer/comparing';
import { draftOf, saveDraft, type TransferForm } from '#domain/transfer/draft';
import { blocks } from '#domain/transfer/finding';
import { type Weighed, weighedBefore } from '#domain/transfer/preview';
import { betterReceivers } from '#domain/transfer/suggesting';
import { transfers } from '#domain/transfer/transfer';
import { TransferId } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import { option } from '#slack-kit/blocks';
import { onService, refuseShared, unknownService } from '#slack-kit/service-commands';
import { requestPressed } from '#slack-kit/transfer-buttons';
import { asked, type Became, picked, saved, savedForLater, weighed, worst } from './answer.ts';
import { requestTransfer } from './decide.ts';
import { isLook, type Line, readLine } from './line.ts';
import { chosen, names, plannedMissing, read, requestModal, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  onService(app, 'transfer', async ({ ack, client, payload: { user_id, trigger_id, channel_id }, rest }) => {
    if (isLook(rest)) return;
    const by = PersonId.parse(user_id);
    const line = readLine(rest);
    const [form] = await Promise.all([begin(desk, line, by), refuseShared(desk, channel_id)]);
    if ('unknown' in form) return ack(await unknownService(desk, form.unknown));
    await client.views.open({ trigger_id, view: await shown(desk, form, by) });
    await ack();
  });

  app.action<BlockButtonAction>(requestPressed, async ({ ack, body, client }) => {
    const by = PersonId.parse(body.user.id);
    const service = ServiceSlug.safeParse(body.actions[0]?.value).data;
    const form = await prefilled(desk, service ? { services: [service] } : { services: [] }, by);
    await client.views.open({ trigger_id: body.trigger_id, view: await shown(desk, form, by) });
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
    await again(body, client, read(viewOf(body)), roundOf(body));
    await ack();
  });

  app.action<BlockButtonAction>(picked, async ({ ack, body, client }) => {
    const to = TeamSlug.parse(body.actions[0]?.value);
    await again(body, client, { ...read(viewOf(body)), to }, to);
    await ack();
  });

  async function again(
    body: BlockAction,
    client: Parameters<Parameters<typeof app.action>[1]>[0]['client'],
    form: TransferForm,
    round?: string,
  ) {
    const { id, hash } = body.view ?? { id: '', hash: '' };
    await client.views.update({ view_id: id, hash, view: await shown(desk, form, PersonId.parse(body.user.id), round) });
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
    const became = await request(desk, form, { by, delivery: `${view.id}.${view.hash}`, askOverride: asksOverride(view) });
    await saveDraft(desk, by, null);
    await ack({ response_action: 'update', view: asked(became, await called(desk, form), form) });
  });
}

const viewOf = ({ view }: BlockAction) => view as unknown as Parameters<typeof read>[0];
const roundOf = ({ view }: BlockAction): string | undefined => JSON.parse(view?.private_metadata || '{}').round;
const asksOverride = ({ private_metadata }: { private_metadata: string }): boolean => JSON.parse(private_metadata || '{}').hard === true;

/** What a line says, in the terms of the form; or the service that it names and nobody knows. */
async function begin(desk: Desk, line: Line, by: PersonId): Promise<TransferForm | { unknown: string }> {
  const [services, to] = await Promise.all([
    Promise.all(line.services.map(async (said) => (await serviceCalled(desk.records, said))?.slug ?? { unknown: said })),
    teamOf(desk, line),
  ]);
  const unknown = services.find((one) => typeof one === 'object');
  if (typeof unknown === 'object') return unknown;
  const plannedAt = line.on === undefined ? undefined : await timeOf(desk, line.on, by);
  return prefilled(
    desk,
    {
      services: services.filter((one) => typeof one === 'string'),
      ...(to && { to }),
      ...(line.kind && { kind: line.kind }),
      ...(line.reason && { reason: line.reason }),
      ...(plannedAt && { plannedAt }),
    },
    by,
  );
}

async function teamOf({ records, boards }: Desk, { team, group }: Line): Promise<TeamSlug | undefined> {
  const groupId = GroupId.safeParse(group).data;
  if (groupId) {
    const [found] = await records.load([teamOfGroupRef(groupId)] as Ref<unknown>[]);
    return (found?.value as OfGroup | undefined)?.team;
  }
  if (team === undefined) return undefined;
  const found = (await listTeams(boards)).find(({ slug, name }) => slug === team || name.toLowerCase() === team);
  if (found === undefined)
    throw new Rejection(
      'no_such_team',
      'That names no team, so nobody was asked. Say its name as `/team show` has it, or leave it out: the form looks for it.',
    );
  return found.slug;
}

async function timeOf(desk: Desk, said: string, by: PersonId): Promise<string> {
  const [{ readTime }, moment] = await Promise.all([import('#domain/time/said-time'), momentOf(desk, by)]);
  const at = readTime(said, moment);
  if (at === undefined)
    throw new Rejection('no_such_time', 'I cannot read when that is meant to be, so nobody was asked. Say it like `on 30 March 10:00`.');
  return at;
}

const twoWeeksMs = 14 * 24 * 3_600_000;

/** What was saved for later comes back where the same service is meant, or none was named. */
async function prefilled(
  { records, now }: Desk,
  said: Partial<TransferForm> & Pick<TransferForm, 'services'>,
  by: PersonId,
): Promise<TransferForm> {
  const draft = await draftOf(records, by);
  const same = draft && (said.services.length === 0 || said.services.some((one) => draft.services.includes(one)));
  const before = same ? draft : undefined;
  const hour = Math.ceil(Date.parse(now()) / 3_600_000) * 3_600_000;
  return {
    kind: 'to_maintenance',
    because: 'funding_ended',
    plannedAt: new Date(hour + twoWeeksMs).toISOString(),
    ...before,
    ...said,
    services: said.services.length > 0 ? said.services : (before?.services ?? []),
  };
}

/** The form as it stands, with what the guardrails say of it. */
async function shown(desk: Desk, form: TransferForm, by: PersonId, round?: string) {
  const { to } = form;
  const [names, weighings] = await Promise.all([called(desk, form), to === undefined ? [] : weighingsOf(desk, form, to, by)]);
  const findings = worst(weighings.flatMap((one) => one.findings));
  const hard = findings.some(blocks);
  const [first] = weighings;
  const domain = first?.service.productDomain ?? '';
  const [others, outcomes] = await Promise.all([
    hard && first ? betterReceivers(desk.boards, { domain, besides: besides(first, form) }) : [],
    findings.some(({ guardrail, verdict }) => guardrail === 'G16' && verdict === 'warns') ? ownOutcomes(desk) : [],
  ]);
  return requestModal({
    form,
    called: names,
    weighed: first ? weighed(names[to ?? ''] ?? to ?? '', findings, { domain, others, outcomes }) : [],
    hard,
    round,
  });
}

const besides = ({ service }: Weighed, { to }: TransferForm) => [...(service.owned ? [service.owned.owner] : []), ...(to ? [to] : [])];

async function weighingsOf({ records, now }: Desk, form: TransferForm, to: TeamSlug, by: PersonId): Promise<Weighed[]> {
  const { kind, services, plannedAt, model, lifecycle } = form;
  const wish = { to, plannedAt: plannedAt ?? now(), ...(model && { model }), ...(lifecycle && { lifecycle }) };
  const all = await Promise.all(services.map((service) => weighedBefore(records, { service, kind, wish, by, at: now() })));
  return all.filter((one) => one !== undefined);
}

async function called({ directory, boards }: Desk, { services, to, handBack }: TransferForm): Promise<Record<string, string>> {
  const [all, teams] = await Promise.all([services.length > 0 ? directory.services() : [], to || handBack ? listTeams(boards) : []]);
  const wanted = new Set<string | undefined>([...services, to, handBack]);
  return Object.fromEntries([...all, ...teams].filter(({ slug }) => wanted.has(slug)).map(({ slug, name }) => [slug, name]));
}

type Asking = { by: PersonId; delivery: string; askOverride: boolean };

/** One after the other, because they all weigh on the same team. What is refused does not keep the others; a request for one alone is simply refused. */
async function request(
  desk: Desk,
  { services, to, kind, plannedAt, because, reason, model, lifecycle, handBack, successCriteria }: TransferForm,
  { by, delivery, askOverride }: Asking,
): Promise<Became[]> {
  if (to === undefined || because === undefined) throw new Rejection('not_all_said', 'Say which team, and why. Nobody was asked.');
  const batch = services.length > 1 ? { batch: desk.newId() } : {};
  const became: Became[] = [];
  for (const service of services) {
    const at = desk.now();
    const command = {
      ...{ by, at, service, kind, because, askOverride, reason: reason ?? '', reasonId: desk.newId(), ...batch },
      wish: { to, plannedAt: plannedAt ?? at, ...(model && { model }), ...(lifecycle && { lifecycle }), ...(handBack && { handBack }) },
      ...(successCriteria && { successCriteria: { id: desk.newId(), words: successCriteria } }),
    };
    const fresh = async () => TransferId.parse(`XFER-${await desk.records.next('transfer')}`);
    try {
      const { id } = await perform(desk, transfers, { fresh }, requestTransfer, command, `${delivery}.${service}`);
      became.push({ service, id: TransferId.parse(id) });
    } catch (error) {
      if (!(error instanceof Rejection) || services.length === 1) throw error;
      became.push({ service, refused: error.message });
    }
  }
  return became;
}
