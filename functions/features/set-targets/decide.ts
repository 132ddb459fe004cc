import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseUnlessColleague, registeredOne, standingOf } from '#domain/service/accountable';
import { targetsChanged, targetsOf } from '#domain/service/changing';
import type { Service, ServiceEvent } from '#domain/service/service';
import type { Targets } from '#domain/service/targets';

/** Nothing where a target is left as it is, `null` where there is to be none any more. */
export type Change = { [Name in keyof Targets]?: number | null | undefined };
export type SetTargets = {
  by: PersonId;
  at: string;
  change: Change;
  reason: string;
  reasonId: string;
  adviceFrom?: PersonId[] | undefined;
};

/** Only who answers for them changes targets, or whom they have nominated to decide; from now on, and what was before stays as it was. */
export const setTargets: Act<Service, { person: Person }, SetTargets, ServiceEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(found, { person }, { by, at, change, reason, reasonId, adviceFrom = [] }) {
    refuseUnlessColleague(person);
    const service = registeredOne(found);
    const standing = standingOf(service, by, {});
    const mayDecide = standing.includes('product_manager') || standing.includes('delegate');
    if (!mayDecide)
      throw new Rejection(
        'targets_not_yours',
        `<@${service.productManager}> answers for what ${service.slug} is to reach, and only they or whom they have nominated can change it. Nothing has changed; ask them.`,
      );
    const targets = changed(targetsOf(service), change);
    refuseUnreachable(targets);
    const said = reason.trim() === '' ? [] : [{ id: reasonId, by, body: reason }];
    const { events, puts } = targetsChanged(service, {
      at,
      by,
      targets,
      ...(standing.includes('product_manager') ? {} : { delegated: true as const }),
      ...(adviceFrom.length > 0 && { adviceFrom }),
      ...(said.length > 0 && { reasonId }),
    });
    return events.length === 0 ? [] : { events, puts, texts: said };
  },
};

const names = ['availability', 'timeToRestoreMinutes', 'deploymentIntervalDays', 'leadTimeDays'] as const;
const changed = (before: Targets, change: Change): Targets =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = change[name] === undefined ? before[name] : change[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );

function refuseUnreachable({ availability, ...rest }: Targets): void {
  if (availability !== undefined && availability >= 100)
    throw new Rejection(
      'hundred_percent',
      'No service reaches 100 %: something it needs fails sooner or later, customers cannot tell it from 99.999 %, and nothing could ever be changed. Nothing has changed; choose how much is good enough, for example 99.9.',
    );
  const wrong = availability !== undefined && !(availability > 0);
  if (wrong || Object.values(rest).some((value) => value !== undefined && !(value > 0)))
    throw new Rejection('no_target', 'A target is more than nothing: a percentage below 100, minutes, or days. Nothing has changed.');
}
