import type { DeadLetters } from '#sandbox/aws/dead-letters';
import type { Functions } from '#sandbox/aws/functions/functions';
import { handOver } from '#sandbox/aws/handing-over';
import { isObject, type JsonObject, list, number, object, optionalText, text } from '#sandbox/aws/json';
import { matches } from '#sandbox/aws/pattern';
import { type Queues, readable } from '#sandbox/aws/queues/queues';
import type { Resource } from '#sandbox/aws/template/stack';
import type { Clock, Faults, Part } from '#sandbox/contracts';
import type { StreamReader, StreamRecord } from './reader.ts';

type Settings = {
  mapping: Resource;
  reader: StreamReader;
  functions: Functions;
  queues: Queues;
  deadLetters: DeadLetters;
  clock: Clock;
  faults: Faults;
  functionArn: string;
  streamArn: string;
  region: string;
};
type Batch = { records: StreamRecord[]; retries: number; failedAt?: number };
export type StreamSource = Part & {
  /** Something was written: look at the stream now. */
  nudge(): void;
  /** Lets records come together, so that a large job is read in full batches afterwards. */
  hold(held: boolean): void;
  /** What is in the stream by now was dealt with before it came here. Only while it is held. */
  passOver(): Promise<void>;
  stop(): void;
};

/** An event source mapping from a table's stream to a function: in order, and a batch that fails holds up what stands behind it. */
export function createStreamSource(settings: Settings): StreamSource {
  const { mapping, reader, functions, clock, faults, functionArn, streamArn, region } = settings;
  const { BatchSize, FilterCriteria, FunctionResponseTypes, MaximumRetryAttempts, MaximumRecordAgeInSeconds, BisectBatchOnFunctionError } =
    mapping.properties;
  const batchSize = number(BatchSize, 100);
  const filters = list(object(FilterCriteria).Filters).map((filter) => object(JSON.parse(text(object(filter).Pattern))));
  const partial = list(FunctionResponseTypes).includes('ReportBatchItemFailures');
  const maximumRetries = number(MaximumRetryAttempts, -1);
  const maximumAge = number(MaximumRecordAgeInSeconds, -1);
  const wanted = ({ record }: StreamRecord) => filters.length === 0 || filters.some((filter) => matches(filter, record));
  const batches: Batch[] = [];
  let dirty = true;
  let working = false;
  let retryAt: number | undefined;
  let held = false;
  let stopped = mapping.properties.Enabled === false;

  function wake(): void {
    if (working || stopped || held || (retryAt !== undefined && retryAt > clock.now()) || (!dirty && batches.length === 0)) return;
    working = true;
    retryAt = undefined;
    void work()
      .catch(() => {
        // The engine does not answer; it is asked again when the clock ticks on.
        dirty = true;
        retryAt = clock.now() + 1000;
      })
      .finally(() => {
        working = false;
        wake();
      });
  }

  async function work(): Promise<void> {
    while (!stopped && retryAt === undefined) {
      if (batches.length === 0) {
        if (!dirty) return;
        dirty = false;
        const { records, more } = await reader.read(batchSize);
        dirty ||= more && !stopped;
        if (records.length > 0) batches.push({ records, retries: 0 });
      }
      const head = batches[0];
      if (head) await handle(head);
    }
  }

  async function handle(batch: Batch): Promise<void> {
    const offered = batch.records.filter(wanted);
    if (offered.length === 0) return finish(batch);
    const Records = offered.map(({ record }) => forLambda(record, { clock, streamArn, region }));
    const fault = faults.at('stream:deliver', functions.byArn(functionArn)?.service);
    if (fault?.do === 'delay') {
      retryAt = clock.now() + Number(fault.ms ?? 1000);
      return;
    }
    const outcome = await handOver(fault, () => functions.invoke(functionArn, { Records }));
    if (stopped) return;
    if (!outcome.ok) return failed(batch, `${outcome.errorType}: ${outcome.message}`);
    const first = partial ? firstFailure(outcome.body, batch.records) : undefined;
    if (first === undefined) return finish(batch);
    const before = batch.records[first - 1];
    if (before) {
      reader.reached(before.sequence);
      batch.records.splice(0, first);
      batch.retries = 0;
      delete batch.failedAt;
    }
    failed(batch, 'Reported as a batch item failure.', outcome.body);
  }

  function finish({ records }: Batch): void {
    batches.shift();
    const last = records.at(-1);
    if (last) reader.reached(last.sequence);
  }

  function failed(batch: Batch, why: string, answer?: string): void {
    batch.failedAt ??= clock.now();
    const tooOld = maximumAge >= 0 && clock.now() - batch.failedAt > maximumAge * 1000;
    if ((maximumRetries >= 0 && batch.retries >= maximumRetries) || tooOld) {
      giveUp(batch, why, tooOld);
      finish(batch);
      return;
    }
    if (BisectBatchOnFunctionError === true && answer === undefined && batch.records.length > 1) {
      const middle = Math.ceil(batch.records.length / 2);
      const [left, right] = [batch.records.slice(0, middle), batch.records.slice(middle)];
      batches.splice(0, 1, { ...batch, records: left }, { ...batch, records: right });
    } else {
      batch.retries += 1;
    }
    retryAt = clock.now() + Math.min(60_000, 1000 * 2 ** Math.max(0, batch.retries - 1));
  }

  function giveUp({ records, retries }: Batch, why: string, tooOld: boolean): void {
    const [first, last] = [records[0], records.at(-1)];
    const letter = {
      requestContext: {
        functionArn: `${functionArn}:$LATEST`,
        condition: tooOld ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted',
        approximateInvokeCount: retries + 1,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: clock.iso(),
      DDBStreamBatchInfo: {
        startSequenceNumber: first?.sequence,
        endSequenceNumber: last?.sequence,
        batchSize: records.length,
        streamArn,
        shardId: 'sandbox',
      },
    };
    const destination = optionalText(object(object(mapping.properties.DestinationConfig).OnFailure).Destination);
    const queue = destination === undefined ? undefined : settings.queues.byArn(destination);
    settings.deadLetters.add({
      message: queue?.send({ body: JSON.stringify(letter) }).id,
      from: `stream of ${functions.byArn(functionArn)?.service ?? functionArn}`,
      what: records.map(({ record }) => object(record.dynamodb).Keys),
      why,
    });
  }

  return {
    busy: () => !stopped && (working || ((dirty || batches.length > 0) && (retryAt === undefined || retryAt <= clock.now()))),
    next: () =>
      stopped || retryAt === undefined
        ? null
        : { at: retryAt, name: `stream retry of ${functions.byArn(functionArn)?.service ?? functionArn}` },
    wake,
    nudge() {
      dirty = true;
      wake();
    },
    hold(now) {
      held = now;
      wake();
    },
    async passOver() {
      for (let more = true; more; ) {
        const read = await reader.read(1000);
        const last = read.records.at(-1);
        if (last) reader.reached(last.sequence);
        more = read.more;
      }
    },
    stop() {
      stopped = true;
    },
  };
}

/** The first record reported as failed; everything from it on is tried again, as Lambda does. An unknown id means: from the start. */
function firstFailure(body: string, records: StreamRecord[]): number | undefined {
  const answer = readable(body);
  const reported = isObject(answer) ? list(answer.batchItemFailures).map((one) => text(object(one).itemIdentifier)) : [];
  if (reported.length === 0) return undefined;
  return Math.max(0, Math.min(...reported.map((id) => records.findIndex(({ sequence }) => sequence === id))));
}

function forLambda(record: JsonObject, { clock, streamArn, region }: { clock: Clock; streamArn: string; region: string }): JsonObject {
  const dynamodb: JsonObject = { ...object(record.dynamodb), ApproximateCreationDateTime: Math.floor(clock.now() / 1000) };
  return { ...record, awsRegion: region, eventSourceARN: streamArn, dynamodb };
}
