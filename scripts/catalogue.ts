import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadCatalogue, readCatalogue, stageOn } from '../functions/handlers/catalogue.ts';

/**
 * Writes a catalogue file into a table: `npm run catalogue -- examples/catalogue/example.yaml --table <name>`. Credentials and region come from the
 * environment. Every step is idempotent, so a run that was cut off is run again.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { table: { type: 'string' } } });
const table = values.table ?? process.env.MUSTER_TABLE;
const [file] = positionals;

if (file === undefined || table === undefined) {
  console.error('Say which file and which table: npm run catalogue -- my-catalogue.yaml --table <name>');
  process.exitCode = 1;
} else {
  const catalogue = readCatalogue(readFileSync(file, 'utf8'));
  await loadCatalogue(stageOn({ table, now: () => new Date().toISOString() }), catalogue);
  const { people, teams, services } = catalogue;
  console.log(`${people.length} people, ${teams.length} teams and ${services.length} services are on record in ${table}.`);
}
