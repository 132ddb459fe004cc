/** `npm run demo`: the story so far, told by the product itself in a sandbox of its own. Exits 1 when something is not so. */
import { dynamoClient } from '#adapters/dynamodb/client';
import { startSandbox } from '#sandbox/start';
import { bundledHandlers } from '#test/bundled-handlers';
import type { Chapter, Story } from './demo/chapter.ts';
import { aTransfer } from './demo/chapters/a-transfer.ts';
import { declaring } from './demo/chapters/declaring.ts';
import { nobodyAnswers } from './demo/chapters/nobody-answers.ts';
import { privateIncident } from './demo/chapters/private-incident.ts';
import { secondReport } from './demo/chapters/second-report.ts';
import { theDaysAfter } from './demo/chapters/the-days-after.ts';
import { theHour } from './demo/chapters/the-hour.ts';
import { unknownService } from './demo/chapters/unknown-service.ts';
import { whatLeaves } from './demo/chapters/what-leaves.ts';
import { NotSo, teller } from './demo/teller.ts';
import { worldOf } from './demo/world.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { waysTo } from './rebuild.ts';

/** In the order in which they are told; each may lean on those before it. */
const chapters: Chapter[] = [
  declaring,
  nobodyAnswers,
  secondReport,
  unknownService,
  privateIncident,
  theHour,
  whatLeaves,
  aTransfer,
  theDaysAfter,
];
/** A Monday morning in London. */
const at = '2026-03-09T09:30:00Z';

process.env.TZ = 'UTC';
const started = performance.now();
const tell = teller(console.log);
const sandbox = await startSandbox({ memory: true, at, handlers: await bundledHandlers() });
try {
  const table = sandbox.aws.tables[0]?.name ?? '';
  const client = dynamoClient({
    endpoint: `${sandbox.origin}/aws`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'demo', secretAccessKey: 'sandbox' },
  });
  const story: Story = {};
  const { schedules } = sandbox.aws;
  const seldomSwept = () => {
    const sweep = schedules.all().find(({ order }) => order.payload.includes('sweep'));
    if (sweep && schedules.remove(sweep.group, sweep.name)) schedules.create({ ...sweep, expression: 'rate(6 hours)' });
  };
  const stage = { tell, world: worldOf(sandbox), story, seldomSwept, rebuild: () => rebuild(waysTo(table, { client, onlyLook: true })) };
  for (const chapter of chapters) await chapter(stage);
  console.log(
    `\n${tell.checked()} things were claimed and looked at in ${((performance.now() - started) / 1000).toFixed(0)} s. All of them are so.`,
  );
} catch (error) {
  console.error(error instanceof NotSo ? `\n${error.message}` : error);
  process.exitCode = 1;
} finally {
  await sandbox.stop();
}
