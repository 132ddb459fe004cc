import type { Effect } from '#domain/effects';
import type { PersonId } from '#domain/person/person';
import { type DutyRole, type Rota, type Shift, shifts } from '#domain/team/rota';
import type { TeamNews, TeamView } from '#domain/team/view';
import { section } from '#slack-kit/blocks';
import { roleName, spanSaid } from '#slack-kit/team-words';
import { mention, named } from '#slack-kit/text';
import { ahead } from './list.ts';

/** Whose weeks are others than before hears of it at once, unless they have changed it themselves. */
export const react = (view: TeamView, news: TeamNews[]): Effect[] =>
  news.flatMap((one) => [...stoodIn(view, one), ...reordered(view, one)]);

const tell = ({ id }: TeamView, { version }: TeamNews, what: string, to: PersonId, text: string): Effect => ({
  kind: 'message',
  key: `${id}/${version}/${what}-${to}`,
  to,
  text,
  blocks: [section(text)],
});
const partOf = { superhero: 'superhero', side_kick: 'sideKick' } as const;

function stoodIn(view: TeamView, one: TeamNews): Effect[] {
  const { event, rotas } = one;
  if (event.type !== 'RotaOverridden' || rotas === undefined) return [];
  const { person, role, from, to, by, at } = event;
  // What begins at once is told as a hand-over.
  if (from <= at) return [];
  const { team } = view;
  const turn = `as ${roleName[role]} of ${named(team.name)}, ${spanSaid({ from, to })}`;
  const before = shifts(rotas.before, team.zone, from, to).map((shift) => shift[partOf[role]]);
  const relieved = [...new Set(before)].filter((other) => other !== null && other !== person && other !== by);
  return [
    ...(person === by ? [] : [tell(view, one, 'stands-in', person, `You stand in ${turn}. ${mention(by)} has set it.`)]),
    ...relieved.map((other) => tell(view, one, 'relieved', other as PersonId, `${mention(person)} stands in for you ${turn}.`)),
  ];
}

const weeksAhead = 8;

/** A team's first rota, as a catalogue brings it, is no news to those who wrote it. */
function reordered(view: TeamView, one: TeamNews): Effect[] {
  const { event, rotas } = one;
  if (event.type !== 'TeamRotaSet' || rotas === undefined || (rotas.before === null && event.by === undefined)) return [];
  const { team } = view;
  const { from, to } = ahead(event.at, weeksAhead);
  const [before, after] = [rotas.before, rotas.after].map((rota) => shifts(rota, team.zone, from, to));
  const people = new Set([...peopleIn(rotas.before), ...peopleIn(rotas.after)]);
  return [...people].flatMap((person): Effect[] => {
    const [had, has] = [turnsOf(before ?? [], person), turnsOf(after ?? [], person)];
    if (person === event.by || JSON.stringify(had) === JSON.stringify(has)) return [];
    const [next] = has;
    const said = next
      ? `Your next turn in it: ${roleName[next.role]}, ${spanSaid(next)}.`
      : `You have no turn in it in the next ${weeksAhead} weeks.`;
    return [tell(view, one, 'reordered', person, `The rota of ${named(team.name)} has changed. ${said}`)];
  });
}

/** Where nobody takes turns, only the first two are on call. */
const peopleIn = (rota: Rota | null): PersonId[] => (rota?.fixed ? rota.order.slice(0, 2) : (rota?.order ?? []));

type Turn = { role: DutyRole; from: string; to: string };
const turnsOf = (all: Shift[], person: PersonId): Turn[] =>
  all.flatMap(({ superhero, sideKick, from, to }): Turn[] => {
    const role = superhero === person ? 'superhero' : sideKick === person ? 'side_kick' : undefined;
    return role === undefined ? [] : [{ role, from, to }];
  });
