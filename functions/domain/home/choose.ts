import type { OpenEntry } from '#domain/incident/board';
import type { PersonId } from '#domain/person/person';
import type { TeamSlug } from '#domain/team/team';
import type { Filter } from './opened.ts';

/** Slack takes a hundred blocks: these many, with two or three blocks each, are within. */
export const most = { asked: 5, mine: 8, services: 10, openOfOne: 8, page: 10 };
const soonMs = 10 * 60_000;

export type Question = { entry: OpenEntry; why: 'page' | 'handover' | 'update'; by?: string };
export type Chosen = {
  asked: Question[];
  askedOf: number;
  mine: OpenEntry[];
  mineOf: number;
  services: { service: string | null; open: OpenEntry[] }[];
  servicesOf: number;
  page: OpenEntry[];
  matching: number;
  pages: number;
  filter: Filter;
};

/** What of all that somebody may see is shown to them, and where. */
export function choose(open: OpenEntry[], viewer: PersonId, teams: TeamSlug[], wanted: Filter, now: string): Chosen {
  const asked = open.flatMap((entry) => questionTo(viewer, entry, now)).sort((a, b) => worst(a.entry, b.entry));
  // Each stands in one place, where it is most urgent.
  const shown = new Set(asked.slice(0, most.asked).map(({ entry }) => entry.id));
  const mine = open.filter(({ id, insiders }) => insiders.includes(viewer) && !shown.has(id)).sort(worst);
  const services = byService(open.filter(({ team }) => team !== undefined && teams.includes(team)));
  const matching = open.filter((entry) => fits(entry, wanted, viewer));
  const pages = Math.max(1, Math.ceil(matching.length / most.page));
  // What is not there any more is no page to stay on.
  const filter = { ...wanted, page: Math.min(wanted.page, pages) };
  return {
    asked: asked.slice(0, most.asked),
    askedOf: asked.length,
    mine: mine.slice(0, most.mine),
    mineOf: mine.length,
    services: services.slice(0, most.services),
    servicesOf: services.length,
    page: matching.slice((filter.page - 1) * most.page, filter.page * most.page),
    matching: matching.length,
    pages,
    filter,
  };
}

function questionTo(viewer: PersonId, entry: OpenEntry, now: string): Question[] {
  if (entry.asked.includes(viewer)) return [{ entry, why: 'page' }];
  if (entry.takers?.includes(viewer)) return [{ entry, why: 'handover' }];
  const { teller, tellBy } = entry;
  if (teller !== viewer || tellBy === undefined || Date.parse(tellBy) - Date.parse(now) > soonMs) return [];
  return [{ entry, why: 'update', by: tellBy }];
}

const fits = ({ severity, service, insiders }: OpenEntry, wanted: Filter, viewer: PersonId) =>
  (wanted.severity === undefined || severity === wanted.severity) &&
  (wanted.service === undefined || service === wanted.service) &&
  (!wanted.mine || insiders.includes(viewer));

/** The worst first; of equals the newest, in which order they come. */
const worst = (a: OpenEntry, b: OpenEntry) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0);

function byService(open: OpenEntry[]): Chosen['services'] {
  const found = new Map<string | null, OpenEntry[]>();
  for (const entry of open) found.set(entry.service, [...(found.get(entry.service) ?? []), entry]);
  return [...found].map(([service, some]) => ({ service, open: some.sort(worst) })).sort((a, b) => worstOf(a.open, b.open));
}
const worstOf = ([a]: OpenEntry[], [b]: OpenEntry[]) => (a && b ? worst(a, b) : 0);
