import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { schedules } from '#adapters/scheduler/schedules';
import { slackWorld } from '#adapters/slack/world';
import { reconciliationQueue } from '#adapters/sqs/reconciliations';
import { slackSecrets } from '#adapters/ssm/slack-secrets';
import type { Effect, Outcome } from '#domain/effects';
import { type IncidentId, incidents, isIncident } from '#domain/incident/incident';
import { nobodyReached, rungIsDue } from '#domain/incident/ladder';
import { due, incidentProjection, type Reaction } from '#domain/incident/projection';
import { type IncidentView, viewIncident } from '#domain/incident/view';
import { type AggregateId, headKey } from '#domain/keys';
import { unlessParked } from '#domain/parking';
import { comesBackIn } from '#domain/patience';
import { perform } from '#domain/perform';
import { type Lane, lanes, type Request } from '#domain/ports';
import { notify, reconcile } from '#domain/reconcile';
import type { Version } from '#domain/records';
import { ComeBackLater } from '#domain/rejection';
import { listService } from '#domain/service/list-service';
import { react as sayWhoHasIt } from '#features/acknowledge-incident/react';
import { escalateIncident } from '#features/escalate-incident/decide';
import { react as escalate } from '#features/escalate-incident/react';
import { recordChannel } from '#features/open-channel/decide';
import { react as openChannel } from '#features/open-channel/react';
import { recordPage } from '#features/page-people/decide';
import { react as pagePeople } from '#features/page-people/react';
import { react as sayItIsParked, upToDate } from '#features/park-incident/react';
import { routeIncident } from '#features/route-incident/decide';
import { react as swarm } from '#features/route-incident/react';
import { react as showCard } from '#features/show-card/react';
import { now } from '#runtime/clock';
import { readEnv } from '#runtime/env';
import { fingerprint } from '#runtime/fingerprint';
import { logger } from '#runtime/logger';
import { unexpectedError } from '#runtime/metrics';

const env = readEnv(
  z.object({
    MUSTER_TABLE: z.string(),
    MUSTER_QUEUE_URL: z.string(),
    MUSTER_QUEUE_RECEIVES: z.coerce.number(),
    MUSTER_SCHEDULE_GROUP: z.string(),
    MUSTER_REMIND_ARN: z.string(),
    MUSTER_SCHEDULE_ROLE_ARN: z.string(),
    MUSTER_SCHEDULE_DLQ_ARN: z.string(),
    MUSTER_SLACK_PARAMETERS: z.string(),
    SLACK_API_URL: z.string().optional(),
  }),
);

const store = dynamoStore({ client: dynamoClient(), table: env.MUSTER_TABLE, now });
const queue = reconciliationQueue({ url: env.MUSTER_QUEUE_URL });
const world = slackWorld({
  secrets: slackSecrets({ prefix: env.MUSTER_SLACK_PARAMETERS, now }),
  apiUrl: env.SLACK_API_URL,
  schedules: schedules({
    group: env.MUSTER_SCHEDULE_GROUP,
    target: env.MUSTER_REMIND_ARN,
    role: env.MUSTER_SCHEDULE_ROLE_ARN,
    deadLetters: env.MUSTER_SCHEDULE_DLQ_ARN,
    now,
  }),
});
const stage = { ...store, now };
const workshop = { ...stage, world, fingerprint };

/** What follows, by lane. A feature is one name here and one in `slack.ts`. */
const reactions: Record<Lane, Reaction[]> = {
  main: [openChannel, showCard, swarm, escalate, sayWhoHasIt],
  page: [pagePeople],
};
const overdue = [
  due({ when: ({ routing }) => routing === undefined, act: routeIncident }),
  due({ when: (incident, at) => rungIsDue(incident, at) || nobodyReached(incident), act: escalateIncident }),
];

async function record(id: IncidentId, effect: Effect, outcome: Outcome): Promise<void> {
  const at = now();
  if (effect.kind === 'open-channel' && (outcome.kind === 'channel' || outcome.kind === 'refused')) {
    await perform(stage, incidents, id, recordChannel, { at, outcome });
  }
  if (effect.kind === 'page') {
    const { person, rung, generation } = effect;
    await perform(stage, incidents, id, recordPage, { at, person, rung, generation, outcome }, `page.${effect.key}`);
  }
}

async function follow({ id, lane, because }: Request): Promise<void> {
  if (isIncident(id)) {
    const projection = incidentProjection(stage, id, overdue, reactions[lane], (effect, outcome) => record(id, effect, outcome));
    return reconcile(workshop, id, lane, projection, versionIn(because));
  }
  if (id.startsWith('SVC-')) return listService(store, id);
  const [head] = await store.records.load([{ key: headKey(id), read: () => undefined }]);
  await store.outbox.reconciled(id, lane, head?.version ?? 0);
}

/** Says what there is to say about the following itself. */
async function tell({ id }: Request, effectsOf: (view: IncidentView) => Effect[]): Promise<void> {
  const view = isIncident(id) ? await viewIncident(stage, id) : undefined;
  if (view) await notify(workshop, id, effectsOf(view));
}

const take = (request: Request, lastTry: boolean): Promise<void> =>
  unlessParked(stage, request, lastTry, {
    follow: () => follow(request),
    tellItIsAgain: (parked) => tell(request, (view) => upToDate(view, request.lane, parked)),
    async tryToTell(parked) {
      try {
        await tell(request, (view) => sayItIsParked(view, request.lane, parked));
        return true;
      } catch (error) {
        failed('Could not say that a record is parked; the sweep tries again', { id: request.id, error: error as Error });
        return false;
      }
    },
  });

/** An event asks by its version; whoever else asks wants it looked at whatever has been followed. */
const versionIn = (because: string): Version | undefined => (/^\d+$/.test(because) ? Number(because) : undefined);

const Asked = z.object({
  id: z.custom<AggregateId>((id) => typeof id === 'string'),
  lane: z.enum(lanes),
  because: z.string(),
  again: z.boolean().optional(),
});

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const back: string[] = [];
  for (const message of event.Records) if (!(await taken(message))) back.push(message.messageId);
  return { batchItemFailures: back.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function taken({ body, receiptHandle, attributes }: SQSRecord): Promise<boolean> {
  const tries = { received: Number(attributes.ApproximateReceiveCount), receives: env.MUSTER_QUEUE_RECEIVES };
  let request: Request | undefined;
  try {
    request = Asked.parse(JSON.parse(body));
    await take(request, tries.received >= tries.receives);
    return true;
  } catch (error) {
    const wait = comesBackIn(error, request?.lane, tries);
    if (wait === 'let go') return true;
    if (!(error instanceof ComeBackLater)) failed('Could not follow the record', { request: body, ...tries, error: error as Error });
    await queue.returnIn(receiptHandle, wait);
    return false;
  }
}

function failed(what: string, context: object): void {
  logger.error(what, { ...context });
  unexpectedError();
}
