// As much of Lambda's own runtime for Node 24 as a cold start pays for: it has `node:http` and an agent before it imports the function, and imports it as a module.
// https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
import { createRequire } from 'node:module';

const { Agent } = createRequire(import.meta.url)('node:http');
export const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const [, , file, event] = process.argv;
const { handler } = await import(file);
const answer = await handler(JSON.parse(event), {});
const { user, system } = process.cpuUsage();
// On a line of its own: what the function logs comes before it.
process.stdout.write(`\n${JSON.stringify({ answer, cpuMs: (user + system) / 1000 })}`);
