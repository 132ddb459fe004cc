/** What no template says and no sandbox can measure, in AWS's own milliseconds: here everything is near and the machine is shared. */
export const assumed = {
  hoursInMonth: 730,
  /** Lambda's pollers of one queue. With a maximum concurrency they do not go below five. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  pollers: 5,
  /** One long poll that finds nothing. */
  longPollSeconds: 20,
  /** An invocation takes so long, and so much more for each call, as if all its calls were made one after the other; most are made side by side. */
  invocationMs: 20,
  awsCallMs: 10,
  slackCallMs: 200,
  /** A start is billed too, and reads SecureStrings where the function knows Slack: the token, and where requests come in what they are signed with. */
  coldStartMs: 500,
  secureStrings: { slack: 2, react: 1, remind: 1 } as Record<string, number>,
  /** Half of all sweeps find no container that is still there. */
  coldSweeps: 0.5,
  /** New containers for one incident. */
  coldStarts: { slack: 2, publish: 1, react: 4, remind: 1, measure: 1 } as Record<string, number>,
  /** START, END and REPORT of an invocation, and a line of the access log. */
  logBytesOfInvocation: 450,
  logBytesOfRequest: 350,
  /** Headers and TLS of a call to Slack, beside its body. */
  overheadBytes: 1_500,
  /** Everyone whom the nightly scan looks at. */
  people: 1_000,
  /** Catalogue and people. */
  idleStoredGb: 0.01,
};

type Invocations = { memoryMb: number; invocations: number; awsCalls: number; slackCalls: number; coldStarts: number };

export const gbSeconds = ({ memoryMb, invocations, awsCalls, slackCalls, coldStarts }: Invocations) =>
  ((memoryMb / 1024) *
    (invocations * assumed.invocationMs +
      awsCalls * assumed.awsCallMs +
      slackCalls * assumed.slackCallMs +
      coldStarts * assumed.coldStartMs)) /
  1000;
