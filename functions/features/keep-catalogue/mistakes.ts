import { normalise } from '#domain/service/names';
import { mayOwn } from '#domain/team/team-type';
import type { CataloguedTeam } from './catalogue.ts';
import type { CataloguedService } from './catalogued.ts';
import { serviceOf } from './described.ts';
import type { Entries, Mistake, Path, Placed } from './entries.ts';
import { type Known, unknownPerson, unknownTeam, zoneMistake } from './known.ts';
import { type Owing, planService } from './plan.ts';
import { mentionedAmong } from './read.ts';
import { mistakesOfService } from './service-mistakes.ts';
import type { Mentions, Stock } from './stock.ts';

/** Everything that is wrong with a file at once, each with its place; nothing where it can be brought in as it is. */
export function mistakesOf(entries: Entries, stock: Stock, at: string): Mistake[] {
  const known = knownOf(entries, stock, at);
  const found = [
    ...entries.mistakes,
    ...twice(entries.people, 'id', ({ id }) => [id]),
    ...twice(entries.people, 'handle', ({ handle }) => (handle ? [handle] : [])),
    ...entries.people.flatMap(({ path, entry }) => zoneMistake(path, entry.zone)),
    ...organisationMistakes(entries, known),
    ...twice(entries.teams, 'slug', ({ slug }) => [slug]),
    ...twice(entries.teams, 'group', ({ group }) => (group ? [group.id] : [])),
    ...entries.teams.flatMap((team) => teamMistakes(team, stock, known)),
    ...groupMistakes(entries.teams, stock),
    ...twice(entries.services, 'slug', ({ slug }) => [slug]),
    ...nameMistakes(entries.services, stock),
    ...entries.services.flatMap((service) => mistakesOfService(service, stock.services.get(service.entry.slug), known)),
  ];
  return found.length > 0 ? found : forgottenIn(entries, stock, at);
}

/** What is on record of a history is never dropped by a file. */
function forgottenIn({ people, services }: Entries, stock: Stock, at: string): Mistake[] {
  const whom = mentionedAmong(people.map(({ entry }) => entry));
  return services.flatMap(({ path, entry }) => {
    const recorded = stock.services.get(entry.slug);
    if (recorded === undefined) return [];
    const { ownership, lifecycles, targetings } = planService(recorded, serviceOf(entry, whom), at);
    const said = (part: string, { lacking }: Owing<{ effectiveFrom: string }>, what: string) =>
      lacking.map(({ effectiveFrom }) => ({
        path: [...path, part],
        message: `${entry.slug}: ${what} since ${effectiveFrom} is on record, and not in this file. A file forgets nothing: export the catalogue anew, or correct the history in Slack.`,
      }));
    return [
      ...ownership.lacking.flatMap((row) => said('ownership', { owed: [], lacking: [row] }, `that ${row.owner} has owned it`)),
      ...said('lifecycle_history', lifecycles, 'its lifecycle'),
      ...said('target_history', targetings, 'what it is to reach'),
    ];
  });
}

function knownOf({ people, teams, called }: Entries, stock: Stock, at: string): Known {
  const whom = mentionedAmong(people.map(({ entry }) => entry));
  const types = new Map(teams.map(({ entry }) => [entry.slug as string, entry.type]));
  const techLeads = techLeadsIn(teams, stock, whom);
  const recorded = (slug: string) => {
    const team = stock.teams.get(slug);
    return team?.state === 'active' ? team.teamType : undefined;
  };
  return {
    person: (mentioned) => whom(mentioned) !== undefined || called.people.includes(mentioned),
    team: (slug) => types.get(slug) ?? (called.teams.includes(slug) ? 'wrong' : recorded(slug)),
    service: (slug) => called.services.includes(slug) || stock.services.get(slug)?.service.state === 'registered',
    techLeadOf: (mentioned) => techLeads.get(whom(mentioned) ?? mentioned),
    at,
  };
}

/** Those of the file, and those on record of the teams of which it says nothing. */
function techLeadsIn(teams: Entries['teams'], stock: Stock, whom: (mentioned: string) => string | undefined): Map<string, string> {
  const inFile = new Set(teams.map(({ entry }) => entry.slug as string));
  const recorded = [...stock.teams].flatMap(([slug, team]) =>
    team.state === 'active' && team.techLead && !inFile.has(slug) ? [[team.techLead as string, slug] as const] : [],
  );
  const told = teams.flatMap(({ entry: { tech_lead, slug } }) => (tech_lead ? [[whom(tech_lead) ?? tech_lead, slug] as const] : []));
  return new Map([...recorded, ...told]);
}

/** What belongs to one only. */
function twice<Entry>(all: Placed<Entry>[], field: string, wordsOf: (entry: Entry) => string[]): Mistake[] {
  const seen = new Set<string>();
  return all.flatMap(({ path, entry }) =>
    wordsOf(entry).flatMap((word) => {
      const before = seen.has(word);
      seen.add(word);
      return before ? [{ path: [...path, field], message: `“${word}” is there twice.` }] : [];
    }),
  );
}

function organisationMistakes({ organisation }: Entries, known: Known): Mistake[] {
  if (organisation === undefined) return [];
  const { zone, incident_managers, service_desk, incident_commanders, heads = {} } = organisation;
  const at = (...more: Path) => ['organisation', ...more];
  return [
    ...zoneMistake(at(), zone),
    ...unknownTeam(at('incident_managers'), incident_managers, known),
    ...unknownTeam(at('service_desk'), service_desk, known),
    ...unknownTeam(at('incident_commanders'), incident_commanders, known),
    ...Object.entries(heads).flatMap(([role, people]) =>
      (people ?? []).flatMap((mentioned, index) => unknownPerson(at('heads', role, index), mentioned, known)),
    ),
  ];
}

function teamMistakes({ path, entry }: Placed<CataloguedTeam>, stock: Stock, known: Known): Mistake[] {
  const { slug, zone, lead, tech_lead, budget_holder, members, rota, type, status } = entry;
  const person = (mentioned: string | undefined, ...more: Path) => unknownPerson([...path, ...more], mentioned, known);
  const before = stock.teams.get(slug);
  const owns = [...stock.services.values()].filter(({ service }) => service.state === 'registered' && service.owned?.owner === slug);
  return [
    ...zoneMistake(path, zone),
    ...(status === 'disbanded' && before?.state === 'active'
      ? [{ path: [...path, 'status'], message: `${slug} is there, and a file disbands nobody: \`/team disband\` does.` }]
      : []),
    ...(status === 'active' && before?.state === 'disbanded'
      ? [{ path, message: `${slug} is disbanded, and its name is never used again.` }]
      : []),
    ...(mayOwn(type) || owns.length === 0
      ? []
      : [{ path: [...path, 'type'], message: `${slug} owns ${owns.length} services, and such a team owns none. Move them first.` }]),
    ...person(lead, 'lead'),
    ...person(tech_lead, 'tech_lead'),
    ...person(budget_holder, 'budget_holder'),
    ...members.flatMap((member, index) => person(member, 'members', index)),
    ...(rota?.order ?? []).flatMap((one, index) => person(one, 'rota', 'order', index)),
    ...(rota?.away ?? []).flatMap((leave, index) => person(leave.person, 'rota', 'away', index, 'person')),
    ...leaveMistakes(rota?.away ?? [], [...path, 'rota', 'away']),
  ];
}

/** A group leads to one team; it passes on where the file gives the team that has it so far another one, or none. */
const groupMistakes = (teams: Placed<CataloguedTeam>[], stock: Stock): Mistake[] =>
  teams.flatMap(({ path, entry: { slug, group } }) => {
    const taken = group && stock.groups.get(group.id)?.team;
    return group === undefined || taken === undefined || taken === slug || teams.some(({ entry }) => entry.slug === taken)
      ? []
      : [{ path: [...path, 'group'], message: `This Slack group is the one of ${taken}, and each leads to one team.` }];
  });

type Leave = { person: string; from: string; to: string };
const leaveMistakes = (away: Leave[], path: Path): Mistake[] =>
  away.flatMap(({ person, from, to }, index) => {
    if (from >= to) return [{ path: [...path, index], message: 'This leave ends before it begins.' }];
    const overlaps = away.slice(0, index).some((other) => other.person === person && other.from < to && from < other.to);
    return overlaps ? [{ path: [...path, index], message: `@${person} is away twice at the same time.` }] : [];
  });

const fields = ['name', 'aliases', 'journeys', 'alert_keys', 'urls'] as const;

/** Each name leads to one service, in the file and on record. */
function nameMistakes(services: Placed<CataloguedService>[], stock: Stock): Mistake[] {
  const inFile = new Set(services.map(({ entry }) => entry.slug as string));
  const led = new Map<string, string>(services.map(({ entry }) => [normalise(entry.slug), entry.slug]));
  return services.flatMap(({ path, entry }) =>
    fields.flatMap((field) =>
      [entry[field]].flat().flatMap((word, index): Mistake[] => {
        const name = normalise(word);
        const place = field === 'name' ? [...path, field] : [...path, field, index];
        const recorded = stock.names.get(name)?.service;
        const other = led.get(name) ?? (recorded !== undefined && !inFile.has(recorded) && field !== 'alert_keys' ? recorded : entry.slug);
        led.set(name, led.get(name) ?? entry.slug);
        return other === entry.slug
          ? []
          : [{ path: place, message: `“${word}” leads to ${other} already. Each name leads to one service.` }];
      }),
    ),
  );
}

const namesIn = (services: CataloguedService[]): string[] => [
  ...new Set(services.flatMap((service) => [service.slug, ...fields.flatMap((field) => [service[field]].flat())].map(normalise))),
];

/** What has to be looked up before anything can be said of a file. */
export function mentionsOf({ organisation, people, teams, services }: Entries): Mentions {
  const entries = services.map(({ entry }) => entry);
  const rows = entries.flatMap(({ ownership }) => ownership);
  const named = [
    ...(organisation ? [organisation.incident_managers, organisation.service_desk, organisation.incident_commanders] : []),
    ...teams.map(({ entry }) => entry.slug),
    ...rows.flatMap(({ team, cover, hand_back, tiers = [] }) => [team, cover, hand_back, ...tiers.map((tier) => tier.team)]),
    ...entries.map(({ shadow }) => shadow?.team),
  ].filter((slug) => slug !== undefined);
  return {
    teams: [...new Set(named)],
    services: [...new Set(entries.flatMap(({ slug, dependencies = [] }) => [slug, ...dependencies]))],
    people: [...new Set(people.map(({ entry }) => entry.id))],
    groups: [...new Set(teams.flatMap(({ entry }) => entry.group?.id ?? []))],
    names: namesIn(entries),
    pagerduty: [...new Set(people.flatMap(({ entry }) => entry.pagerduty ?? []))],
  };
}
