import type { PersonId } from '#domain/person/person';
import { same } from '#domain/same';
import { currentOwnership } from '#domain/service/ownership';
import type { RegisteredService } from '#domain/service/service';
import { pruned, weeklyOf } from '#domain/team/keeping-rota';
import type { Rota } from '#domain/team/rota';
import { descriptionOf, type Team, type TeamDescription, TeamSlug } from '#domain/team/team';
import type { Catalogue, CataloguedTeam } from './catalogue.ts';
import type { CataloguedService } from './catalogued.ts';
import { organisationOf, serviceOf, teamOf } from './described.ts';
import { fieldsThatDiffer, type Owing, planService, type RecordedService, type WantedService } from './plan.ts';
import { mentionedAmong, type Whom } from './read.ts';
import type { Stock } from './stock.ts';

type Organisation = ReturnType<typeof organisationOf>;
/** One step of an import: what is to be made so. */
export type Step =
  | { does: 'meet'; person: Catalogue['people'][number] }
  | { does: 'know'; person: PersonId; pagerduty: string }
  | { does: 'configure'; organisation: Organisation }
  | { does: 'describe'; team: TeamSlug; described: TeamDescription | undefined; rota: Rota | null | undefined; share?: number }
  | { does: 'keep'; wanted: WantedService }
  | { does: 'disband'; team: TeamSlug };

/** What an import would change, in words; `moves`: it would change whose a service is, or how it is run. */
export type Change = { kind: 'new' | 'changes' | 'moves'; what: string; words: string[]; step: Step };

/** Everything that would be otherwise after this file, in the order in which it is written; nothing where all is so already. */
export function differenceOf(catalogue: Catalogue, stock: Stock, at: string): Change[] {
  const whom = mentionedAmong(catalogue.people);
  const say = sayer(catalogue);
  return [
    ...catalogue.people.flatMap((person) => personChanges(person, stock)),
    ...catalogue.teams.flatMap((team) => teamChanges(team, stock.teams.get(team.slug), whom, say, at)),
    ...organisationChanges(catalogue, stock, whom, say),
    ...catalogue.services.flatMap((service) => serviceChanges(service, stock.services.get(service.slug), whom, say, at)),
    ...catalogue.teams.flatMap((team) => farewells(team, stock)),
  ];
}

/** People by the handle that the file knows them by. */
function sayer({ people }: Catalogue): (value: unknown) => string {
  const handles = new Map(people.flatMap(({ id, handle }) => (handle ? [[id as string, `@${handle}`] as const] : [])));
  const say = (value: unknown): string => {
    if (value === undefined || value === null) return 'nothing';
    if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(say).join(', ');
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([name, one]) => `${inWords(name)} ${say(one)}`)
        .join(' ');
    return handles.get(String(value)) ?? String(value);
  };
  return say;
}
const inWords = (name: string) => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();

const changed = <Fields extends object>(before: Fields, after: Fields, say: (value: unknown) => string): string[] =>
  fieldsThatDiffer(before, after).map((name) => `${inWords(String(name))}: ${say(before[name])} → ${say(after[name])}`);

function personChanges(person: Catalogue['people'][number], stock: Stock): Change[] {
  const { id, handle, pagerduty } = person;
  const what = `person ${handle ? `@${handle}` : id}`;
  const met = stock.people.get(id)?.state === 'known';
  return [
    ...(met ? [] : [{ kind: 'new' as const, what, words: [], step: { does: 'meet' as const, person } }]),
    ...(pagerduty === undefined || stock.elsewhere.get(pagerduty) === id
      ? []
      : [
          { kind: 'changes' as const, what, words: [`in PagerDuty: ${pagerduty}`], step: { does: 'know' as const, person: id, pagerduty } },
        ]),
  ];
}

function organisationChanges(catalogue: Catalogue, stock: Stock, whom: Whom, say: (value: unknown) => string): Change[] {
  const organisation = organisationOf(catalogue, whom);
  const words = changed<object>(stock.organisation, organisation, say);
  return words.length === 0 ? [] : [{ kind: 'changes', what: 'organisation', words, step: { does: 'configure', organisation } }];
}

function teamChanges(entry: CataloguedTeam, known: Team | undefined, whom: Whom, say: (value: unknown) => string, at: string): Change[] {
  const { described, rota: asked, share } = teamOf(entry, whom);
  const rota = pruned(asked, entry.zone, at);
  const team = entry.slug;
  const what = `team ${team}`;
  if (known === undefined || known.state === 'none') {
    const words = [
      `${inWords(described.teamType.replaceAll('_', ' '))}, ${described.members.length} people, led by ${say(described.lead)}`,
    ];
    return [
      {
        kind: 'new',
        what,
        words,
        step: { does: 'describe', team, described, rota: rota ?? undefined, ...(share !== undefined && { share }) },
      },
    ];
  }
  if (known.state === 'disbanded') return [];
  const words = changed(descriptionOf(known), described, say);
  const weekly = weeklyOf(pruned(known.rota, known.zone, at));
  const turns = same(weekly, weeklyOf(rota)) ? [] : changed<object>(weekly ?? {}, weeklyOf(rota) ?? {}, say).map((word) => `rota, ${word}`);
  const before = known.improvementShare?.percent;
  const shares = share === undefined || share === before ? [] : [`share of time for improvements: ${say(before)} → ${share}`];
  if (words.length + turns.length + shares.length === 0) return [];
  const step = {
    does: 'describe' as const,
    team,
    described: words.length > 0 ? described : undefined,
    rota: turns.length > 0 ? rota : undefined,
    ...(shares.length > 0 && share !== undefined && { share }),
  };
  return [{ kind: 'changes', what, words: [...words, ...turns, ...shares], step }];
}

function serviceChanges(
  entry: CataloguedService,
  recorded: RecordedService | undefined,
  whom: Whom,
  say: (value: unknown) => string,
  at: string,
): Change[] {
  const wanted = serviceOf(entry, whom);
  const known = recorded ?? { service: { state: 'none' as const }, assertions: [], lifecycles: [], targetings: [] };
  const plan = planService(known, wanted, at);
  const what = `service ${entry.slug}`;
  const step: Step = { does: 'keep', wanted };
  const owner = wanted.ownership.at(-1);
  if (plan.isNew || known.service.state === 'none') {
    const whose = owner ? `owned by ${owner.owner} since ${owner.effectiveFrom}` : 'owned by nobody yet';
    return [{ kind: 'new', what, words: [`${wanted.described.lifecycle}, ${whose}`], step }];
  }
  const before = known.service;
  const after = { ...plan.described };
  const words = [
    ...changed<object>(descriptionFor(before, plan.changed), descriptionFor(after, plan.changed), say),
    ...rowWords(plan.ownership, 'ownership', say),
    ...rowWords(plan.lifecycles, 'lifecycle', say),
    ...rowWords(plan.targetings, 'targets', say),
  ];
  if (words.length === 0) return [];
  const moving = movesTo(before, known, plan.ownership, at);
  return [{ kind: moving ? 'moves' : 'changes', what, words: [...(moving ? [moving] : []), ...words], step }];
}

const descriptionFor = (described: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(described).filter(([name]) => names.includes(name)));

function rowWords<Row extends { effectiveFrom: string }>({ owed }: Owing<Row>, what: string, say: (value: unknown) => string): string[] {
  return owed.map(({ row, corrects }) => {
    const { effectiveFrom, ...content } = row;
    if (corrects === undefined) return `${what} from ${effectiveFrom}: ${say(content)}`;
    const { version: _, ...before } = corrects;
    const differing = changed<object>(before, row, say).join('; ');
    return `${what} from ${corrects.effectiveFrom} is corrected: ${differing}`;
  });
}

/** Whose it is today, and would be. */
function movesTo(before: RegisteredService, known: RecordedService, { owed }: ReturnType<typeof planService>['ownership'], at: string) {
  const said = owed.map(({ row, corrects }, index) => ({
    ...row,
    version: known.assertions.length + index + 1,
    recordedAt: at,
    ...(corrects && { supersedes: corrects.version }),
  }));
  const after = currentOwnership([...known.assertions, ...said], at);
  const [was, is] = [before.owned, after];
  if (was?.owner === is?.owner && was?.model === is?.model) return undefined;
  return was?.owner === is?.owner
    ? `would be run under ${is?.model} instead of ${was?.model}`
    : `would belong to ${is?.owner ?? 'nobody'} instead of ${was?.owner ?? 'nobody'}`;
}

/** A team that is over is there first, because histories name it. */
const farewells = ({ slug, status }: CataloguedTeam, stock: Stock): Change[] =>
  status === 'disbanded' && stock.teams.get(slug)?.state !== 'disbanded'
    ? [{ kind: 'changes', what: `team ${slug}`, words: ['is disbanded'], step: { does: 'disband', team: TeamSlug.parse(slug) } }]
    : [];
