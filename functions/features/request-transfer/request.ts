import type { Desk } from '#domain/desk';
import { readOnce } from '#domain/gather';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import type { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { serviceCalled } from '#domain/service/find';
import type { ServiceSlug } from '#domain/service/service';
import { listTeams } from '#domain/team/board';
import { type OfGroup, type TeamSlug, teamOfGroupRef } from '#domain/team/team';
import { draftOf, type TransferForm } from '#domain/transfer/draft';
import { type Weighed, weighedBefore } from '#domain/transfer/preview';
import { transfers } from '#domain/transfer/transfer';
import { TransferId } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import type { Became } from './answer.ts';
import { requestTransfer } from './decide.ts';
import type { Line } from './line.ts';

/** What a line says, in the terms of the form; or the service that it names and nobody knows. */
export async function begin(desk: Desk, line: Line, by: PersonId): Promise<TransferForm | { unknown: string }> {
  const [services, to, plannedAt] = await Promise.all([
    Promise.all(line.services.map(async (said) => (await serviceCalled(desk.records, said))?.slug ?? { unknown: said })),
    teamOf(desk, line),
    line.on === undefined ? undefined : timeOf(desk, line.on, by),
  ]);
  const unknown = services.find((one) => typeof one === 'object');
  if (typeof unknown === 'object') return unknown;
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
export async function prefilled(
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

const [weighedAtOnce, weighingMs] = [4, 900];

/** What many services have in common is read once. The others of very many are weighed when they are asked for. */
export async function weighingsOf({ records, now }: Desk, form: TransferForm, to: TeamSlug, by: PersonId): Promise<Weighed[]> {
  const { kind, services, plannedAt, model, lifecycle } = form;
  const wish = { to, plannedAt: plannedAt ?? now(), ...(model && { model }), ...(lifecycle && { lifecycle }) };
  const once = readOnce(records);
  const [began, weighed]: [number, Weighed[]] = [Date.parse(now()), []];
  // The first reads what is the same for all of them.
  for (let from = 0, many = 1; from < services.length && Date.parse(now()) - began < weighingMs; from += many, many = weighedAtOnce) {
    const some = services.slice(from, from + many);
    const found = await Promise.all(some.map((service) => weighedBefore(once, { service, kind, wish, by, at: now() })));
    weighed.push(...found.filter((one) => one !== undefined));
  }
  return weighed;
}

export async function called({ directory, boards }: Desk, { services, to, handBack }: TransferForm): Promise<Record<string, string>> {
  const [all, teams] = await Promise.all([services.length > 0 ? directory.services() : [], to || handBack ? listTeams(boards) : []]);
  const wanted = new Set<string | undefined>([...services, to, handBack]);
  return Object.fromEntries([...all, ...teams].filter(({ slug }) => wanted.has(slug)).map(({ slug, name }) => [slug, name]));
}

/** `batch`: asked for together with others. */
export type Asking = { by: PersonId; delivery: string; askOverride: boolean; batch?: string | undefined };

/** Slack waits three seconds; what is not done by then is asked for by the next press. */
const longestMs = 1700;
export type Requested = { became: Became[]; left: ServiceSlug[] };

/** One after the other, because they all weigh on the same team. What is refused does not keep the others; a request for one alone is simply refused. */
export async function request(
  desk: Desk,
  { services, to, kind, plannedAt, because, reason, model, lifecycle, handBack, successCriteria }: TransferForm,
  { by, delivery, askOverride, batch }: Asking,
): Promise<Requested> {
  if (to === undefined || because === undefined) throw new Rejection('not_all_said', 'Say which team, and why. Nobody was asked.');
  const [began, became]: [number, Became[]] = [Date.parse(desk.now()), []];
  for (const [index, service] of services.entries()) {
    const at = desk.now();
    if (index > 0 && Date.parse(at) - began > longestMs) return { became, left: services.slice(index) };
    const command = {
      ...{ by, at, service, kind, because, askOverride, reason: reason ?? '', reasonId: desk.newId(), ...(batch && { batch }) },
      wish: { to, plannedAt: plannedAt ?? at, ...(model && { model }), ...(lifecycle && { lifecycle }), ...(handBack && { handBack }) },
      ...(successCriteria && { successCriteria: { id: desk.newId(), words: successCriteria } }),
    };
    const fresh = async () => TransferId.parse(`XFER-${await desk.records.next('transfer')}`);
    try {
      const { id } = await perform(desk, transfers, { fresh }, requestTransfer, command, `${delivery}.${service}`);
      became.push({ service, id: TransferId.parse(id) });
    } catch (error) {
      if (!(error instanceof Rejection) || batch === undefined) throw error;
      became.push({ service, refused: error.message });
    }
  }
  return { became, left: [] };
}
