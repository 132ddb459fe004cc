import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoLog } from '#adapters/dynamodb/log';
import { dynamoOutbox } from '#adapters/dynamodb/outbox';
import { readStreamImage } from '#adapters/dynamodb/stream-image';
import { eventBus } from '#adapters/eventbridge/bus';
import { reconciliationQueue } from '#adapters/sqs/reconciliations';
import { publish } from '#domain/publish';
import type { EventRecord } from '#domain/records';
import { readEnv } from '#runtime/env';
import { logger } from '#runtime/logger';
import { unexpectedError } from '#runtime/metrics';

const env = readEnv(z.object({ MUSTER_TABLE: z.string(), MUSTER_BUS: z.string(), MUSTER_QUEUE_URL: z.string() }));
const table = { client: dynamoClient(), table: env.MUSTER_TABLE };
const ways = {
  log: dynamoLog(table),
  outbox: dynamoOutbox(table),
  bus: eventBus({ bus: env.MUSTER_BUS }),
  queue: reconciliationQueue({ url: env.MUSTER_QUEUE_URL }),
};

/** Two ways out, and neither waits for the other: "reconcile" to the queue, and the public event to the bus. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const read = Records.map(({ dynamodb }) => ({ sequence: dynamodb?.SequenceNumber ?? '', event: readStreamImage(dynamodb?.NewImage) }));
  const events = read.map(({ event }) => event).filter((event): event is EventRecord => event !== undefined);
  const failures = await publish(ways, events);
  for (const { event, why } of failures) {
    logger.error('An event did not leave', { event: `${event.id}/${event.version}`, why });
    unexpectedError();
  }
  const failed = new Set(failures.map(({ event }) => `${event.id}/${event.version}`));
  // From the first failure on the batch comes again; what has left by then is marked, and leaving twice does no harm.
  return {
    batchItemFailures: read
      .filter(({ event }) => event && failed.has(`${event.id}/${event.version}`))
      .map(({ sequence }) => ({ itemIdentifier: sequence })),
  };
}
