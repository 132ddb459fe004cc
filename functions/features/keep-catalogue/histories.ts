import { lifecycleKey, targetKey } from '#domain/keys';
import type { Put } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type LifecycleAssertion, lifecycleName, mayFollow } from '#domain/service/lifecycle';
import type { RegisteredService, ServiceEvent } from '#domain/service/service';
import type { TargetAssertion } from '#domain/service/targets';
import { inTurn, livedRowOf, type ServicePlan, standingOf, targetedRowOf } from './plan.ts';

export type Done = { events: ServiceEvent[]; puts: Put[] };

export const underTransfer = ({ slug }: RegisteredService, { transfer, to }: NonNullable<RegisteredService['pending']>) =>
  new Rejection(
    'transfer_under_way',
    `${slug} has a transfer under way, ${transfer}, to ${to}. Nothing has changed; complete or cancel it first.`,
  );

/** What is owed of its lifecycles, as far as there is room. */
export function live(
  service: RegisteredService,
  plan: ServicePlan,
  { lifecycles }: { lifecycles: LifecycleAssertion[] },
  at: string,
  room: number,
): Done {
  // The first of a new service is what it was registered with.
  const owed = plan.isNew ? plan.lifecycles.owed.slice(1) : inTurn(plan.lifecycles, standingOf(lifecycles, livedRowOf));
  const newest =
    lifecycles
      .map(({ effectiveFrom }) => effectiveFrom)
      .sort()
      .at(-1) ?? '';
  let from = service.lifecycle;
  const rows = owed.slice(0, Math.max(0, room)).map(({ row, corrects }, index) => {
    if (!corrects && row.effectiveFrom > newest && row.to !== from && !mayFollow(from, row.to))
      throw new Rejection('not_allowed_next', `${lifecycleName[row.to]} cannot follow on ${lifecycleName[from]}. Nothing has changed.`);
    if (row.to === 'retired' && service.pending) throw underTransfer(service, service.pending);
    const said = { ...row, version: service.lifecycles + index + 1, ...(corrects && { supersedes: corrects.version }) };
    const event = { type: 'ServiceLifecycleChanged' as const, at, from, ...said };
    from = row.to;
    return { event, put: { key: lifecycleKey(service.slug, said.version), value: { ...said, recordedAt: at }, expected: 0 } };
  });
  return { events: rows.map(({ event }) => event), puts: rows.map(({ put }) => put) };
}

/** The same of its targets. */
export function aim(
  service: RegisteredService,
  plan: ServicePlan,
  { targetings }: { targetings: TargetAssertion[] },
  at: string,
  room: number,
): Done {
  const owed = inTurn(plan.targetings, standingOf(targetings, targetedRowOf)).slice(0, Math.max(0, room));
  const said = owed.map(({ row, corrects }, index) => ({
    ...row,
    version: service.targetings + index + 1,
    ...(corrects && { supersedes: corrects.version }),
  }));
  return {
    events: said.map((row) => ({ type: 'ServiceTargetsChanged', at, ...row })),
    puts: said.map((row) => ({ key: targetKey(service.slug, row.version), value: { ...row, recordedAt: at }, expected: 0 })),
  };
}
