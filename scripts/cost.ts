import { join } from 'node:path';
import { createStack, here } from '#sandbox/aws/template/stack';
import { synthesize } from '#sandbox/aws/template/synthesize';
import { assumed } from './cost/assumptions.ts';
import { bill, table } from './cost/bill.ts';
import { alwaysOn, besideUsage, memoryOf } from './cost/idle.ts';
import { measuredGbSeconds } from './cost/incident.ts';
import { budgets } from './cost/prices.ts';
import { reckon } from './cost/reckon.ts';

/** What Muster costs: idle from the template, an incident from a counted one in the sandbox. Exits 1 above a budget. */
const root = join(import.meta.dirname, '..');
const { template } = await synthesize(root, join(root, 'node_modules', '.cache', 'muster-sandbox'));
const stack = createStack(template, here('http://127.0.0.1'));
const { idle, incidents, keeping, counted, ireland, exceeded } = await reckon(stack);

console.log('Prices of us-east-1, in US dollars; scripts/cost/prices.ts says where each is from.\n');
console.log(table(`Idle, a month, with ${assumed.people.toLocaleString('en')} people to look at each night:`, idle));
console.log(`  budget: $${budgets.idleList.toFixed(2)} by list price, $${budgets.idleFree.toFixed(2)} within the free tiers\n`);
console.log(table('1,000 incidents, and the first month of keeping them:', incidents));
console.log(`  budget: $${budgets.thousandIncidents.toFixed(2)} by list price\n`);
console.log(
  `In eu-west-1: idle $${ireland.idle.list.toFixed(4)} by list price, $${ireland.idle.free.toFixed(4)} less the free tiers; ` +
    `1,000 incidents $${ireland.incidents.list.toFixed(4)} and $${ireland.incidents.free.toFixed(4)}. The budgets are the same.\n`,
);
console.log(table('Beside the budgets, 1,000 incidents kept for a year:', keeping));
console.log(table('\nBeside the budgets, a month in which every metric of ours occurs:', bill(besideUsage(stack))));

const memory = memoryOf(stack);
console.log('\nOne incident, counted in the sandbox:');
for (const [name, { invocations, awsCalls, slackCalls, measuredMs }] of Object.entries(counted.functions))
  console.log(
    `  ${name.padEnd(8)} ${invocations} invocations, ${awsCalls} AWS calls, ${slackCalls} Slack calls; ${Math.round(measuredMs)} ms here, at ${memory[name]} MB`,
  );
console.log(
  `  ${counted.table.reads} read units, ${counted.table.writes} write units, ${counted.events} events of ${counted.eventBytes} bytes; ` +
    `${measuredGbSeconds(counted, memory).toFixed(1)} GB-seconds here, ${((incidents.lines.find(({ what }) => what.startsWith('Lambda GB'))?.amount ?? 0) / 1000).toFixed(1)} reckoned.`,
);

const wrong = [...exceeded, ...alwaysOn(stack).map((what) => `${what} costs something by merely being there.`)];
for (const sentence of wrong) console.log(sentence);
console.log(wrong.length === 0 ? 'Within all budgets.' : 'NOT within the budgets.');
process.exitCode = wrong.length === 0 ? 0 : 1;
