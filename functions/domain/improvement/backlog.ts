import { incidents as allIncidents, type Incident } from '#domain/incident/incident';
import { isGuest } from '#domain/person/authority';
import type { Person, PersonId } from '#domain/person/person';
import { Question } from '#domain/postmortem/prompt';
import { type Found, headRef, type Records, type Ref, type Words } from '#domain/records';
import { mayKnowOf } from './authority.ts';
import type { ListedImprovement } from './board.ts';
import { type Improvement, improvementRef, type KnownImprovement } from './improvement.ts';
import type { ImprovementId, Priority } from './improvement-kind.ts';

const weight: Record<Priority, number> = { high: 0, medium: 1, low: 2 };

type Placed = Pick<ListedImprovement, 'rank' | 'priority' | 'proposedAt' | 'id'>;
/** What somebody has put in order comes first; then by priority, and the oldest first. Two without a rank differ by no number. */
const inOrder = (one: Placed, other: Placed): number =>
  (one.rank ?? Number.POSITIVE_INFINITY) - (other.rank ?? Number.POSITIVE_INFINITY) ||
  weight[one.priority] - weight[other.priority] ||
  one.proposedAt.localeCompare(other.proposedAt) ||
  Number(one.id.slice(4)) - Number(other.id.slice(4));
export const ordered = <One extends Placed>(all: readonly One[]): One[] => all.toSorted(inOrder);

/** Which rank puts it there, among those that stand in one order; nothing where it is there already. */
export function rankFor(all: readonly Placed[], id: ImprovementId, place: 'first' | 'up' | 'down'): number | undefined {
  const others = ordered(all).filter((one) => one.id !== id);
  const ranks = others.flatMap(({ rank }) => rank ?? []);
  const mine = all.find((one) => one.id === id)?.rank;
  const last = ranks.at(-1);
  if (place === 'first') return mine !== undefined && ranks.every((rank) => mine < rank) ? undefined : (ranks[0] ?? 1) - 1;
  if (mine === undefined) return place === 'up' ? (last ?? -1) + 1 : undefined;
  const before = ranks.filter((rank) => rank <= mine);
  const after = ranks.slice(before.length);
  if (place === 'up') {
    const [above, next] = [before.at(-1), before.at(-2)];
    return above === undefined ? undefined : between(next, above);
  }
  const [below, next] = after;
  return below === undefined ? undefined : between(below, next);
}
const between = (low: number | undefined, high: number | undefined): number =>
  low === undefined ? (high ?? 0) - 1 : high === undefined ? low + 1 : (low + high) / 2;

export type Figures = {
  open: number;
  chosen: number;
  overdue: number;
  dueSoon: number;
  questions: { question: Question; count: number }[];
  oldestDays: number;
};
const dayMs = 86_400_000;

/** What can be counted of a backlog, without inventing hours. */
export function figuresOf(all: readonly ListedImprovement[], today: string): Figures {
  const chosen = all.filter(({ state }) => state !== 'proposed');
  const soon = new Date(Date.parse(today) + 30 * dayMs).toISOString().slice(0, 10);
  const days = all.map(({ proposedAt }) => Math.floor((Date.parse(today) - Date.parse(proposedAt.slice(0, 10))) / dayMs));
  return {
    open: all.length,
    chosen: chosen.length,
    overdue: chosen.filter(({ dueOn = today }) => dueOn < today).length,
    dueSoon: chosen.filter(({ dueOn = '' }) => dueOn >= today && dueOn <= soon).length,
    questions: Question.options.map((question) => ({ question, count: all.filter((one) => one.question === question).length })),
    oldestDays: days.reduce((most, one) => Math.max(most, one), 0),
  };
}

export type Read = { id: ImprovementId; improvement: KnownImprovement; words: Words };

/** Those among them that somebody may read, as they are by now. */
export async function readFor(
  { load }: Pick<Records, 'load'>,
  ids: readonly ImprovementId[],
  viewer: { by: PersonId; person: Person },
): Promise<Read[]> {
  if (ids.length === 0 || isGuest(viewer.person)) return [];
  const found = (await load(ids.map(improvementRef) as Ref<unknown>[])) as Found<Improvement>[];
  const known = found.flatMap(({ value, words }, index): Read[] => {
    const id = ids[index];
    return id === undefined || value.state === 'none' ? [] : [{ id, improvement: value, words }];
  });
  const numbers = [...new Set(known.flatMap(({ improvement }) => improvement.incidents))];
  const happened = numbers.length === 0 ? [] : await load(numbers.map((id) => headRef(allIncidents, id)) as Ref<unknown>[]);
  const incidents = new Map(numbers.map((id, index) => [id, happened[index]?.value as Incident]));
  return known.filter(({ improvement }) =>
    mayKnowOf(
      improvement,
      viewer.by,
      improvement.incidents.flatMap((id) => incidents.get(id) ?? []),
    ),
  );
}

/** Private ones of which so many incidents are not known cannot be told apart any more, and stay out. */
const mostHidden = 300;

/** Those of a backlog that somebody may know of. */
export async function openTo<One extends ListedImprovement>(
  { load }: Pick<Records, 'load'>,
  all: readonly One[],
  by: PersonId,
): Promise<One[]> {
  const numbers = [...new Set(all.flatMap((one) => one.private ?? []))].slice(0, mostHidden);
  if (numbers.length === 0) return all.filter((one) => one.private === undefined);
  const found = await load(numbers.map((id) => headRef(allIncidents, id)) as Ref<unknown>[]);
  const incidents = new Map(numbers.map((id, index) => [id, found[index]?.value as Incident]));
  return all.filter(
    (one) =>
      one.private === undefined ||
      (one.private.every((id) => incidents.has(id)) &&
        mayKnowOf(
          { private: true },
          by,
          one.private.flatMap((id) => incidents.get(id) ?? []),
        )),
  );
}
