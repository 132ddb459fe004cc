import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Sandbox } from '#sandbox/start';
import type { World } from '#test/e2e/world';
import { inOrder } from './changes.ts';

/** Everything that stands anywhere, each piece as JSON under a name of its own. */
export type Snapshot = Map<string, string>;

/** What Slack's stand-in keeps of what it sent and offered is not the workspace: nobody sees it. */
const kept = [
  'slack.people',
  'slack.groups',
  'slack.channels',
  'slack.canvases',
  'slack.messages',
  'slack.homes',
  'bus-events',
  'dead-letters',
  'issues',
];

export async function snapshot({
  sandbox: { store, aws },
  world,
}: {
  sandbox: Pick<Sandbox, 'store' | 'aws'>;
  world: Pick<World, 'origin'>;
}): Promise<Snapshot> {
  const pieces: Snapshot = new Map();
  for (const name of kept)
    for (const value of store.collection<object>(name).all()) pieces.set(`${name} ${nameOf(value)}`, JSON.stringify(value));
  for (const schedule of aws.schedules.pending()) pieces.set(`schedule ${schedule.name}`, JSON.stringify(schedule));
  for (const queue of aws.queues.all())
    for (const message of queue.all()) pieces.set(`queue ${queue.name} ${message.id}`, JSON.stringify(message.body));
  for (const item of await items(world.origin, aws.tables[0]?.name ?? '')) pieces.set(`item ${item.pk} ${item.sk}`, inOrder(item));
  return pieces;
}

const nameOf = (value: object): string => {
  const { channel, ts, id, envelope } = value as { channel?: string; ts?: string; id?: string; envelope?: { id: string } };
  return ts === undefined ? (id ?? envelope?.id ?? JSON.stringify(value)) : `${channel} ${ts}`;
};

/** The whole table, which no function may read: asked of the engine by hand. */
async function items(origin: string, TableName: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let ExclusiveStartKey: object | undefined, first = true; first || ExclusiveStartKey; first = false) {
    const page = await askEngine<Page>(origin, 'Scan', { TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
    found.push(...page.Items.map((item) => unmarshall(item)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  }
  return found;
}
type Page = { Items: Parameters<typeof unmarshall>[0][]; LastEvaluatedKey?: object };

/** As nobody's function: without faults, and without permissions. */
export async function askEngine<Shape>(origin: string, operation: string, input: object): Promise<Shape> {
  const answer = await fetch(`${origin}/aws`, {
    method: 'POST',
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}`, authorization: 'Credential=matrix/' },
    body: JSON.stringify(input),
  });
  return (await answer.json()) as Shape;
}
