import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { gather } from '#domain/gather';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { registeredOne } from '#domain/service/accountable';
import { serviceOf } from '#domain/service/find';
import { type RegisteredService, services } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import { type Load, loadRef, noLoad } from '#domain/team/load';
import { type Team, TeamSlug, teamRef } from '#domain/team/team';
import { type Logged, logRefs, maintenanceLog } from '#domain/transfer/maintenance-log';
import { weighedBefore } from '#domain/transfer/preview';
import { requestTransfer } from '#domain/transfer/requesting';
import { betterReceivers } from '#domain/transfer/suggesting';
import { transfers } from '#domain/transfer/transfer';
import { TransferId } from '#domain/transfer/transfer-kind';
import { modal } from '#slack-kit/inputs';
import { privately } from '#slack-kit/say';
import { onServiceVerb } from '#slack-kit/service-commands';
import { serviceHelp } from '#slack-kit/service-help';
import { handBackPressed } from '#slack-kit/transfer-buttons';
import { askedFor, handedBack, logSaid, notStanding } from './answer.ts';
import { handBack } from './decide.ts';
import { readLine } from './line.ts';
import { handBackModal, handBackToModal, otherTeam, readHandBack, readHandBackTo, sameTeam } from './modal.ts';

const twoWeeksMs = 14 * 24 * 3_600_000;

export function listen(app: App, desk: Desk) {
  onServiceVerb(app, desk, 'handback', async ({ ack, client, payload: { trigger_id, user_id }, service, at, rest }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('handback'));
    if ('log' in line) return ack(shown(logSaid(service, await logOf(desk, service, at))));
    const to = line.to === undefined || line.to === service.owned?.owner ? undefined : TeamSlug.parse(line.to);
    const [load, team] = (await loadsOf(desk, service, to)) as [Load, Team | undefined];
    if (to !== undefined && !stands(team)) return ack(shown(notStanding(service, to, await suggested(desk, service, to))));
    const planned = new Date(Date.parse(at) + twoWeeksMs).toISOString();
    const wanted = { service: service.slug, kind: 'handback', by: PersonId.parse(user_id), at } as const;
    const { findings = [] } = (to && (await weighedBefore(desk.records, { ...wanted, wish: { to, plannedAt: planned } }))) || {};
    const view =
      to === undefined ? handBackModal(service, load, line.until) : handBackToModal(service, { to, planned, findings }, line.until);
    await client.views.open({ trigger_id, view });
    await ack();
  });

  app.action<BlockButtonAction>(handBackPressed, async ({ ack, body, client }) => {
    const service = registeredOne((await serviceOf(desk.records, ServiceSlug.parse(body.actions[0]?.value))) ?? { state: 'none' });
    const [load] = (await loadsOf(desk, service, undefined)) as [Load];
    await client.views.open({ trigger_id: body.trigger_id, view: handBackModal(service, load) });
    await ack();
  });

  app.view<SlackViewAction>(sameTeam, async ({ ack, body, view }) => {
    const read = readHandBack(view);
    if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
    const { slug, ...said } = read;
    const command = { ...said, by: PersonId.parse(body.user.id), at: desk.now(), wordsId: desk.newId() };
    const { state } = await perform(desk, services, serviceId(slug), handBack, command, `${view.id}.${view.hash}`);
    await ack(done(handedBack(registeredOne(state), said.fundedUntil)));
  });

  app.view<SlackViewAction>(otherTeam, async ({ ack, body, view }) => {
    const read = readHandBackTo(view);
    if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
    const { slug, to, plannedAt, fundedUntil, words, hard } = read;
    const command = {
      by: PersonId.parse(body.user.id),
      at: desk.now(),
      service: slug,
      kind: 'handback' as const,
      wish: { to, plannedAt, fundedUntil },
      because: 'funding_restored' as const,
      reason: words,
      reasonId: desk.newId(),
      askOverride: hard,
    };
    const fresh = async () => TransferId.parse(`XFER-${await desk.records.next('transfer')}`);
    const { id } = await perform(desk, transfers, { fresh }, requestTransfer, command, `${view.id}.${view.hash}`);
    const service = registeredOne((await serviceOf(desk.records, slug)) ?? { state: 'none' });
    await ack(done(askedFor(TransferId.parse(id), service, to)));
  });
}

type Said = ReturnType<typeof logSaid>;
const shown = ({ text, blocks }: Said) => privately(text, blocks);
const done = ({ blocks }: Said) => ({
  response_action: 'update' as const,
  view: modal('hand-back-done', 'Back to development', undefined, blocks),
});

const stands = (team: Team | undefined) => team?.state === 'active' && team.windingDown === undefined;

async function loadsOf({ records }: Desk, { owned }: RegisteredService, to: TeamSlug | undefined): Promise<unknown[]> {
  const refs: Ref<unknown>[] = [...(owned ? [loadRef(owned.owner)] : []), ...(to ? [teamRef(to)] : [])] as Ref<unknown>[];
  const found = (await records.load(refs)).map(({ value }) => value);
  return owned ? found : [noLoad, ...found];
}

const suggested = ({ boards }: Desk, { productDomain, owned }: RegisteredService, to: TeamSlug) =>
  betterReceivers(boards, { domain: productDomain, besides: [...(owned ? [owned.owner] : []), to] });

async function logOf({ records }: Desk, { slug }: RegisteredService, at: string) {
  const logged = await gather<Logged>(records, (known) => logRefs(slug, at, known));
  return maintenanceLog(logged, at);
}
