import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Aws } from './aws/aws.ts';
import type { Clock } from './contracts.ts';
import type { Slack } from './slack/slack.ts';
import type { Time } from './time.ts';

type World = { aws: Aws; slack: Slack; origin: string; time: Time; clock: Clock };
type Load = (options: {
  slack: Slack;
  catalogue: string;
  aws: { endpoint: string; region: string; table: string };
  now: () => string;
}) => Promise<void>;

/** Fills an empty sandbox with an organisation, through the product's own code. */
export async function loadOrganisation({ aws, slack, origin, time, clock }: World, catalogue: string): Promise<void> {
  const file = join(fileURLToPath(new URL('.', import.meta.url)), 'example', 'load.ts');
  if (!existsSync(file)) return;
  const { load } = (await import(pathToFileURL(file).href)) as { load: Load };
  const table = aws.tables[0]?.name;
  if (table === undefined) throw new Error('The template has no table.');
  await load({ slack, catalogue, aws: { endpoint: `${origin}/aws`, region: 'eu-west-1', table }, now: clock.iso });
  await time.settle();
}
