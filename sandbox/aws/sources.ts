import type { Clock, Faults, Part, Store } from '#sandbox/contracts';
import type { DeadLetters } from './dead-letters.ts';
import type { EngineClient } from './engine/client.ts';
import type { Table } from './engine/tables.ts';
import type { Functions } from './functions/functions.ts';
import type { Logs } from './functions/logs.ts';
import { text } from './json.ts';
import type { Permissions } from './permissions.ts';
import { createQueueSource } from './queues/queue-source.ts';
import type { Queues } from './queues/queues.ts';
import { createStreamReader } from './stream/reader.ts';
import { createStreamSource, type StreamSource } from './stream/stream-source.ts';
import type { Resource, Stack } from './template/stack.ts';

type Parts = {
  stack: Stack;
  clock: Clock;
  store: Store;
  faults: Faults;
  functions: Functions;
  queues: Queues;
  tables: Table[];
  engine: EngineClient;
  permissions: Permissions;
  deadLetters: DeadLetters;
  logs: Logs;
};

/** The event source mappings of the template: what Lambda polls, and for whom. */
export function createSources(parts: Parts): { streams: StreamSource[]; queues: Part[] } {
  const streams: StreamSource[] = [];
  const queues: Part[] = [];
  for (const mapping of parts.stack.all('AWS::Lambda::EventSourceMapping')) {
    const source = text(mapping.properties.EventSourceArn);
    const spec = functionOf(mapping, parts.functions);
    const queue = parts.queues.byArn(source);
    const table = parts.tables.find(({ arn }) => source.startsWith(`${arn}/stream/`));
    if (!spec || (!queue && table?.streamArn === undefined))
      throw new Error(`${mapping.id}: the template has no source ${source}, or no function of ours for it.`);
    const { region } = parts.stack;
    const missing = lacking(parts.permissions, spec.role, queue ? queueNeeds(source) : streamNeeds(source));
    if (missing !== undefined) {
      // The real mapping would stand still with "PROBLEM: Function call failed" and access denied; so does this one.
      parts.logs.add(spec.service, `${mapping.id} does not run: the function's role lacks ${missing}.`);
      parts.deadLetters.add({
        from: mapping.id,
        what: source,
        why: `The role of ${spec.service} lacks ${missing}; nothing is read from there.`,
      });
      continue;
    }
    if (queue) {
      if (queue.visibilitySeconds * 1000 < spec.timeoutMs)
        throw new Error(`${mapping.id}: AWS refuses a visibility timeout (${queue.visibilitySeconds} s) below the function's timeout.`);
      const part = createQueueSource({ ...parts, mapping, queue, functionArn: spec.arn, region });
      parts.queues.onSent((sent) => sent === queue && setImmediate(part.wake));
      queues.push(part);
    } else if (table?.streamArn !== undefined) {
      const reader = createStreamReader(mapping.id, table.streamArn, parts.engine, parts.store);
      streams.push(createStreamSource({ ...parts, mapping, reader, functionArn: spec.arn, streamArn: source, region }));
    }
  }
  return { streams, queues };
}

function functionOf({ properties }: Resource, functions: Functions) {
  const named = text(properties.FunctionName);
  return functions.byArn(named) ?? functions.byName(named);
}

const queueNeeds = (resource: string) =>
  ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({ action: `sqs:${action}`, resource }));
const streamNeeds = (resource: string) =>
  ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => ({ action: `dynamodb:${action}`, resource }));
const lacking = (permissions: Permissions, role: string, needs: { action: string; resource: string }[]) =>
  needs.find((need) => !permissions.allows(role, need))?.action;
