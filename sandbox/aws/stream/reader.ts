import { type EngineClient, EngineError } from '#sandbox/aws/engine/client';
import { isObject, type JsonObject, list, number, object, text } from '#sandbox/aws/json';
import type { Store } from '#sandbox/contracts';

const api = 'DynamoDBStreams_20120810.';
export type StreamRecord = { sequence: string; record: JsonObject };

/** Reads a table's stream in order from where it stopped last, also across restarts. */
export type StreamReader = {
  /** `more`: what was there by then may not have fitted in. */
  read(limit: number): Promise<{ records: StreamRecord[]; more: boolean }>;
  /** Everything up to and with this record is dealt with; the next start begins behind it. */
  reached(sequence: string): void;
};

type Position = { shard: string; sequence: string };
/** An answer of 1 MB is cut; long before that, it is asked for the rest. */
const full = 500_000;

export function createStreamReader(name: string, streamArn: string, engine: EngineClient, store: Store): StreamReader {
  const positions = store.collection<Position>('stream-positions');
  let shard = positions.get(name)?.shard ?? '';
  let iterator: string | undefined;

  async function start(): Promise<string | undefined> {
    const kept = positions.get(name);
    const shards = await shardsOf(engine, streamArn);
    const at = kept && shards.includes(kept.shard) ? kept : undefined;
    shard = at?.shard ?? shards[0] ?? '';
    if (shard === '') return undefined;
    const from = at ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: at.sequence } : { ShardIteratorType: 'TRIM_HORIZON' };
    return iteratorOf(engine, streamArn, shard, from);
  }

  async function following(): Promise<string | undefined> {
    const shards = await shardsOf(engine, streamArn);
    const next = shards[shards.indexOf(shard) + 1];
    if (next === undefined) return undefined;
    shard = next;
    return iteratorOf(engine, streamArn, shard, { ShardIteratorType: 'TRIM_HORIZON' });
  }

  return {
    async read(limit) {
      iterator ??= await start();
      if (iterator === undefined) return { records: [], more: false };
      try {
        const answer = await engine.call(`${api}GetRecords`, { ShardIterator: iterator, Limit: limit });
        const closed = answer.NextShardIterator === undefined;
        iterator = closed ? await following() : text(answer.NextShardIterator);
        const further = closed && iterator !== undefined;
        const records = list(answer.Records)
          .filter(isObject)
          .map((record) => ({ sequence: text(object(record.dynamodb).SequenceNumber), record }));
        return { records, more: further || records.length === limit || sizeOf(records) > full };
      } catch (error) {
        if (!(error instanceof EngineError) || error.code !== 'ExpiredIteratorException') throw error;
        iterator = undefined;
        return { records: [], more: true };
      }
    },
    reached: (sequence) => positions.set(name, { shard, sequence }),
  };
}

const sizeOf = (records: StreamRecord[]) => records.reduce((sum, { record }) => sum + number(object(record.dynamodb).SizeBytes, 0), 0);

async function shardsOf(engine: EngineClient, streamArn: string): Promise<string[]> {
  const { StreamDescription } = await engine.call(`${api}DescribeStream`, { StreamArn: streamArn });
  return list(object(StreamDescription).Shards).map((one) => text(object(one).ShardId));
}

async function iteratorOf(engine: EngineClient, streamArn: string, shard: string, from: JsonObject): Promise<string> {
  const answer = await engine.call(`${api}GetShardIterator`, { StreamArn: streamArn, ShardId: shard, ...from });
  return text(answer.ShardIterator);
}
