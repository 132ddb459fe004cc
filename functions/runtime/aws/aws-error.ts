import * as z from 'zod';

/** Why one action of a cancelled transaction failed; `None` for those that did not. */
type CancellationReason = { Code?: string | undefined };
type Told = {
  name: string;
  message: string;
  passing: boolean;
  cause?: unknown;
  requestId?: string | undefined;
  CancellationReasons?: CancellationReason[] | undefined;
};

/** Made when something was refused, which a cold start seldom meets. */
const errorBody = () =>
  z.object({
    __type: z.string().optional(),
    message: z.string().optional(),
    Message: z.string().optional(),
    CancellationReasons: z.array(z.object({ Code: z.string().optional() })).optional(),
  });
/** What AWS says when it was asked too much, or the same is being done already. */
const throttled = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
];

/** Everything that goes wrong between us and AWS, under the name AWS or Node gives it. */
export class AwsError extends Error {
  override readonly name: string;
  readonly operation: string;
  /** Asking again may help. */
  readonly passing: boolean;
  readonly requestId: string | undefined;
  readonly CancellationReasons: CancellationReason[] | undefined;

  constructor(operation: string, { name, message, cause, passing, requestId, CancellationReasons }: Told) {
    super(message, { cause });
    this.name = name;
    this.operation = operation;
    this.passing = passing;
    this.requestId = requestId;
    this.CancellationReasons = CancellationReasons;
  }
}

/** The error in an answer: its name stands in a header, or in the body behind the namespace of the service. */
export function refused(operation: string, status: number, headers: Record<string, unknown>, body: unknown): AwsError {
  const { data = {} } = errorBody().safeParse(body);
  const name = String(data.__type ?? headers['x-amzn-errortype'] ?? `Http${status}`).replace(/^.*#|:.*$/g, '');
  const { 'x-amzn-requestid': requestId } = headers;
  return new AwsError(operation, {
    name,
    message: data.message ?? data.Message ?? `AWS answered ${status}`,
    passing: status >= 500 || status === 429 || throttled.includes(name),
    requestId: requestId === undefined ? undefined : String(requestId),
    CancellationReasons: data.CancellationReasons,
  });
}
