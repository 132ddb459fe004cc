import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { eventBus } from '#adapters/eventbridge/bus';
import { slackCalls } from '#adapters/slack/calls';
import { slackWorkspace } from '#adapters/slack/workspace';
import { reconciliationQueue } from '#adapters/sqs/reconciliations';
import { botSecrets } from '#adapters/ssm/slack-secrets';
import { allOf } from '#domain/each';
import { isImprovement } from '#domain/improvement/improvement-kind';
import { incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { perform } from '#domain/perform';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import { isPrompts } from '#domain/prompts/view';
import { type Resumed, resume, type Swept, sweep } from '#domain/sweep';
import { teams } from '#domain/team/team';
import { transfers } from '#domain/transfer/transfer';
import { TransferId } from '#domain/transfer/transfer-kind';
import { archiveChannel } from '#features/archive-channel/decide';
import { scanOverrides } from '#features/clear-guardrail/scan';
import { scanRotas } from '#features/detect-gaps/scan';
import { escalateIncident } from '#features/escalate-incident/decide';
import { readFiring } from '#features/escalate-incident/read';
import { scanOwners } from '#features/find-orphans/scan';
import { lapseHandover } from '#features/handover-incident/decide';
import { scanWorkspace } from '#features/observe-workspace/scan';
import { scanImprovements } from '#features/offer-improvement/scan';
import { scanPrompts } from '#features/prompt-people/scan';
import { raiseUnrestored } from '#features/raise-incident/decide';
import { remindTransfer } from '#features/remind-transfer/decide';
import { remindUpdate } from '#features/remind-update/decide';
import { scanFunding } from '#features/renew-funding/scan';
import { rotateOnCall } from '#features/rotate-on-call/decide';
import { lapseSwaps } from '#features/swap-week/decide';
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
  slackCalls({ secrets: botSecrets({ prefix: env.MUSTER_SLACK_PARAMETERS, now }), apiUrl: env.SLACK_API_URL }),
);
const stage = { ...store, now };

const Woken = z.union([z.object({ sweep: z.literal(true) }), z.object({ resume: z.literal(true) }), z.object({ scan: z.literal(true) })]);

/** Time has come: a question of an incident, the sweep every five minutes, the scan every night. Answers what `npm run redrive` took up again. */
export async function handler(event: unknown): Promise<Resumed | undefined> {
  const woken = Woken.safeParse(event).data;
  if (woken === undefined) await fire(event);
  else if ('scan' in woken) await scan();
  else if ('sweep' in woken) complain(await sweep(ways, now()));
  else return takeUpAgain();
  return undefined;
}

/** Who is there is known before it is asked who has gone. What failed is tried again with all of it, since the second look costs little. */
async function scan(): Promise<void> {
  const parts = {
    workspace: () => scanWorkspace(stage, workspace),
    rotas: () => scanRotas({ ...stage, queue: ways.queue }, [rotateOnCall, lapseSwaps]),
    owners: () => scanOwners(stage),
    funding: () => scanFunding(stage),
    improvements: () => scanImprovements(stage),
    overrides: () => scanOverrides(stage),
    prompts: () => scanPrompts(stage),
  };
  const failed = await allOf(Object.entries(parts));
  if (failed.length === 0) return;
  logger.error('The nightly scan could not look at everything', { howMany: failed.length, failed: failed.slice(0, 50) });
  unexpectedError();
  throw new Error(`The nightly scan could not look at ${failed.length} of all that it looks at`);
}

/** What is due of these is performed by whoever follows them. */
const followed = z.object({
  aggregate: z.custom<AggregateId>(
    (id) => typeof id === 'string' && (isPostmortem(id as AggregateId) || isImprovement(id as AggregateId) || isPrompts(id as AggregateId)),
  ),
  timer: z.string(),
  generation: z.int(),
});

const TransferFired = z.object({ aggregate: TransferId, timer: z.string(), generation: z.int() });

/** A timer that other code armed, and that this one cannot read, is no fault: the sweep asks what is due. */
async function fire(event: unknown): Promise<void> {
  const due = followed.safeParse(event).data;
  if (due) return ways.queue.ask([{ id: due.aggregate, lane: 'main', because: `timer-${due.timer}-g${due.generation}` }]);
  const transfer = TransferFired.safeParse(event).data;
  if (transfer) return void (await perform(stage, transfers, transfer.aggregate, remindTransfer, { at: now(), fired: transfer }));
  const team = z.object({ aggregate: z.custom<AggregateId>((id) => typeof id === 'string' && id.startsWith('TEAM-')) }).safeParse(event)
    .data?.aggregate;
  if (team !== undefined) return fireTeam(team);
  const firing = readFiring(event);
  if (firing === undefined) return logger.warn('A timer that cannot be read; the sweep asks what is due', { timer: event });
  const { id, ...fired } = firing;
  await perform(stage, incidents, id, escalateIncident, { at: now(), ...fired });
  await perform(stage, incidents, id, remindUpdate, { at: now(), early: true });
  await perform(stage, incidents, id, raiseUnrestored, { at: now(), early: true });
  await perform(stage, incidents, id, lapseHandover, { at: now(), early: true });
  await perform(stage, incidents, id, archiveChannel, { at: now(), early: true });
}

async function fireTeam(id: AggregateId): Promise<void> {
  await perform(stage, teams, id, rotateOnCall, { at: now(), early: true });
  await perform(stage, teams, id, lapseSwaps, { at: now(), early: true });
}

async function takeUpAgain(): Promise<Resumed> {
  const taken = await resume(ways, now());
  complain(await sweep(ways, now()));
  return taken;
}

function complain({ stayed, unreadable }: Swept): void {
  if (unreadable.length > 0) {
    logger.error('Records in a list cannot be read, so that nobody knows what is due in them', { records: unreadable });
    unexpectedError();
  }
  for (const { event, why } of stayed) {
    logger.error('An event has not left for minutes', { event: `${event.id}/${event.version}`, why });
    unexpectedError();
  }
}
