import type { JsonObject } from '#sandbox/aws/json';
import type { Need } from '#sandbox/aws/permissions';
import type { FaultRule } from '#sandbox/contracts';

/** One call of an AWS API, whatever its protocol. */
export type Call = {
  service: 'dynamodb' | 'streams' | 'sqs' | 'events' | 'scheduler' | 'ssm' | 'lambda';
  operation: string;
  input: JsonObject;
  body: string;
  target: string;
};
export type Reply = { status: number; headers?: Record<string, string>; body: string };

/** A service as the endpoint sees it: what a call needs to be allowed, and the answer. */
export type Api = {
  needs(call: Call): Need[];
  /** A fault that comes here is one of this service's own. */
  answer(call: Call, fault?: FaultRule): JsonObject | Reply | Promise<JsonObject | Reply>;
};
