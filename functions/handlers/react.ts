import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { pagers } from '#adapters/pager/pagers';
import { schedules } from '#adapters/scheduler/schedules';
import { slackHomes } from '#adapters/slack/homes';
import { slackWorld } from '#adapters/slack/world';
import { reconciliationQueue } from '#adapters/sqs/reconciliations';
import { parameterStore } from '#adapters/ssm/parameters';
import { botSecrets } from '#adapters/ssm/slack-secrets';
import { trackers } from '#adapters/tracker/trackers';
import { AlertId } from '#domain/alert/alert-id';
import { raisePlaced } from '#domain/alert/raising';
import { alertProjection } from '#domain/alert/view';
import { both } from '#domain/both';
import { bothWorlds } from '#domain/both-worlds';
import type { Effect } from '#domain/effects';
import { askForHomes, askForTransferHomes, asksForHome } from '#domain/home/follow';
import { isIncident } from '#domain/incident/incident';
import { incidentProjection } from '#domain/incident/projection';
import { lookAround, lookNowhere } from '#domain/incident/surroundings';
import { type IncidentView, viewIncident } from '#domain/incident/view';
import { type AggregateId, headKey } from '#domain/keys';
import { unlessParked } from '#domain/parking';
import { comesBackIn, type Receives } from '#domain/patience';
import { PersonId } from '#domain/person/person';
import { lanes, type Request } from '#domain/ports';
import { notify, reconcile } from '#domain/reconcile';
import type { Version } from '#domain/records';
import { ComeBackLater } from '#domain/rejection';
import { listService } from '#domain/service/list-service';
import { serviceProjection } from '#domain/service/view';
import { teamProjection } from '#domain/team/view';
import { isTransfer } from '#domain/transfer/transfer';
import { transferProjection } from '#domain/transfer/view';
import { react as sayItIsParked, upToDate } from '#features/park-incident/react';
import { react as showAlert } from '#features/place-alert/react';
import { reattributeIncidents } from '#features/reattribute-incident/scan';
import { homeView } from '#features/show-home/home';
import { publishHome } from '#features/show-home/publish';
import { followLearnt, isLearnt } from '#following/follow-learnt';
import { recordOutcome } from '#following/incident-outcomes';
import { overdue, reactions } from '#following/incident-reactions';
import { incidentFollowers, personFollowers, serviceFollowers } from '#following/postmortem-reactions';
import { serviceReactions } from '#following/service-reactions';
import { followGroup, teamDue, teamReactions } from '#following/team-reactions';
import { transferDue, transferReactions } from '#following/transfer-reactions';
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
    MUSTER_PAGERS: z.string(),
    MUSTER_PAGERS_THROUGH: z.string().optional(),
    MUSTER_TRACKERS: z.string(),
    MUSTER_TRACKERS_THROUGH: z.string().optional(),
    SLACK_API_URL: z.string().optional(),
  }),
);

const store = dynamoStore({ client: dynamoClient(), table: env.MUSTER_TABLE, now });
const queue = reconciliationQueue({ url: env.MUSTER_QUEUE_URL });
const secrets = botSecrets({ prefix: env.MUSTER_SLACK_PARAMETERS, now });
const inSlack = slackWorld({
  secrets,
  apiUrl: env.SLACK_API_URL,
  schedules: schedules({
    group: env.MUSTER_SCHEDULE_GROUP,
    target: env.MUSTER_REMIND_ARN,
    role: env.MUSTER_SCHEDULE_ROLE_ARN,
    deadLetters: env.MUSTER_SCHEDULE_DLQ_ARN,
    now,
  }),
});
const readParameters = parameterStore();
const world = bothWorlds({
  slack: inSlack,
  pagers: pagers({ readParameters, prefix: env.MUSTER_PAGERS, now, through: env.MUSTER_PAGERS_THROUGH }),
  trackers: trackers({ readParameters, prefix: env.MUSTER_TRACKERS, now, through: env.MUSTER_TRACKERS_THROUGH }),
});
const homes = slackHomes({ secrets, apiUrl: env.SLACK_API_URL });
const stage = { ...store, now };
const workshop = { ...stage, world, fingerprint };

async function follow({ id, lane, because }: Request): Promise<void> {
  if (isIncident(id)) {
    const projection = incidentProjection(stage, id, overdue, {
      reactions: reactions[lane],
      look: lane === 'main' ? lookAround(stage, id) : lookNowhere,
      record: (effect, outcome) => recordOutcome(stage, id, effect, outcome),
    });
    const version = versionIn(because);
    // Side by side: neither waits for the other, and neither spoils the other.
    return both(
      reconcile(workshop, id, lane, projection, version),
      ...(lane === 'main' && version !== undefined ? [askForHomes({ ...stage, queue }, id, version)] : []),
      ...(lane === 'main' ? incidentFollowers.map((followed) => followed({ ...stage, queue }, id)) : []),
    );
  }
  if (id.startsWith('ALERT-')) {
    const alert = AlertId.parse(id);
    await raisePlaced(stage, alert);
    return reconcile(workshop, id, lane, alertProjection(store.records, alert, [showAlert]), versionIn(because));
  }
  if (isTransfer(id)) {
    const version = versionIn(because);
    return both(
      reconcile(workshop, id, lane, transferProjection(stage, id, { due: transferDue, reactions: transferReactions }), version),
      ...(version === undefined ? [] : [askForTransferHomes({ ...stage, queue }, id, version)]),
    );
  }
  if (id.startsWith('SVC-')) {
    await listService(store, id);
    await reattributeIncidents(stage, id);
    for (const followed of serviceFollowers) await followed({ ...stage, queue }, id);
    return reconcile(workshop, id, lane, serviceProjection(stage, id, serviceReactions), versionIn(because));
  }
  if (id.startsWith('TEAM-'))
    return reconcile(workshop, id, lane, teamProjection(stage, id, { due: teamDue, reactions: teamReactions }), versionIn(because));
  if (isLearnt(id)) return followLearnt(workshop, { ...stage, queue }, { id, lane, version: versionIn(because) });
  if (id.startsWith('PERSON-'))
    for (const followed of personFollowers) await followed({ ...stage, queue }, PersonId.parse(id.slice('PERSON-'.length)));
  if (id.startsWith('GROUP-')) await followGroup(stage, id);
  const [head] = await store.records.load([{ key: headKey(id), read: () => undefined }]);
  await store.outbox.reconciled(id, lane, head?.version ?? 0);
}

const homeTries = 5;

/** A picture of the moment: after a few tries it is left to the next change, or to whoever opens it again. */
async function showHome({ id }: Request, received: number): Promise<void> {
  const person = PersonId.parse(id.slice('PERSON-'.length));
  try {
    await publishHome(stage, person, (home) => homes.publish(person, homeView(home)));
  } catch (error) {
    if (error instanceof ComeBackLater || received < homeTries) throw error;
    failed('Could not show a Home', { id, error: error as Error });
  }
}

/** Says what there is to say about the following itself. */
async function tell({ id }: Request, effectsOf: (view: IncidentView) => Effect[]): Promise<void> {
  const view = isIncident(id) ? await viewIncident(stage, id) : undefined;
  if (view) await notify(workshop, id, effectsOf(view));
}

async function take(request: Request, { received, receives }: Receives): Promise<void> {
  if (asksForHome(request)) return showHome(request, received);
  return unlessParked(stage, request, received >= receives, {
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
}

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
    await take(request, tries);
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
