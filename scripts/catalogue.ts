import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { Rejection } from '#domain/rejection';
import {
  compareBackstage,
  compareCatalogue,
  compareRegister,
  exportCsv,
  exportFile,
  importCatalogue,
  lastImport,
  namesIn,
  stageOn,
  WrongLines,
} from '../functions/handlers/catalogue.ts';
import { asked, changesInWords, jobInWords } from './catalogue/words.ts';

/**
 * Brings a catalogue file into a table: `npm run catalogue -- my-catalogue.yaml --table <name>` says what would be different and asks; `--yes` is the
 * answer. `--backstage` reads a `catalog-info.yaml` of Backstage's, `--export` writes what is on record as such a file, with `--csv` as a table, which is read as well; `--status` says how far the last import has come. docs/catalogue.md. Credentials and
 * region come from the environment.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: 'string' },
    endpoint: { type: 'string' },
    yes: { type: 'boolean', default: false },
    export: { type: 'boolean', default: false },
    status: { type: 'boolean', default: false },
    people: { type: 'string' },
    backstage: { type: 'boolean', default: false },
    csv: { type: 'boolean', default: false },
  },
});
const table = values.table ?? process.env.MUSTER_TABLE;
const [file] = positionals;

if (table === undefined || (file === undefined && !values.export && !values.status)) {
  console.error(asked);
  process.exitCode = 1;
} else {
  const client = values.endpoint === undefined ? {} : { client: { endpoint: values.endpoint } };
  const stage = stageOn({ table, now: () => new Date().toISOString(), ...client });
  try {
    if (values.status) console.log(jobInWords(await lastImport(stage), stage.now()));
    else if (values.export)
      process.stdout.write(await (values.csv ? exportCsv : exportFile)(stage, values.people ? namesIn(read(values.people)) : undefined));
    else if (file !== undefined) await bringIn(file);
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof WrongLines) console.error(`${file ?? values.people}: nothing was written.\n${error.message}`);
    else if (error instanceof Rejection) console.error(error.message);
    else throw error;
  }

  async function bringIn(file: string): Promise<void> {
    const text = read(file);
    const changes = await compared(file, text);
    const before = await lastImport(stage);
    const digest = createHash('sha256').update(text).digest('hex');
    if (before?.digest === digest && before.state !== 'finished') console.log(jobInWords(before, stage.now()));
    if (changes.length === 0) return console.log(`Everything in ${file} is on record already.`);
    console.log(changesInWords(changes));
    if (!values.yes && !(await saidYes())) return console.log('Nothing was written.');
    const job = await importCatalogue(stage, { name: file, digest }, changes, (done) => {
      if (done % 100 === 0) console.log(`${done} of ${changes.length}`);
    });
    console.log(jobInWords(job, stage.now()));
  }

  async function compared(file: string, text: string) {
    if (values.backstage) return fromBackstage(text);
    const register = values.csv || file.toLowerCase().endsWith('.csv');
    return register ? compareRegister(stage, text, values.people ? read(values.people) : undefined) : compareCatalogue(stage, text);
  }

  async function fromBackstage(yaml: string) {
    const { changes, ignored } = await compareBackstage(stage, yaml, values.people ? read(values.people) : undefined);
    if (ignored.length > 0) console.log(`Passed over, because nobody is called for them: ${ignored.join(', ')}.`);
    return changes;
  }
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

async function saidYes(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Write this? (yes/no) ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
