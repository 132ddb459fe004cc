import { differing } from '#test/constant-cost/differing';
import { measureIn } from '#test/constant-cost/measure';
import { rateSaid, said, wanted } from './capacity/filling.ts';

/**
 * What each act asks of the table among 10 incidents and among many, with 10,000 services in both. Takes minutes, because the engine has to be
 * filled. `npm run capacity -- 1000000` takes as many as the budget names.
 */
const many = wanted(process.argv[2]);
const alike = { listed: 10_000, registered: 10_000, last: many };

const started = performance.now();
const { acts: small, fillingMs: servicesMs } = await measureIn({ ...alike, incidents: 10 });
const { acts: large, fillingMs } = await measureIn({ ...alike, incidents: many });
console.log(`Requests and capacity units (the engine's count) among 10 incidents and among ${said(many)}, with 10,000 services:`);
for (const [act, { requests, units }] of Object.entries(small)) {
  const asked = Object.entries(requests).map(([operation, count]) => `${count} ${operation}`);
  console.log(`  ${act.padEnd(26)}${String(units).padStart(6)} ${String(large[act]?.units).padStart(6)}   ${asked.join(', ')}`);
}
const wrong = differing(small, large);
for (const sentence of wrong) console.log(`Not equal: ${sentence}`);
console.log(rateSaid(many, fillingMs, servicesMs));
console.log(`${wrong.length === 0 ? 'Equal' : 'NOT EQUAL'}, in ${Math.round((performance.now() - started) / 1000)} s.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
