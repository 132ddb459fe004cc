import * as z from 'zod';
import { type Catalogue, CataloguedGroup, CataloguedOrganisation, CataloguedPerson, CataloguedTeam } from './catalogue.ts';
import { CataloguedService } from './catalogued.ts';

export type Path = (string | number)[];
/** What is wrong, and where in the file. */
export type Mistake = { path: Path; message: string };
/** An entry, and where it stands. */
export type Placed<Entry> = { path: Path; entry: Entry };

/** Everything that could be read, one by one, so that one wrong entry does not hide what is wrong with the others. */
export type Entries = {
  organisation: z.infer<typeof CataloguedOrganisation> | undefined;
  channels: string[];
  groups: z.infer<typeof CataloguedGroup>[];
  people: Placed<CataloguedPerson>[];
  teams: Placed<CataloguedTeam>[];
  services: Placed<CataloguedService>[];
  /** What even a wrong entry is called, so that nobody is said to be missing who is only wrong. */
  called: { people: string[]; teams: string[]; services: string[] };
  mistakes: Mistake[];
};

const parts = ['organisation', 'channels', 'groups', 'people', 'teams', 'services'];

export function readEntries(file: unknown): Entries {
  const whole = z.record(z.string(), z.unknown()).safeParse(file);
  const mistakes: Mistake[] = [];
  if (!whole.success) mistakes.push({ path: [], message: 'This is no catalogue: it has no organisation, people, teams and services.' });
  const given = whole.data ?? {};
  for (const name of Object.keys(given)) {
    if (!parts.includes(name)) mistakes.push({ path: [name], message: `There is no “${name}” in a catalogue.` });
  }
  const list = <Schema extends z.ZodType>(name: string, schema: Schema): Placed<z.infer<Schema>>[] => {
    const entries = z.array(z.unknown()).safeParse(given[name] ?? []);
    if (!entries.success) mistakes.push({ path: [name], message: `“${name}” is a list.` });
    return (entries.data ?? []).flatMap((entry, index) => {
      const read = schema.safeParse(entry);
      if (read.success) return [{ path: [name, index], entry: read.data }];
      const wrong = mistakesOf(read.error, []);
      mistakes.push(...wrong.map(({ path, message }) => ({ path: [name, index, ...path], message })));
      // What is wrong may be something that could be left out: then the rest of it is looked at all the same.
      const rest = schema.safeParse(wrong.reduce<unknown>((left, { path }) => without(left, path), entry));
      return rest.success ? [{ path: [name, index], entry: rest.data }] : [];
    });
  };
  const organisation = CataloguedOrganisation.safeParse(given.organisation);
  if (!organisation.success) mistakes.push(...mistakesOf(organisation.error, ['organisation']));
  return {
    organisation: organisation.data,
    channels: list('channels', z.string()).map(({ entry }) => entry),
    groups: list('groups', CataloguedGroup).map(({ entry }) => entry),
    people: list('people', CataloguedPerson),
    teams: list('teams', CataloguedTeam),
    services: list('services', CataloguedService),
    called: { people: wordsOf(given.people, 'handle'), teams: wordsOf(given.teams, 'slug'), services: wordsOf(given.services, 'slug') },
    mistakes,
  };
}

function without(value: unknown, [step, ...deeper]: Path): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return deeper.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((one: unknown, index) => (index === step ? without(one, deeper) : one));
  const { [step]: inner, ...others } = value as Record<string, unknown>;
  return deeper.length === 0 ? others : { ...others, [step]: without(inner, deeper) };
}

const wordsOf = (entries: unknown, name: string) =>
  (Array.isArray(entries) ? entries : []).flatMap((entry: Record<string, unknown> | null) =>
    typeof entry?.[name] === 'string' ? [entry[name]] : [],
  );

function mistakesOf({ issues }: z.ZodError, path: Path): Mistake[] {
  return issues.flatMap((issue): Mistake[] => {
    const at = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    const last = String(issue.path.at(-1) ?? '');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...at, key], message: `There is no “${key}” here.` }));
    if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
      return [{ path: at, message: `“${last}” is missing.` }];
    if (issue.code === 'invalid_value') return [{ path: at, message: `“${last}” is one of: ${issue.values.map(String).join(', ')}.` }];
    if (issue.code === 'invalid_union') return [{ path: at, message: `“${last}” is in none of the forms that it can have.` }];
    return [{ path: at, message: issue.message.startsWith('Invalid') ? `“${last}”: ${issue.message}.` : issue.message }];
  });
}

/** A catalogue that has been read, entry by entry. */
export const entriesOf = ({ organisation, channels, groups, people, teams, services }: Catalogue): Entries => {
  const placed = <Entry>(name: string, entries: Entry[]) => entries.map((entry, index) => ({ path: [name, index], entry }));
  return {
    organisation,
    channels,
    groups,
    people: placed('people', people),
    teams: placed('teams', teams),
    services: placed('services', services),
    called: {
      people: people.flatMap(({ handle }) => handle ?? []),
      teams: teams.map(({ slug }) => slug),
      services: services.map(({ slug }) => slug),
    },
    mistakes: [],
  };
};

/** The catalogue, where nothing is wrong with any of it. */
export const wholeOf = ({ organisation, channels, groups, people, teams, services }: Entries): Catalogue => ({
  organisation: organisation as Catalogue['organisation'],
  channels,
  groups,
  people: people.map(({ entry }) => entry),
  teams: teams.map(({ entry }) => entry),
  services: services.map(({ entry }) => entry),
});
