import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoLedger } from '#adapters/dynamodb/ledger';
import { dynamoRecords } from '#adapters/dynamodb/records';
import { senderSecrets } from '#adapters/ssm/sender-secrets';
import { answerElsewhere } from '#domain/alert/answered';
import type { Taken } from '#domain/alert/raising';
import type { IssueEffect } from '#domain/effects';
import { type Twin, trackedRef } from '#domain/improvement/beside';
import { improvements } from '#domain/improvement/improvement';
import { type ImprovementId, trackedAs } from '#domain/improvement/improvement-kind';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { Monitor } from '#domain/person/author';
import { elsewhereRef, type PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { TrackerKind } from '#domain/team/tracker';
import { acknowledgeIncident } from '#features/acknowledge-incident/decide';
import { type Answered, readHook } from '#features/answer-page/read';
import { readAlarm, readEvent, type Said } from '#features/take-alert/read';
import { takeAlert } from '#features/take-alert/take';
import { followTracker } from '#features/track-improvement/decide';
import { readGithub, readJira } from '#features/track-improvement/read';
import { alertIdOf } from '#runtime/alert-id';
import { now } from '#runtime/clock';
import { readEnv } from '#runtime/env';
import type { Answer } from '#runtime/front-door';
import { admitMachine } from '#runtime/intake-door';
import { logger } from '#runtime/logger';
import { unexpectedError } from '#runtime/metrics';

// Otherwise each schema compiles a parser of its own on its first use, and a cold start uses most of them once.
z.config({ jitless: true });

const env = readEnv(z.object({ MUSTER_TABLE: z.string(), MUSTER_SENDERS: z.string() }));
const secrets = senderSecrets({ path: env.MUSTER_SENDERS, now });
const tryWarmUp = secrets.current().catch(() => undefined);
const client = dynamoClient();
void client.tryConnect();
const stage = { records: dynamoRecords({ client, table: env.MUSTER_TABLE, now }), now };

/** What monitors, pagers and CloudWatch say. An alarm that fails comes again, and is kept when it fails for good. */
export async function handler(event: APIGatewayProxyEventV2 | { 'detail-type': string }): Promise<Answer | undefined> {
  if ('rawPath' in event) return answerTo(event);
  const said = readAlarm(event);
  if (said) await take('cloudwatch', said);
  return undefined;
}

async function answerTo(event: APIGatewayProxyEventV2): Promise<Answer> {
  await tryWarmUp;
  try {
    const admitted = await admitMachine(event, { now, secrets });
    if ('status' in admitted) return answer(admitted.status, { status: 'refused', message: admitted.why });
    const { kind, source, body } = admitted;
    return kind === 'hooks' ? await hook(source, body) : await alert(source, body);
  } catch (error) {
    logger.error('An alert was not handled', { path: event.rawPath, error: error as Error });
    unexpectedError();
    return answer(503, { status: 'failed', message: 'Something broke on our side. Send it again: nothing happens twice.' });
  }
}

async function alert(source: string, body: unknown): Promise<Answer> {
  const read = readEvent(body);
  if ('errors' in read) return answer(400, { status: 'invalid event', message: 'Event object is invalid', errors: read.errors });
  const taken = await take(source, read.said);
  return answer(202, { status: 'success', message: 'Event processed', dedup_key: read.said.key, ...taken });
}

/** On record before it is answered. */
function take(source: string, said: Said): Promise<Taken> {
  return takeAlert(stage, Monitor.parse(`monitor:${source}`), alertIdOf(source, said.key), said);
}

async function hook(source: string, body: unknown): Promise<Answer> {
  const tracker = TrackerKind.safeParse(source);
  if (tracker.success) return follow(tracker.data === 'github' ? readGithub(body) : readJira(body));
  const answered = readHook(body);
  if (answered === 'unreadable') return answer(400, { status: 'invalid event', message: 'This is no webhook v3 of PagerDuty.' });
  if (answered !== 'nothing') await acknowledge(answered);
  return answer(202, { status: 'success' });
}

/** A tracker says much that is none of our business; all of it was heard. */
async function follow(heard: ReturnType<typeof readGithub>): Promise<Answer> {
  if (heard !== 'nothing') {
    const [said] = await stage.records.load([trackedRef(heard.tracker, heard.issue)] as Ref<unknown>[]);
    const twin = said?.value as Twin | undefined;
    if (twin) {
      const put = heard.became === 'going_on' ? await leftAs(twin.improvement) : undefined;
      await perform(stage, improvements, twin.improvement, followTracker, { at: now(), ...heard, put });
    }
  }
  return answer(202, { status: 'success' });
}

/** How we left its twin there. */
async function leftAs(id: ImprovementId): Promise<IssueEffect['stands'] | undefined> {
  const key = trackedAs(id);
  const left = (await dynamoLedger({ client, table: env.MUSTER_TABLE }).entries(id, [key]))[key]?.outcome;
  return left && 'put' in left ? left.put : undefined;
}

/** Whoever answered there has it here, where we know who that is. Being second, or late, is nothing to tell a machine. */
async function acknowledge(answered: Answered): Promise<void> {
  const { id, agent, to, delivery } = answered;
  const [known] = agent === undefined ? [] : await stage.records.load([elsewhereRef('pagerduty', agent)] as Ref<unknown>[]);
  const person = (known?.value as { person: PersonId } | undefined)?.person;
  const refused = person === undefined ? 'nobody_known' : await tryAcknowledge(answered, person);
  if (refused === undefined || nothingToSay.includes(refused)) return;
  await perform(stage, incidents, id, answerElsewhere, { at: now(), by: Monitor.parse('monitor:pagerduty'), to }, `${delivery}.seen`);
}

const nothingToSay = ['already_acknowledged', 'another_question', 'is_over'];

async function tryAcknowledge({ id, to, delivery }: Answered, by: PersonId): Promise<string | undefined> {
  try {
    await perform(stage, incidents, id, acknowledgeIncident, { by, at: now(), inRoom: false, to }, delivery);
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

const answer = (statusCode: number, body: object): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
