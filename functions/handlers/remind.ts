import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { eventBus } from '#adapters/eventbridge/bus';
import { slackCalls } from '#adapters/slack/calls';
import { slackWorkspace } from '#adapters/slack/workspace';
import { reconciliationQueue } from '#adapters/sqs/reconciliations';
import { slackSecrets } from '#adapters/ssm/slack-secrets';
import { IncidentId, incidents } from '#domain/incident/incident';
import { rungOf } from '#domain/incident/ladder';
import { perform } from '#domain/perform';
import { sweep } from '#domain/sweep';
import { escalateIncident } from '#features/escalate-incident/decide';
import { scanWorkspace } from '#features/observe-workspace/scan';
import { now } from '#runtime/clock';
import { readEnv } from '#runtime/env';
import { logger } from '#runtime/logger';
import { unexpectedError } from '#runtime/metrics';

const env = readEnv(
  z.object({
    MUSTER_TABLE: z.string(),
    MUSTER_BUS: z.string(),
    MUSTER_QUEUE_URL: z.string(),
    MUSTER_SLACK_PARAMETERS: z.string(),
    SLACK_API_URL: z.string().optional(),
  }),
);

const store = dynamoStore({ client: dynamoClient(), table: env.MUSTER_TABLE, now });
const ways = { ...store, bus: eventBus({ bus: env.MUSTER_BUS }), queue: reconciliationQueue({ url: env.MUSTER_QUEUE_URL }) };
const workspace = slackWorkspace(
  slackCalls({ secrets: slackSecrets({ prefix: env.MUSTER_SLACK_PARAMETERS, now }), apiUrl: env.SLACK_API_URL }),
);
const stage = { ...store, now };

const Woken = z.union([
  z.object({ sweep: z.literal(true) }),
  z.object({ scan: z.literal(true) }),
  z.object({ aggregate: IncidentId, timer: z.string(), generation: z.int() }),
]);

/** Time has come: a question of an incident, the sweep every five minutes, the scan every night. */
export async function handler(event: unknown): Promise<void> {
  const woken = Woken.parse(event);
  if ('scan' in woken) return scanWorkspace(stage, workspace);
  if ('sweep' in woken) return sweepUp();
  const fired = { generation: woken.generation, rung: rungOf(woken.timer) };
  await perform(stage, incidents, woken.aggregate, escalateIncident, { at: now(), fired });
}

async function sweepUp(): Promise<void> {
  for (const { event, why } of await sweep(ways, now())) {
    logger.error('An event has not left for minutes', { event: `${event.id}/${event.version}`, why });
    unexpectedError();
  }
}
