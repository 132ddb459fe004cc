import { same } from '#domain/same';
import { targetsOf } from '#domain/service/changing';
import type { LifecycleAssertion } from '#domain/service/lifecycle';
import type { Assertion } from '#domain/service/ownership';
import { descriptionOf, type Service, type ServiceDescription } from '#domain/service/service';
import type { TargetAssertion } from '#domain/service/targets';
import type { Rota } from '#domain/team/rota';
import type { TeamDescription } from '#domain/team/team';
import { type Asserted, believed } from '#domain/time/assertions';

type Without<One> = Omit<One, 'version' | 'recordedAt' | 'recordedBy' | 'supersedes' | 'by' | 'delegated' | 'reasonId'>;
export type OwnedRow = Without<Assertion>;
export type LivedRow = Without<LifecycleAssertion>;
export type TargetedRow = Without<TargetAssertion>;

/** A service as the file wants it; a history that the file leaves out stays what it is. */
export type WantedService = {
  described: ServiceDescription;
  ownership: OwnedRow[];
  lifecycles: LivedRow[] | undefined;
  targets: TargetedRow['targets'];
  targetings: TargetedRow[] | undefined;
};
export type WantedTeam = { described: TeamDescription; rota: Rota | null; share: number | undefined };

/** What is on record of one service. */
export type RecordedService = {
  service: Service;
  assertions: Assertion[];
  lifecycles: LifecycleAssertion[];
  targetings: TargetAssertion[];
};

type Row = { effectiveFrom: string };
/** A row that is to be said, and the one it corrects. */
type Owed<Said> = { row: Said; corrects?: Said & { version: number } };
/** `lacking`: what is on record and the file says nothing of. */
export type Owing<Said> = { owed: Owed<Said>[]; lacking: (Said & { version: number })[] };

/**
 * What has to be said so that what is believed is what the file says. Rows meet by when they begin; one that is on record and not in the file is
 * corrected by the file's nearest one that is not on record.
 */
function owing<Known extends Asserted, Said extends Row>(known: Known[], rows: Said[], rowOf: (known: Known) => Said): Owing<Said> {
  const standing = standingOf(known, rowOf);
  const at = (effectiveFrom: string) => standing.find((one) => one.effectiveFrom === effectiveFrom);
  const plain = ({ version: _, ...row }: Said & { version: number }) => row;
  const changed = rows.flatMap((row) => {
    const before = at(row.effectiveFrom);
    return before && !same(plain(before), row) ? [{ row, corrects: before }] : [];
  });
  let unmet = rows.filter(({ effectiveFrom }) => at(effectiveFrom) === undefined);
  const moved: Owed<Said>[] = [];
  const lacking: Owing<Said>['lacking'] = [];
  for (const before of standing.filter(({ effectiveFrom }) => !rows.some((row) => row.effectiveFrom === effectiveFrom))) {
    const apart = (row: Said) => Math.abs(Date.parse(row.effectiveFrom) - Date.parse(before.effectiveFrom));
    const [row] = unmet.toSorted((a, b) => apart(a) - apart(b));
    // What a transfer did is not undone by a file that knows nothing of it.
    if (row === undefined || 'transfer' in before) lacking.push(before);
    else {
      moved.push({ row, corrects: before });
      unmet = unmet.filter((other) => other !== row);
    }
  }
  const owed = [...changed, ...moved, ...unmet.map((row) => ({ row }))];
  return { owed: owed.toSorted((a, b) => (a.row.effectiveFrom < b.row.effectiveFrom ? -1 : 1)), lacking };
}

export const standingOf = <Known extends Asserted, Said extends Row>(known: Known[], rowOf: (known: Known) => Said) =>
  believed(known).map((one) => ({ ...rowOf(one), version: one.version }));

export type ServicePlan = {
  isNew: boolean;
  /** As it is to be described; its lifecycle and targets have words of their own once it is there. */
  described: ServiceDescription;
  changed: (keyof ServiceDescription)[];
  ownership: Owing<OwnedRow>;
  lifecycles: Owing<LivedRow>;
  targetings: Owing<TargetedRow>;
};

export function planService(
  { service, assertions, lifecycles, targetings }: RecordedService,
  wanted: WantedService,
  at: string,
): ServicePlan {
  const [first] = wanted.ownership;
  const known = service.state === 'registered' ? descriptionOf(service) : undefined;
  const lived = wanted.lifecycles ?? shortLife(service, lifecycles, wanted, first?.effectiveFrom ?? at, at);
  const targeted = wanted.targetings ?? shortTargets(service, targetings, wanted, first?.effectiveFrom ?? at, at);
  const described = known ? keeping(wanted.described, known) : wanted.described;
  return {
    isNew: known === undefined,
    described,
    changed: known ? fieldsThatDiffer(known, described) : [],
    ownership: owing(assertions, wanted.ownership, ownedRowOf),
    lifecycles: owing(lifecycles, lived, livedRowOf),
    targetings: owing(targetings, targeted, targetedRowOf),
  };
}

/** A file that says only how it is now: since it was first owned, where nothing is known of it yet; from today on, where it was otherwise so far. */
function shortLife(service: Service, known: LifecycleAssertion[], wanted: WantedService, since: string, at: string): LivedRow[] {
  const rows = believed(known).map(livedRowOf);
  const to = wanted.described.lifecycle;
  if (service.state === 'none') return [{ to, effectiveFrom: since }];
  return service.lifecycle === to ? rows : [...rows, { to, effectiveFrom: at }];
}

function shortTargets(service: Service, known: TargetAssertion[], wanted: WantedService, since: string, at: string): TargetedRow[] {
  const rows = believed(known).map(targetedRowOf);
  const { targets } = wanted;
  const none = Object.keys(targets).length === 0;
  if (service.state === 'none') return none ? [] : [{ targets, effectiveFrom: since }];
  return same(targetsOf(service), targets) ? rows : [...rows, { targets, effectiveFrom: at }];
}

function keeping(wanted: ServiceDescription, known: ServiceDescription): ServiceDescription {
  const { availabilityTarget: _, ...described } = wanted;
  const target = known.availabilityTarget;
  return { ...described, lifecycle: known.lifecycle, ...(target !== undefined && { availabilityTarget: target }) };
}

/** An empty list says as much as none. */
const told = (value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value);
export const fieldsThatDiffer = <Fields extends object>(before: Fields, after: Fields): (keyof Fields)[] =>
  ([...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Fields)[]).filter(
    (name) => !same(told(before[name]), told(after[name])),
  );

export const ownedRowOf = ({ version: _v, recordedAt: _r, recordedBy: _b, supersedes: _s, ...row }: Assertion): OwnedRow => row;
export const livedRowOf = (one: LifecycleAssertion): LivedRow => {
  const { version: _v, recordedAt: _r, supersedes: _s, by: _b, reasonId: _i, ...row } = one;
  return row;
};
export const targetedRowOf = ({ effectiveFrom, targets }: TargetAssertion): TargetedRow => ({ effectiveFrom, targets });

/** The newest of what is owed or stands: the head shows what was said last, so that it has to be said last. */
export function inTurn<Said extends Row>(owing: Owing<Said>, standing: (Said & { version: number })[]): Owed<Said>[] {
  const newest = standing.at(-1);
  const last = owing.owed.at(-1);
  if (newest === undefined || last === undefined || last.row.effectiveFrom >= newest.effectiveFrom) return owing.owed;
  const { version: _, ...row } = newest;
  return owing.owed.some(({ corrects }) => corrects?.version === newest.version)
    ? owing.owed
    : [...owing.owed, { row: row as unknown as Said, corrects: newest }];
}
