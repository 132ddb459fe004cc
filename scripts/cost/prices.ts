/**
 * US dollars for `per` of a unit in us-east-1, in eu-west-1 where that differs, and how much of it is free in every month for ever (not in the
 * first year alone). `source`: the page of AWS that says so for every region.
 */
type Price = { what: string; usd: number; ireland?: number; per: number; free: number; source: string };

const lambda = 'https://aws.amazon.com/lambda/pricing/';
const table = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const eventBridge = 'https://aws.amazon.com/eventbridge/pricing/';
const cloudWatch = 'https://aws.amazon.com/cloudwatch/pricing/';

/**
 * On-demand list prices, looked up on 2026-11-21. Those of eu-west-1 are AWS's price lists of 2026-09-11 to 2026-10-02
 * (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonDynamoDB/current/eu-west-1/index.json and its like); EventBridge, Scheduler and
 * KMS were not found there and stand as in us-east-1. Standard parameters of SSM and their reading cost nothing
 * (https://aws.amazon.com/systems-manager/pricing/).
 */
export const prices = {
  lambdaRequests: { what: 'Lambda requests', usd: 0.2, per: 1e6, free: 1e6, source: lambda },
  lambdaSeconds: { what: 'Lambda GB-seconds, arm64', usd: 0.0000133334, per: 1, free: 400_000, source: lambda },
  reads: { what: 'DynamoDB read request units', usd: 0.125, ireland: 0.1415, per: 1e6, free: 0, source: table },
  writes: { what: 'DynamoDB write request units', usd: 0.625, ireland: 0.705, per: 1e6, free: 0, source: table },
  stored: { what: 'DynamoDB GB-months', usd: 0.25, ireland: 0.283, per: 1, free: 25, source: table },
  recovery: { what: 'Point-in-time recovery GB-months', usd: 0.2, ireland: 0.22, per: 1, free: 0, source: table },
  queue: { what: 'SQS FIFO requests', usd: 0.5, per: 1e6, free: 1e6, source: 'https://aws.amazon.com/sqs/pricing/' },
  events: { what: 'EventBridge custom events', usd: 1, per: 1e6, free: 0, source: eventBridge },
  archived: { what: 'EventBridge archive, GB taken in', usd: 0.1, per: 1, free: 0, source: eventBridge },
  archive: { what: 'EventBridge archive GB-months', usd: 0.023, per: 1, free: 0, source: eventBridge },
  schedules: { what: 'Scheduler invocations', usd: 1, per: 1e6, free: 14e6, source: eventBridge },
  door: { what: 'HTTP API requests', usd: 1, ireland: 1.11, per: 1e6, free: 0, source: 'https://aws.amazon.com/api-gateway/pricing/' },
  logs: { what: 'CloudWatch logs, GB taken in', usd: 0.5, ireland: 0.57, per: 1, free: 5, source: cloudWatch },
  secrets: { what: 'KMS requests, for SecureStrings', usd: 0.03, per: 10_000, free: 20_000, source: 'https://aws.amazon.com/kms/pricing/' },
  transfer: { what: 'GB to the internet', usd: 0.09, per: 1, free: 100, source: 'https://aws.amazon.com/ec2/pricing/on-demand/' },
  alarms: { what: 'Alarm metrics', usd: 0.1, per: 1, free: 10, source: cloudWatch },
  metrics: { what: 'Custom metrics', usd: 0.3, per: 1, free: 10, source: cloudWatch },
} as const satisfies Record<string, Price>;
export type Priced = keyof typeof prices;
export type Usage = Partial<Record<Priced, number>>;

export type Region = 'us-east-1' | 'eu-west-1';
export function priceIn(region: Region, name: Priced): number {
  const price: Price = prices[name];
  return region === 'eu-west-1' ? (price.ireland ?? price.usd) : price.usd;
}

/** What this may cost in either region, in dollars; docs/operations.md promises it to whoever runs it. */
export const budgets = { idleList: 0.4, idleFree: 0.05, thousandIncidents: 0.5 };
