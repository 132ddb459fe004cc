import { App } from '@slack/bolt';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { dynamoBoards } from '#adapters/dynamodb/boards';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoDirectory } from '#adapters/dynamodb/directory';
import { dynamoLedger } from '#adapters/dynamodb/ledger';
import { dynamoLists } from '#adapters/dynamodb/lists';
import { dynamoLog } from '#adapters/dynamodb/log';
import { dynamoRecords } from '#adapters/dynamodb/records';
import { dynamoTimeline } from '#adapters/dynamodb/timeline';
import { readingAgain } from '#adapters/slack/token';
import { edgeOptions } from '#adapters/slack/web-options';
import { slackSecrets } from '#adapters/ssm/slack-secrets';
import type { Desk } from '#domain/desk';
import { listen as acknowledgeIncident } from '#features/acknowledge-incident/listen';
import { listen as askWhetherOver } from '#features/ask-whether-over/listen';
import { listen as assignRole } from '#features/assign-role/listen';
import { listen as cancelIncident } from '#features/cancel-incident/listen';
import { listen as closeIncident } from '#features/close-incident/listen';
import { listen as dateMessage } from '#features/date-message/listen';
import { listen as declareIncident } from '#features/declare-incident/listen';
import { listen as duplicateIncident } from '#features/duplicate-incident/listen';
import { listen as followMessage } from '#features/follow-message/listen';
import { listen as gradeIncident } from '#features/grade-incident/listen';
import { listen as grantAccess } from '#features/grant-access/listen';
import { listen as handoverIncident } from '#features/handover-incident/listen';
import { listen as hideIncident } from '#features/hide-incident/listen';
import { listen as identifyService } from '#features/identify-service/listen';
import { listen as listIncidents } from '#features/list-incidents/listen';
import { listen as mitigateIncident } from '#features/mitigate-incident/listen';
import { listen as noteIncident } from '#features/note-incident/listen';
import { listen as observeWorkspace } from '#features/observe-workspace/listen';
import { listen as pinMessage } from '#features/pin-message/listen';
import { listen as placeAlert } from '#features/place-alert/listen';
import { listen as raiseIncident } from '#features/raise-incident/listen';
import { listen as recordIncident } from '#features/record-incident/listen';
import { listen as remindUpdate } from '#features/remind-update/listen';
import { listen as renameIncident } from '#features/rename-incident/listen';
import { listen as reopenIncident } from '#features/reopen-incident/listen';
import { listen as resolveIncident } from '#features/resolve-incident/listen';
import { listen as setImpact } from '#features/set-impact/listen';
import { listen as showCard } from '#features/show-card/listen';
import { listen as showHelp } from '#features/show-help/listen';
import { listen as showStatus } from '#features/show-status/listen';
import { listen as showTimeline } from '#features/show-timeline/listen';
import { listen as subscribeIncident } from '#features/subscribe-incident/listen';
import { listen as swarmPeople } from '#features/swarm-people/listen';
import { listen as updateIncident } from '#features/update-incident/listen';
import { newId, now } from '#runtime/clock';
import { doorReceiver } from '#runtime/door-receiver';
import { readEnv } from '#runtime/env';
import { type Answer, admit, type VerifiedRequest } from '#runtime/front-door';
import { logger } from '#runtime/logger';
import { lateAcknowledgement, unexpectedError } from '#runtime/metrics';
import { privately } from '#slack-kit/say';
import { sayRejection } from '#slack-kit/say-rejection';

// Otherwise each schema compiles a parser of its own on its first use, and a cold start uses most of them once.
z.config({ jitless: true });

const env = readEnv(z.object({ MUSTER_TABLE: z.string(), MUSTER_SLACK_PARAMETERS: z.string(), SLACK_API_URL: z.string().optional() }));
const secrets = slackSecrets({ prefix: env.MUSTER_SLACK_PARAMETERS, now });
const tryWarmUp = secrets.current().catch(() => undefined);

const client = dynamoClient();
// While the container starts: the connection is there when the first request needs it.
void client.tryConnect();
const table = { client, table: env.MUSTER_TABLE, now };
const desk: Desk = {
  records: dynamoRecords(table),
  directory: dynamoDirectory(table),
  lists: dynamoLists(table),
  boards: dynamoBoards(table),
  log: dynamoLog(table),
  timeline: dynamoTimeline(table),
  ledger: dynamoLedger(table),
  now,
  newId,
};

const receiver = doorReceiver();
const app = new App({
  receiver,
  // Given, so that Bolt never calls `auth.test`: when that fails it acknowledges everything and loses it.
  authorize: async () => {
    const { botToken, botId, botUserId } = await secrets.current();
    return { botToken, botId, botUserId };
  },
  convoStore: false,
  clientOptions: edgeOptions(env.SLACK_API_URL),
  logLevel: 'error' as never,
});
app.use(sayRejection);
app.error(readingAgain(secrets));

/** What people can do in an incident. A feature is one name here and one in `react.ts`. */
for (const listen of [
  declareIncident,
  recordIncident,
  acknowledgeIncident,
  updateIncident,
  remindUpdate,
  askWhetherOver,
  gradeIncident,
  assignRole,
  renameIncident,
  subscribeIncident,
  swarmPeople,
  raiseIncident,
  handoverIncident,
  grantAccess,
  hideIncident,
  setImpact,
  noteIncident,
  pinMessage,
  followMessage,
  dateMessage,
  mitigateIncident,
  resolveIncident,
  reopenIncident,
  closeIncident,
  cancelIncident,
  duplicateIncident,
  identifyService,
  placeAlert,
  listIncidents,
  showStatus,
  showTimeline,
  showHelp,
  showCard,
  observeWorkspace,
])
  listen(app, desk);

let listening: Promise<void> | undefined;
/** What people do elsewhere than in an incident is loaded by whoever does it: `/incident` does not wait for it in a container that starts. */
const listenToTheRest = () => {
  listening ??= Promise.all([
    import('#following/ownership-listeners'),
    import('#following/postmortem-listeners'),
    import('#features/show-home/listen'),
  ]).then(([{ ownershipListeners }, { postmortemListeners }, home]) => {
    for (const listen of [...ownershipListeners, ...postmortemListeners, home.listen]) listen(app, desk);
  });
  return listening;
};
const Event = z.object({ event: z.object({ type: z.string() }) });
const opensHome = ({ body }: VerifiedRequest) => Event.safeParse(body).data?.event.type === 'app_home_opened';
const isOfIncidents = (request: VerifiedRequest) =>
  request.body.command === '/incident' || (request.body.type === 'event_callback' && !opensHome(request));

const slackWaitsMs = 3000;

export async function handler(event: APIGatewayProxyEventV2): Promise<Answer> {
  await tryWarmUp;
  const answer = await answerTo(event);
  if (Date.now() - (event.requestContext?.timeEpoch ?? Date.now()) > slackWaitsMs) lateAcknowledgement();
  return answer;
}

/** Whatever happens, Slack and the person get an answer; what broke is logged once, and counted. */
async function answerTo(event: APIGatewayProxyEventV2): Promise<Answer> {
  let request: VerifiedRequest | undefined;
  try {
    const admission = await admit(event, { now, secrets });
    if ('answer' in admission) return admission.answer;
    request = admission.request;
    if (!isOfIncidents(request)) await listenToTheRest();
    return await receiver.receive(request);
  } catch (error) {
    logger.error('A request was not handled', { kind: request?.body.command ?? request?.body.type, error: error as Error });
    unexpectedError();
    return request?.body.command === undefined ? { statusCode: request === undefined ? 503 : 500, body: '' } : apology;
  }
}

const sorry =
  'Something broke on our side, so I cannot say whether that was recorded. `/incident list` shows what is. If it is not there, type it again, or without a form: `/incident declare sev2 checkout: what is wrong`.';
const apology: Answer = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(privately(sorry)) };
