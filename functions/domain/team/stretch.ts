import type { PersonId } from '#domain/person/person';
import { appointed, type DutyRole, type Rota } from './rota.ts';

export type Stretch = { role: DutyRole; from: string; to: string };

/** The part of a week around an instant that is this person's without a break, be they on leave or not. */
export function stretchOf(rota: Rota | null, zone: string, person: PersonId, on: string): Stretch | undefined {
  const then = appointed(rota, zone, on);
  const role = then?.superhero === person ? 'superhero' : then?.sideKick === person ? 'side_kick' : undefined;
  if (then === undefined || role === undefined) return undefined;
  const { begins, ends } = then.turn;
  const edges = (rota?.overrides ?? []).flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]);
  const all = [begins, ...edges.filter((edge) => begins < edge && edge < ends).sort((a, b) => a - b), ends];
  const isTheirs = (ms: number) => holds(rota, zone, person, role, new Date(ms).toISOString());
  const piece = all.findLastIndex((edge) => edge <= Date.parse(on));
  const [before, after] = [all.slice(0, piece), all.slice(piece + 1)];
  const from = all[before.findLastIndex((edge) => !isTheirs(edge)) + 1] ?? begins;
  const to = after.find((edge) => edge >= ends || !isTheirs(edge)) ?? ends;
  return { role, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

const holds = (rota: Rota | null, zone: string, person: PersonId, role: DutyRole, at: string): boolean => {
  const then = appointed(rota, zone, at);
  return (role === 'superhero' ? then?.superhero : then?.sideKick) === person;
};

/** Is all of this time still theirs, as it was when they offered it? */
export function hasAllOf(rota: Rota | null, zone: string, person: PersonId, { role, from, to }: Stretch): boolean {
  const known = stretchOf(rota, zone, person, from);
  return known !== undefined && known.role === role && known.from <= from && to <= known.to;
}
