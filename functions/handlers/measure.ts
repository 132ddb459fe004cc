import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoFacts } from '#adapters/dynamodb/facts';
import { IncidentId } from '#domain/incident/incident';
import { IncidentFacts } from '#domain/public/incident-facts';
import { readEnv } from '#runtime/env';

const env = readEnv(z.object({ MUSTER_TABLE: z.string() }));
const facts = dynamoFacts({ client: dynamoClient(), table: env.MUSTER_TABLE });

const Detail = z.object({ aggregate: z.object({ id: IncidentId, version: z.int() }), data: z.object({ facts: IncidentFacts }) });

/** Learns from the bus what anyone else could. Order and repetition do not matter: a fact yields only to a higher version. */
export async function handler({ detail }: EventBridgeEvent<string, unknown>): Promise<void> {
  const { aggregate, data } = Detail.parse(detail);
  await facts.keep(aggregate.id, aggregate.version, data.facts);
}
