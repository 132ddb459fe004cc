import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStack, here } from '#sandbox/aws/template/stack';
import { synthesize } from '#sandbox/aws/template/synthesize';
import { differences, together, type Usage } from './privileges/compare.ts';
import { granted } from './privileges/granted.ts';

/** The last step of `npm test`: what the functions needed in all tests, noted under MUSTER_IAM_USAGE, equals what their roles allow. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say in which folder the tests left what they used: node scripts/privileges.ts <folder>');

const root = join(import.meta.dirname, '..');
const { template } = await synthesize(root, join(root, 'node_modules', '.cache', 'muster-sandbox'));
const roles = granted(createStack(template, here('http://127.0.0.1')));
const worlds = globSync('*.json', { cwd: folder }).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Usage);
const wrong = differences(roles, together(worlds));

for (const sentence of wrong) console.log(sentence);
const count = (kind: 'own' | 'lent') => Object.values(roles).reduce((sum, role) => sum + role[kind].length, 0);
const unused = wrong.filter((sentence) => sentence.includes('no test saw')).length;
console.log(
  `${Object.keys(roles).length} functions used ${count('own') - unused} of the ${count('own')} permissions their roles give them, in ${worlds.length} worlds. ` +
    `Beside these: ${count('lent')} by which Lambda reads the stream and the queue and puts away what was given up on, and the logs.`,
);
process.exitCode = wrong.length === 0 && worlds.length > 0 ? 0 : 1;
