import { isLive, lifecycleName, mayFollow } from '#domain/service/lifecycle';
import { mayOwn } from '#domain/team/team-type';
import type { CataloguedService } from './catalogued.ts';
import type { Mistake, Path, Placed } from './entries.ts';
import { type Known, unknownPerson, unknownTeam } from './known.ts';
import { livedRowOf, type RecordedService, standingOf } from './plan.ts';

export function mistakesOfService(
  { path, entry }: Placed<CataloguedService>,
  recorded: RecordedService | undefined,
  known: Known,
): Mistake[] {
  const at = (...more: Path): Path => [...path, ...more];
  const { product_manager, budget_holder, delegate, dependencies = [], shadow, ownership, slug } = entry;
  const leads = known.techLeadOf(product_manager);
  return [
    ...unknownPerson(at('product_manager'), product_manager, known),
    ...unknownPerson(at('budget_holder'), budget_holder, known),
    ...unknownPerson(at('delegate'), delegate, known),
    ...(leads === undefined
      ? []
      : [
          {
            path: at('product_manager'),
            message: `@${product_manager} is tech lead of ${leads}: whoever answers for the targets of a service is nobody's tech lead. They can be its delegate.`,
          },
        ]),
    ...dependencies.flatMap((other, index) =>
      other === slug
        ? [{ path: at('dependencies', index), message: `${slug} cannot depend on itself.` }]
        : known.service(other)
          ? []
          : [{ path: at('dependencies', index), message: `There is no service ${other}.` }],
    ),
    ...unknownTeam(at('shadow', 'team'), shadow?.team, known),
    ...ownership.flatMap((row, index) => rowMistakes(row, at('ownership', index), known)),
    ...timeMistakes(ownership, at('ownership'), known.at),
    ...timeMistakes(entry.lifecycle_history ?? [], at('lifecycle_history'), known.at),
    ...timeMistakes(entry.target_history ?? [], at('target_history'), known.at),
    ...lifeMistakes(entry, path, recorded),
    ...targetMistakes(entry, path),
    ...ownerMistakes(entry, path, recorded),
  ];
}

function rowMistakes(row: CataloguedService['ownership'][number], path: Path, known: Known): Mistake[] {
  const type = known.team(row.team);
  return [
    ...unknownTeam([...path, 'team'], row.team, known),
    ...(type === undefined || type === 'wrong' || mayOwn(type)
      ? []
      : [{ path: [...path, 'team'], message: `${row.team} supports services of others and owns none.` }]),
    ...unknownTeam([...path, 'cover'], row.cover, known),
    ...unknownTeam([...path, 'hand_back'], row.hand_back, known),
    ...(row.tiers ?? []).flatMap(({ team }, index) => unknownTeam([...path, 'tiers', index, 'team'], team, known)),
    ...unknownPerson([...path, 'on_call_budget_holder'], row.on_call_budget_holder, known),
  ];
}

/** Each row lasts until the next begins. */
const timeMistakes = (rows: { from: string }[], path: Path, now: string): Mistake[] =>
  rows.flatMap(({ from }, index) => {
    const at = [...path, index, 'from'];
    const before = rows[index - 1]?.from;
    if (from > now)
      return [{ path: at, message: 'This is in the future. What is planned is a transfer: ask for it with `/service transfer`.' }];
    if (before === undefined || before < from) return [];
    return [{ path: at, message: before === from ? 'Two rows begin at the same time.' : 'This row begins before the one above it.' }];
  });

function lifeMistakes(entry: CataloguedService, path: Path, recorded: RecordedService | undefined): Mistake[] {
  const { lifecycle, lifecycle_history: rows } = entry;
  const known = recorded?.service.state === 'registered' ? recorded.service.lifecycle : undefined;
  const jump = (from: typeof lifecycle | undefined, to: typeof lifecycle, at: Path): Mistake[] =>
    from === undefined || from === to || mayFollow(from, to)
      ? []
      : [{ path: at, message: `${lifecycleName[to]} cannot follow on ${lifecycleName[from]}.` }];
  if (rows === undefined || rows.length === 0) return jump(known, lifecycle, [...path, 'lifecycle']);
  const last = rows.at(-1);
  const corrected = standingOf(recorded?.lifecycles ?? [], livedRowOf).some(({ effectiveFrom }) => effectiveFrom >= (last?.from ?? ''));
  return [
    ...rows.flatMap(({ to }, index) => jump(rows[index - 1]?.to, to, [...path, 'lifecycle_history', index, 'to'])),
    ...(corrected || rows.length > 1 ? [] : jump(known, last?.to ?? lifecycle, [...path, 'lifecycle_history', 0, 'to'])),
    ...(last?.to === lifecycle
      ? []
      : [
          {
            path: [...path, 'lifecycle'],
            message: `Its history ends with ${lifecycleName[last?.to ?? lifecycle]}. Both say how it is now.`,
          },
        ]),
  ];
}

function targetMistakes({ availability_target, targets = {}, target_history }: CataloguedService, path: Path): Mistake[] {
  const last = target_history?.at(-1);
  if (last === undefined) return [];
  const { from: _, ...ends } = last;
  const now = { availability: availability_target, ...targets };
  const names = [...new Set([...Object.keys(ends), ...Object.keys(now)])] as (keyof typeof now & keyof typeof ends)[];
  return names.every((name) => now[name] === ends[name])
    ? []
    : [{ path: [...path, 'availability_target'], message: 'The history of its targets ends with others. Both say what they are now.' }];
}

function ownerMistakes({ slug, lifecycle, ownership }: CataloguedService, path: Path, recorded: RecordedService | undefined): Mistake[] {
  const service = recorded?.service;
  const was = service?.state === 'registered' ? service : undefined;
  if (ownership.length === 0 && isLive(lifecycle) && was?.owned === undefined)
    return [{ path: [...path, 'ownership'], message: `${slug} is live, and nobody owns it. Every live service has one owning team.` }];
  if (was?.pending && lifecycle === 'retired')
    return [
      {
        path: [...path, 'lifecycle'],
        message: `${slug} has a transfer under way, ${was.pending.transfer}, to ${was.pending.to}. Complete or cancel it before you retire it.`,
      },
    ];
  const last = ownership.at(-1);
  const moves = was?.owned && last && (was.owned.owner !== last.team || was.owned.model !== last.model);
  return was?.pending && moves
    ? [
        {
          path: [...path, 'ownership', ownership.length - 1],
          message: `${slug} has a transfer under way, ${was.pending.transfer}, to ${was.pending.to}. Complete or cancel it before you move it here.`,
        },
      ]
    : [];
}
