/** US dollars for `per` of a unit, and how much of it is free in every month for ever (not in the first year alone). */
type Price = { what: string; usd: number; per: number; free: number; source: string };

/** On-demand list prices of us-east-1 as read on 2026-11-21. In eu-west-1 DynamoDB, HTTP API and log ingestion cost about an eighth more. */
export const prices = {
  lambdaRequests: { what: 'Lambda requests', usd: 0.2, per: 1e6, free: 1e6, source: 'aws.amazon.com/lambda/pricing' },
  lambdaSeconds: { what: 'Lambda GB-seconds, arm64', usd: 0.0000133334, per: 1, free: 400_000, source: 'aws.amazon.com/lambda/pricing' },
  reads: { what: 'DynamoDB read request units', usd: 0.125, per: 1e6, free: 0, source: 'aws.amazon.com/dynamodb/pricing/on-demand' },
  writes: { what: 'DynamoDB write request units', usd: 0.625, per: 1e6, free: 0, source: 'aws.amazon.com/dynamodb/pricing/on-demand' },
  stored: { what: 'DynamoDB GB-months', usd: 0.25, per: 1, free: 25, source: 'aws.amazon.com/dynamodb/pricing/on-demand' },
  recovery: { what: 'Point-in-time recovery GB-months', usd: 0.2, per: 1, free: 0, source: 'aws.amazon.com/dynamodb/pricing/on-demand' },
  queue: { what: 'SQS FIFO requests', usd: 0.5, per: 1e6, free: 1e6, source: 'aws.amazon.com/sqs/pricing' },
  events: { what: 'EventBridge custom events', usd: 1, per: 1e6, free: 0, source: 'aws.amazon.com/eventbridge/pricing' },
  archived: { what: 'EventBridge archive, GB taken in', usd: 0.1, per: 1, free: 0, source: 'aws.amazon.com/eventbridge/pricing' },
  archive: { what: 'EventBridge archive GB-months', usd: 0.023, per: 1, free: 0, source: 'aws.amazon.com/eventbridge/pricing' },
  schedules: { what: 'Scheduler invocations', usd: 1, per: 1e6, free: 14e6, source: 'aws.amazon.com/eventbridge/pricing' },
  door: { what: 'HTTP API requests', usd: 1, per: 1e6, free: 0, source: 'aws.amazon.com/api-gateway/pricing' },
  logs: { what: 'CloudWatch logs, GB taken in', usd: 0.5, per: 1, free: 5, source: 'aws.amazon.com/cloudwatch/pricing' },
  secrets: { what: 'KMS requests, for SecureStrings', usd: 0.03, per: 10_000, free: 20_000, source: 'aws.amazon.com/kms/pricing' },
  transfer: { what: 'GB to the internet', usd: 0.09, per: 1, free: 100, source: 'aws.amazon.com/ec2/pricing/on-demand' },
  alarms: { what: 'Alarm metrics', usd: 0.1, per: 1, free: 10, source: 'aws.amazon.com/cloudwatch/pricing' },
  metrics: { what: 'Custom metrics', usd: 0.3, per: 1, free: 10, source: 'aws.amazon.com/cloudwatch/pricing' },
} as const satisfies Record<string, Price>;
export type Priced = keyof typeof prices;
export type Usage = Partial<Record<Priced, number>>;

/** `design`: what this may cost, in dollars. */
export const budgets = { idleList: 0.4, idleFree: 0.05, thousandIncidents: 0.5 };
