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
import { slackSecrets } from '#adapters/ssm/slack-secrets';
import { AlertId } from '#domain/alert/alert-id';
import { alertProjection } from '#domain/alert/view';
import { bothWorlds } from '#domain/both-worlds';
import type { Effect, Outcome } from '#domain/effects';
import { askForHomes, asksForHome } from '#domain/home/follow';
import { archivingIsDue } from '#domain/incident/archiving';
import { duplicatesKnow } from '#domain/incident/duplicates';
import { asksNobody, type IncidentId, incidents, isActive, isIncident } from '#domain/incident/incident';
import { nobodyReached, rungIsDue } from '#domain/incident/ladder';
import { due, incidentProjection, type Reaction } from '#domain/incident/projection';
import { isQuiet } from '#domain/incident/quiet';
import { handoverIsDue, unrestoredIsDue } from '#domain/incident/restoring';
import { tellingIsDue } from '#domain/incident/telling';
import { type IncidentView, viewIncident } from '#domain/incident/view';
import { type AggregateId, headKey } from '#domain/keys';
import { GivenUp, unlessParked } from '#domain/parking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { type Lane, lanes, type Request } from '#domain/ports';
import { notify, reconcile } from '#domain/reconcile';
import type { Version } from '#domain/records';
import { ComeBackLater } from '#domain/rejection';
import { listService } from '#domain/service/list-service';
import { react as sayWhoHasIt } from '#features/acknowledge-incident/react';
import { archiveChannel } from '#features/archive-channel/decide';
import { react as putAway } from '#features/archive-channel/react';
import { askWhetherOver } from '#features/ask-whether-over/decide';
import { react as ask } from '#features/ask-whether-over/react';
import { react as sayWhoDoesWhat } from '#features/assign-role/react';
import { react as sayItIsFalse } from '#features/cancel-incident/react';
import { react as sayItIsClosed } from '#features/close-incident/react';
import { react as sayWhenItWas } from '#features/date-message/react';
import { react as sayItIsTheSame } from '#features/duplicate-incident/react';
import { countDuplicate, followDuplicate } from '#features/duplicate-incident/report';
import { escalateIncident } from '#features/escalate-incident/decide';
import { react as escalate } from '#features/escalate-incident/react';
import { learnMessage } from '#features/follow-message/decide';
import { react as readPinned } from '#features/follow-message/react';
import { readMessage } from '#features/follow-message/read';
import { react as sayHowBad } from '#features/grade-incident/react';
import { react as letIn } from '#features/grant-access/react';
import { lapseHandover } from '#features/handover-incident/decide';
import { page as askToTake, react as handOver } from '#features/handover-incident/react';
import { react as hide } from '#features/hide-incident/react';
import { react as sayItIsMitigated } from '#features/mitigate-incident/react';
import { react as postNote } from '#features/note-incident/react';
import { recordChannel } from '#features/open-channel/decide';
import { react as openChannel } from '#features/open-channel/react';
import { recordPage } from '#features/page-people/decide';
import { react as pagePeople } from '#features/page-people/react';
import { recordTeamPage } from '#features/page-team/decide';
import { react as pageTeam, sayRefused as sayPagerRefused } from '#features/page-team/react';
import { react as sayItIsParked, upToDate } from '#features/park-incident/react';
import { react as showAlert } from '#features/place-alert/react';
import { raiseUnrestored } from '#features/raise-incident/decide';
import { react as raise } from '#features/raise-incident/react';
import { recordCallout } from '#features/record-callout/decide';
import { remindUpdate } from '#features/remind-update/decide';
import { react as remind } from '#features/remind-update/react';
import { react as sayTitle } from '#features/rename-incident/react';
import { react as openItAgain } from '#features/reopen-incident/react';
import { react as sayItIsResolved } from '#features/resolve-incident/react';
import { routeIncident } from '#features/route-incident/decide';
import { react as swarm } from '#features/route-incident/react';
import { react as sayImpact } from '#features/set-impact/react';
import { react as showCard } from '#features/show-card/react';
import { homeView } from '#features/show-home/home';
import { publishHome } from '#features/show-home/publish';
import { react as showSimilar } from '#features/show-similar/react';
import { react as tellSubscribers } from '#features/subscribe-incident/react';
import { react as bringIn } from '#features/swarm-people/react';
import { react as sayWhatMachinesSay } from '#features/take-alert/react';
import { react as postUpdate } from '#features/update-incident/react';
import { now } from '#runtime/clock';
import { readEnv } from '#runtime/env';
import { fingerprint } from '#runtime/fingerprint';
import { logger } from '#runtime/logger';
import { unexpectedError } from '#runtime/metrics';
import { unescaped } from '#slack-kit/text';

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
    SLACK_API_URL: z.string().optional(),
  }),
);

const store = dynamoStore({ client: dynamoClient(), table: env.MUSTER_TABLE, now });
const queue = reconciliationQueue({ url: env.MUSTER_QUEUE_URL });
const secrets = slackSecrets({ prefix: env.MUSTER_SLACK_PARAMETERS, now });
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
const world = bothWorlds(
  inSlack,
  pagers({ readParameters: parameterStore(), prefix: env.MUSTER_PAGERS, now, through: env.MUSTER_PAGERS_THROUGH }),
);
const homes = slackHomes({ secrets, apiUrl: env.SLACK_API_URL });
const stage = { ...store, now };
const workshop = { ...stage, world, fingerprint };

/** What follows, by lane. A feature is one name here and one in `slack.ts`. */
const reactions: Record<Lane, Reaction[]> = {
  main: [
    openChannel,
    showCard,
    showSimilar,
    swarm,
    escalate,
    sayWhoHasIt,
    postUpdate,
    remind,
    ask,
    putAway,
    sayItIsMitigated,
    sayItIsResolved,
    openItAgain,
    sayItIsClosed,
    sayItIsFalse,
    sayItIsTheSame,
    sayHowBad,
    sayWhoDoesWhat,
    sayTitle,
    tellSubscribers,
    bringIn,
    raise,
    handOver,
    letIn,
    hide,
    sayImpact,
    postNote,
    readPinned,
    sayWhenItWas,
    sayWhatMachinesSay,
    sayPagerRefused,
  ],
  page: [pagePeople, askToTake, pageTeam],
};
const overdue = [
  due({ when: (incident) => incident.routing === undefined && (isActive(incident) || asksNobody(incident)), act: routeIncident }),
  due({ when: (incident, at) => rungIsDue(incident, at) || nobodyReached(incident), act: escalateIncident }),
  due({ when: tellingIsDue, act: remindUpdate }),
  due({ when: unrestoredIsDue, act: raiseUnrestored }),
  due({ when: handoverIsDue, act: lapseHandover }),
  due({ when: isQuiet, act: askWhetherOver }),
  due({ when: archivingIsDue, act: archiveChannel }),
  duplicatesKnow(countDuplicate, followDuplicate),
];

async function record(id: IncidentId, effect: Effect, outcome: Outcome): Promise<void> {
  const at = now();
  if (effect.kind === 'open-channel' && (outcome.kind === 'channel' || outcome.kind === 'refused')) {
    await perform(stage, incidents, id, recordChannel, { at, outcome, hidden: effect.private });
  }
  if (effect.kind === 'page') {
    const { person, rung, generation } = effect;
    await perform(stage, incidents, id, recordPage, { at, person, rung, generation, outcome }, `page.${effect.key}`);
    if (outcome.kind !== 'refused')
      await perform(stage, incidents, id, recordCallout, { at, person, rung, generation }, `callout.${effect.key}`);
  }
  if (effect.kind === 'message' && effect.asks && outcome.kind !== 'refused') {
    await perform(stage, incidents, id, recordCallout, { at, ...effect.asks }, `callout.${effect.key}`);
  }
  if (effect.kind === 'read-message') await learn(id, effect, outcome);
  if (effect.kind === 'pager' && effect.act === 'trigger') {
    const { team, generation, pager } = effect;
    await perform(stage, incidents, id, recordTeamPage, { at, team, generation, via: pager.kind, outcome }, `page.${effect.key}`);
  }
}

async function learn(id: IncidentId, { channel, ts }: { channel: string; ts: string }, outcome: Outcome): Promise<void> {
  const asked = { at: now(), message: { channel, ts } };
  if (outcome.kind === 'found') {
    const heard = readMessage(outcome.message);
    await perform(stage, incidents, id, learnMessage, { ...asked, heard: { ...heard, body: unescaped(heard.body) } });
  }
  const missing = outcome.kind === 'refused' && ['message_not_found', 'thread_not_found'].includes(outcome.code);
  if (missing) await perform(stage, incidents, id, learnMessage, { ...asked, gone: true });
}

async function follow({ id, lane, because }: Request): Promise<void> {
  if (isIncident(id)) {
    const projection = incidentProjection(stage, id, overdue, reactions[lane], (effect, outcome) => record(id, effect, outcome));
    const version = versionIn(because);
    // Side by side: neither waits for the other, and neither spoils the other.
    return both(
      reconcile(workshop, id, lane, projection, version),
      lane === 'main' && version !== undefined ? askForHomes({ ...stage, queue }, id, version) : undefined,
    );
  }
  if (id.startsWith('ALERT-'))
    return reconcile(workshop, id, lane, alertProjection(store.records, AlertId.parse(id), [showAlert]), versionIn(because));
  if (id.startsWith('SVC-')) return listService(store, id);
  const [head] = await store.records.load([{ key: headKey(id), read: () => undefined }]);
  await store.outbox.reconciled(id, lane, head?.version ?? 0);
}

async function both(...all: (Promise<void> | undefined)[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
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

/** Says what there is to say about the following itself; its own failure is no reason to follow again. */
async function tryNotify({ id }: Request, effectsOf: (view: IncidentView) => Effect[]): Promise<void> {
  try {
    const view = isIncident(id) ? await viewIncident(stage, id) : undefined;
    if (view) await notify(workshop, id, effectsOf(view));
  } catch (error) {
    failed('Could not say how the following goes', { id, error: error as Error });
  }
}

async function take(request: Request, received: number): Promise<void> {
  if (asksForHome(request)) return showHome(request, received);
  const { lane } = request;
  const lastTry = received >= env.MUSTER_QUEUE_RECEIVES;
  try {
    const ended = await unlessParked(stage, request, lastTry, () => follow(request));
    if (ended) await tryNotify(request, (view) => upToDate(view, lane, ended));
  } catch (error) {
    if (error instanceof GivenUp) await tryNotify(request, (view) => sayItIsParked(view, lane, error.parked));
    throw error;
  }
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
  for (const message of event.Records) {
    try {
      await take(Asked.parse(JSON.parse(message.body)), receivedOf(message));
    } catch (error) {
      if (leftToTheSweep(message, error)) continue;
      back.push(message.messageId);
      await comeBack(message, error);
    }
  }
  return { batchItemFailures: back.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** A minute at most, since what happens to the record meanwhile stands behind this message. */
const longestWait = 60;

/** Whoever asks us to wait names the time; what fails waits longer each time, up to five minutes. */
async function comeBack(message: SQSRecord, error: unknown): Promise<void> {
  const received = receivedOf(message);
  if (!(error instanceof ComeBackLater)) failed('Could not follow the record', { request: message.body, received, error: error as Error });
  await queue.returnIn(
    message.receiptHandle,
    error instanceof ComeBackLater ? Math.min(longestWait, error.seconds) : Math.min(300, 2 ** received),
  );
}

/** Being told to wait never uses up the tries: what has waited for half of them is let go, and the sweep brings it back, since its head is behind. */
const leftToTheSweep = (message: SQSRecord, error: unknown) =>
  error instanceof ComeBackLater && receivedOf(message) > env.MUSTER_QUEUE_RECEIVES / 2;

const receivedOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount);

function failed(what: string, context: object): void {
  logger.error(what, { ...context });
  unexpectedError();
}
