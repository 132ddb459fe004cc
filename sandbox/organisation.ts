import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from './aws/aws.ts';
import type { Clock } from './contracts.ts';
import type { Slack } from './slack/slack.ts';

type World = { aws: Aws; slack: Slack; clock: Clock; engineEndpoint: string };

/** The catalogue itself, where a folder is named. */
export const fileOf = (catalogue: string) => (statSync(catalogue).isDirectory() ? join(catalogue, 'example.yaml') : catalogue);

/**
 * Fills an empty sandbox with an organisation, through the product's own code. It writes to the engine without a detour and the streams are held
 * meanwhile, because half of a start's time is spent here.
 */
export async function loadOrganisation({ aws, slack, clock, engineEndpoint }: World, catalogue: string): Promise<void> {
  const { load } = await import('./example/load.ts');
  const table = aws.tables[0]?.name;
  if (table === undefined) throw new Error('The template has no table.');
  aws.hold(true);
  await load({ slack, catalogue, aws: { endpoint: engineEndpoint, region: 'eu-west-1', table }, now: clock.iso });
  aws.hold(false);
  aws.poll();
}
