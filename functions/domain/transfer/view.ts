import type { Effect } from '#domain/effects';
import { gather } from '#domain/gather';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { type OfService, ofServiceRefs, openOf } from '#domain/improvement/of-service';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Log } from '#domain/ports';
import type { Projection } from '#domain/reconcile';
import type { Ref } from '#domain/records';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { type OnCall, onCall } from '#domain/team/rota';
import { type ActiveTeam, type Team, teamRef } from '#domain/team/team';
import { noSuchTransfer, refuseOutsiders } from './authority.ts';
import { type Counted, type Meanwhile, meanwhileRefs, stillOpen, toBeReviewed } from './meanwhile.ts';
import { type KnownTransfer, type Transfer, transferRef } from './transfer.ts';
import { TransferEvent } from './transfer-events.ts';
import type { TransferId } from './transfer-kind.ts';
import { isUnderWay } from './under-way.ts';

/** All that is shown of one transfer: the record, its words, and what the catalogue says of its service and both teams today. */
export type TransferView = {
  id: TransferId;
  transfer: KnownTransfer;
  version: number;
  /** When it is looked at. */
  now: string;
  /** What people wrote, by the ids that the record has of it. */
  words: Record<string, string>;
  service?: RegisteredService;
  /** Those who have it, and those who are to have it. */
  from?: ActiveTeam;
  to?: ActiveTeam;
  onCall: { from: OnCall; to: OnCall };
  organisation: Organisation;
  /** Serious ones of the service, as long as it is under way: those that go on, and those that ended meanwhile. */
  incidents: { open: Counted; toReview: Counted };
  /** Open ones of the service that came with it, once it has moved; a private one is named nowhere. */
  improvements: ImprovementId[];
};
export type TransferNews = { version: number; event: TransferEvent; texts: Record<string, string> };
export type TransferReaction = (view: TransferView, news: TransferNews[]) => Effect[];

type Desk = Stage & { log: Log };

/** Three rounds of consistent reads and the texts; `undefined` where there is no such transfer. */
export async function viewTransfer({ records, log, now }: Desk, id: TransferId): Promise<TransferView | undefined> {
  const [head, organisation] = await records.load([transferRef(id), organisationRef] as Ref<unknown>[]);
  const transfer = head?.value as Transfer;
  if (transfer.state === 'none') return undefined;
  const { service, before, plan } = transfer;
  const wanted = textsOf(transfer);
  const [beside, texts, incidents, improvements] = await Promise.all([
    records.load([serviceRef(service), teamRef(before.owner), teamRef(plan.to)] as Ref<unknown>[]),
    log.texts(id, wanted),
    incidentsOf(records, transfer, now()),
    improvementsOf(records, transfer),
  ]);
  const [moving, from, to] = beside.map(({ value }) => value) as [Service, Team, Team];
  return {
    id,
    transfer,
    version: head?.version ?? 0,
    now: now(),
    words: bodies(texts),
    ...(moving.state === 'registered' && { service: moving }),
    ...(from.state === 'active' && { from }),
    ...(to.state === 'active' && { to }),
    onCall: { from: onCallOf(from, now()), to: onCallOf(to, now()) },
    organisation: organisation?.value as Organisation,
    incidents,
    improvements,
  };
}

async function incidentsOf(records: Desk['records'], transfer: KnownTransfer, at: string): Promise<TransferView['incidents']> {
  const meanwhile = isUnderWay(transfer) ? await gather<Meanwhile>(records, (known) => meanwhileRefs(transfer.service, at, known)) : {};
  return { open: stillOpen(meanwhile), toReview: toBeReviewed(meanwhile) };
}

async function improvementsOf(records: Desk['records'], transfer: KnownTransfer): Promise<ImprovementId[]> {
  if (transfer.state !== 'completed') return [];
  return openOf(await gather<OfService>(records, (known) => ofServiceRefs(transfer.service, known))).named;
}

const nobody: OnCall = { superhero: null, sideKick: null, uncoveredSince: null };
const onCallOf = (team: Team, at: string) => (team.state === 'active' ? onCall(team.rota, team.zone, at) : nobody);
const bodies = (texts: Record<string, { body: string }>) =>
  Object.fromEntries(Object.entries(texts).map(([id, { body }]) => [id, body || 'Words removed']));

/** The ids of all words that a record or an event has. */
export const textsOf = (said: unknown): string[] =>
  said === null || typeof said !== 'object'
    ? []
    : [
        ...new Set(
          Object.entries(said).flatMap(([name, value]) => (name.endsWith('Id') && typeof value === 'string' ? [value] : textsOf(value))),
        ),
      ];

/** An act that the record itself asks for, whoever comes by first; answers whether anything was due. */
export type TransferDue = (desk: Desk, id: TransferId, view: TransferView) => Promise<boolean>;

/** What ought to be said of a transfer, after what is due has been performed. */
export const transferProjection = (
  desk: Desk,
  id: TransferId,
  { due, reactions }: { due: TransferDue[]; reactions: TransferReaction[] },
): Projection => ({
  async derive(since) {
    const view = await upToDate(desk, id, due);
    if (view === undefined) return { version: 0, effects: [] };
    const news = await newsSince(desk.log, id, since);
    return { version: view.version, effects: reactions.flatMap((react) => react(view, news)) };
  },
  record: async () => false,
});

async function upToDate(desk: Desk, id: TransferId, due: TransferDue[]): Promise<TransferView | undefined> {
  const view = await viewTransfer(desk, id);
  if (view === undefined) return undefined;
  const done = [];
  for (const perform of due) done.push(await perform(desk, id, view));
  return done.includes(true) ? viewTransfer(desk, id) : view;
}

async function newsSince(log: Log, id: TransferId, since: number): Promise<TransferNews[]> {
  const records = (await log.events(id, since)).map(({ version, body }) => ({ version, event: TransferEvent.parse(body) }));
  const wanted = records.flatMap(({ event }) => textsOf(event));
  const texts = wanted.length === 0 ? {} : bodies(await log.texts(id, wanted));
  return records.map((record) => ({ ...record, texts }));
}

/** The same for a person who asks for it: transfers are no secret, and guests of the workspace see none. */
export async function transferShown(desk: Desk, id: TransferId, by: PersonId): Promise<TransferView> {
  const [view, found] = await Promise.all([viewTransfer(desk, id), desk.records.load([personRef(by)] as Ref<unknown>[])]);
  refuseOutsiders(found[0]?.value as Person);
  if (view === undefined) throw noSuchTransfer();
  return view;
}
