import { differing } from '#test/constant-cost/differing';
import { measureIn } from '#test/constant-cost/measure';

/** What each act asks of the table among 10 incidents and among many, with 10,000 services in both. Takes minutes: the engine has to be filled. */
const many = Number(process.argv[2] ?? 100_000);
const alike = { listed: 10_000, registered: 10_000, last: many };

const started = performance.now();
const small = await measureIn({ ...alike, incidents: 10 });
const large = await measureIn({ ...alike, incidents: many });
console.log(
  `Requests and capacity units (the engine's count) among 10 incidents and among ${many.toLocaleString('en')}, with 10,000 services:`,
);
for (const [act, { requests, units }] of Object.entries(small)) {
  const asked = Object.entries(requests).map(([operation, count]) => `${count} ${operation}`);
  console.log(`  ${act.padEnd(26)}${String(units).padStart(6)} ${String(large[act]?.units).padStart(6)}   ${asked.join(', ')}`);
}
const wrong = differing(small, large);
for (const sentence of wrong) console.log(`Not equal: ${sentence}`);
console.log(`${wrong.length === 0 ? 'Equal' : 'NOT EQUAL'}, in ${Math.round((performance.now() - started) / 1000)} s.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
