import { readCsv, writeCsv } from '#adapters/csv/document';
import { dynamoBoards } from '#adapters/dynamodb/boards';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoRecords } from '#adapters/dynamodb/records';
import { type Read, readYaml, writeYaml } from '#adapters/yaml/document';
import { groupId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import { people, personAggregate } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import { groups } from '#domain/workspace/group';
import { fromBackstage } from '#features/keep-catalogue/backstage';
import type { Catalogue, CataloguedPerson } from '#features/keep-catalogue/catalogue';
import { type Change, differenceOf } from '#features/keep-catalogue/difference';
import { type Entries, entriesOf, type Mistake, readEntries, wholeOf } from '#features/keep-catalogue/entries';
import { exportCatalogue, exportRegister } from '#features/keep-catalogue/export';
import type { Names } from '#features/keep-catalogue/exported';
import { type Acquaintance, importChanges } from '#features/keep-catalogue/import';
import { type Job, jobRef } from '#features/keep-catalogue/job';
import { mentionsOf, mistakesOf } from '#features/keep-catalogue/mistakes';
import { beginJob } from '#features/keep-catalogue/progress';
import { fromRegister } from '#features/keep-catalogue/register';
import { takeStock } from '#features/keep-catalogue/stock';
import { observeGroup, observePerson } from '#features/observe-workspace/decide';

type Place = { table: string; now: () => string; client?: Parameters<typeof dynamoClient>[0] };
/** The acts on a table, from outside Lambda; credentials, region and endpoint from the environment, unless they are given. */
export function stageOn({ table, now, client }: Place): Stage & { boards: Boards } {
  const at = { client: dynamoClient(client), table, now };
  return { records: dynamoRecords(at), boards: dynamoBoards(at), now };
}

/** What is wrong with a file, with the lines on which it stands. */
export class WrongLines extends Error {
  readonly lines: { line: number; message: string }[];
  constructor(lines: { line: number; message: string }[]) {
    const sorted = lines.toSorted((a, b) => a.line - b.line);
    super(sorted.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
    this.lines = sorted;
  }
}

const placed = ({ lineOf }: Read, mistakes: Mistake[]) => mistakes.map(({ path, message }) => ({ line: lineOf(path), message }));

function readFile(yaml: string): { read: Read; entries: Entries } {
  const read = readYaml(yaml);
  if (read.unreadable.length > 0) throw new WrongLines(read.unreadable);
  return { read, entries: readEntries(read.values[0]) };
}

/** Reads a catalogue file; what is wrong in it is said with its line. What it means beside the record is not looked at yet. */
export function readCatalogue(yaml: string): Catalogue {
  const { read, entries } = readFile(yaml);
  if (entries.mistakes.length > 0) throw new WrongLines(placed(read, entries.mistakes));
  return wholeOf(entries);
}

/** A file as it was read, and on which line each part of it stands. */
type Reading = { entries: Entries; lineOf: (mistake: Mistake) => number; wrong?: { line: number; message: string }[] };

async function compare(stage: Stage, { entries, lineOf, wrong = [] }: Reading): Promise<Change[]> {
  const stock = await takeStock(stage.records, mentionsOf(entries));
  const mistakes = mistakesOf(entries, stock, stage.now()).map((mistake) => ({ line: lineOf(mistake), message: mistake.message }));
  if (wrong.length + mistakes.length > 0) throw new WrongLines([...wrong, ...mistakes]);
  return differenceOf(wholeOf(entries), stock, stage.now());
}

/** What a file would change; everything that is wrong with it at once, and nothing is written either way. */
export async function compareCatalogue(stage: Stage, yaml: string): Promise<Change[]> {
  const { read, entries } = readFile(yaml);
  return compare(stage, { entries, lineOf: ({ path }) => read.lineOf(path) });
}

/** The same for a `catalog-info.yaml` of Backstage's, on top of what is on record; `people`: who is who in Slack. `ignored`: what was passed over. */
export async function compareBackstage(desk: Stage & { boards: Boards }, yaml: string, peopleFile?: string) {
  const read = readYaml(yaml);
  if (read.unreadable.length > 0) throw new WrongLines(read.unreadable);
  const people = peopleFile === undefined ? [] : peopleIn(peopleFile);
  const known = await exportCatalogue(desk, namesOf(people));
  const converted = fromBackstage(read.values, { people, known, now: desk.now() });
  const changes = await compare(desk, {
    entries: readEntries(converted.file),
    lineOf({ path }) {
      const place = converted.placeOf(path);
      return place ? read.lineOf(place.path, place.document) : 1;
    },
    wrong: converted.mistakes.map(({ document, mistake }) => ({ line: read.lineOf(mistake.path, document), message: mistake.message })),
  });
  return { changes, ignored: converted.ignored };
}

/** The same for a table of services with owners. */
export async function compareRegister(desk: Stage & { boards: Boards }, csv: string, peopleFile?: string): Promise<Change[]> {
  const { rows, unreadable } = readCsv(csv);
  if (unreadable.length > 0) throw new WrongLines(unreadable);
  const people = peopleFile === undefined ? [] : peopleIn(peopleFile);
  const known = await exportCatalogue(desk, namesOf(people));
  const { file, lineOf, wrong } = fromRegister(rows, { known, now: desk.now() });
  return compare(desk, { entries: readEntries(file), lineOf: ({ path }) => lineOf(path), wrong });
}

type File = { name: string; digest: string };
/** Brings in what is different, as a job that says how far it has come; told again it goes on where it stopped. */
export async function importCatalogue(
  stage: Stage,
  file: File,
  changes: Change[],
  onStep: (done: number) => void = () => {},
): Promise<Job> {
  const job = await beginJob(stage, { file: file.name, digest: file.digest, of: changes.length });
  let done = 0;
  try {
    await importChanges(stage, acquaintanceOf(stage), changes, async ({ what }) => {
      await job.step(what);
      onStep(++done);
    });
  } catch (error) {
    await job.stop(error instanceof Error ? error.message : String(error));
    throw error;
  }
  return job.finish();
}

export async function lastImport({ records }: Pick<Stage, 'records'>): Promise<Job | undefined> {
  const [found] = await records.load([jobRef] as never);
  return found?.value as Job | undefined;
}

/** The file that gives the same again; people by their handles where somebody knows them. */
export const exportFile = async (desk: Pick<Stage, 'records'> & { boards: Boards }, names?: Names): Promise<string> =>
  writeYaml(await exportCatalogue(desk, names));

/** Whose every service is now, as comma-separated values. */
export const exportCsv = async (desk: Pick<Stage, 'records'> & { boards: Boards }, names?: Names): Promise<string> =>
  writeCsv(await exportRegister(desk, names));

const namesOf = (people: CataloguedPerson[]): Names => new Map(people.map(({ id, handle, name }) => [id, { handle, name }]));

/** The `people` of a file, whatever else is in it. */
function peopleIn(yaml: string): CataloguedPerson[] {
  const read = readYaml(yaml);
  const { people, mistakes } = readEntries(read.values[0]);
  const wrong = placed(read, mistakes).filter((_, index) => mistakes[index]?.path[0] === 'people');
  if (read.unreadable.length + wrong.length > 0) throw new WrongLines([...read.unreadable, ...wrong]);
  return people.map(({ entry }) => entry);
}

/** Who the people of a file are, for an export: the record has ids alone. */
export const namesIn = (yaml: string): Names => namesOf(peopleIn(yaml));

/** The whole file without a question, where nobody is there to be asked. */
export async function loadCatalogue(stage: Stage, catalogue: Catalogue): Promise<void> {
  const entries = entriesOf(catalogue);
  const stock = await takeStock(stage.records, mentionsOf(entries));
  const mistakes = mistakesOf(entries, stock, stage.now());
  if (mistakes.length > 0) throw new Error(mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const acquaintance = acquaintanceOf(stage);
  await importChanges(stage, acquaintance, differenceOf(catalogue, stock, stage.now()));
  const idOf = (mentioned: string) => catalogue.people.find(({ id, handle }) => handle === mentioned || id === mentioned)?.id ?? [];
  for (const { id, members } of catalogue.groups) await acquaintance.gather(id, members.flatMap(idOf));
}

/** What a file says of people and groups counts until Slack says anything of them itself. */
const beforeSlack = new Date(0).toISOString();

const acquaintanceOf = (stage: Stage): Acquaintance => ({
  async meet({ id, kind, zone }) {
    await perform(stage, people, personAggregate(id), observePerson, { at: beforeSlack, kind, deactivated: false, zone });
  },
  async gather(group, members) {
    await perform(stage, groups, groupId(group), observeGroup, { at: beforeSlack, members });
  },
});
