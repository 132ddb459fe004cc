// One container and many requests, one after the other. Tells how much processor time each took, and how long it took beside waiting for an answer.
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

const [, , file, events] = process.argv;
const { handler } = await import(file);

let outstanding = 0;
let waitingSince = 0;
let waitedMs = 0;
subscribe('http.client.request.start', () => {
  if (outstanding++ === 0) waitingSince = performance.now();
});
const answered = () => {
  if (--outstanding === 0) waitedMs += performance.now() - waitingSince;
};
subscribe('http.client.response.finish', answered);
subscribe('http.client.request.error', answered);

const took = [];
for (const event of JSON.parse(readFileSync(events, 'utf8'))) {
  waitedMs = 0;
  event.requestContext.timeEpoch = Date.now();
  const [started, before] = [performance.now(), process.cpuUsage()];
  const { statusCode } = await handler(event, {});
  const { user, system } = process.cpuUsage(before);
  took.push({ workMs: performance.now() - started - waitedMs, cpuMs: (user + system) / 1000 });
  if (statusCode !== 200) throw new Error(`Answered ${statusCode}`);
}
process.stdout.write(`\n${JSON.stringify(took)}`);
process.exit();
