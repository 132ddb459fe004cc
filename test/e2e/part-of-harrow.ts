import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { harrowHome } from './world.ts';

type Team = { slug: string; name: string; lead: string; tech_lead?: string; budget_holder?: string; members: string[]; rota?: unknown };
type Service = {
  slug: string;
  name: string;
  product_manager: string;
  dependencies?: string[];
  ownership: { team: string; hand_back?: string; model: string; from: string }[];
};
type Part = { organisation: { heads: Record<string, string[]> }; people: { handle: string }[]; teams: Team[]; services: Service[] };

/** Those whom every incident may need. */
const always = ['incident-managers', 'service-desk'];

/** As much of Harrow Home as a story needs, and of its people those who belong to that: a world opens sooner with fewer of them. */
export function partOfHarrow(wanted: { teams: string[]; services: string[]; people?: string[] }): Part {
  const harrow: Part = parse(readFileSync(harrowHome, 'utf8'));
  const teams = harrow.teams.filter(({ slug }) => [...wanted.teams, ...always].includes(slug));
  const isThere = (team: string) => teams.some(({ slug }) => slug === team);
  const services = harrow.services
    .filter(({ slug }) => wanted.services.includes(slug))
    .map((service) => ({
      ...service,
      ...(service.dependencies && { dependencies: service.dependencies.filter((one) => wanted.services.includes(one)) }),
      ownership: service.ownership
        .filter(({ team }) => isThere(team))
        .map(({ hand_back, ...row }) => ({ ...row, ...(hand_back && isThere(hand_back) && { hand_back }) })),
    }));
  const people = [
    ...Object.values(harrow.organisation.heads).flat(),
    ...teams.flatMap(({ members, lead, tech_lead, budget_holder }) => [...members, lead, tech_lead, budget_holder]),
    ...services.map((service) => service.product_manager),
    ...(wanted.people ?? []),
  ];
  return { ...harrow, teams, services, people: harrow.people.filter(({ handle }) => people.includes(handle)) };
}
