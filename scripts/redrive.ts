/** `npm run redrive`: brings back what was given up on. With AWS_ENDPOINT_URL it works on the sandbox instead of AWS. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mailbox } from './redrive/mailbox.ts';
import { type Operations, redrive } from './redrive/redrive.ts';

/** The stack leaves this note of where things are; `lib/constructs/operations.ts` writes it. */
type Whereabouts = Record<'reactions' | 'timers' | 'measures' | 'stream' | 'monitors' | 'remind' | 'measure' | 'intake', string>;

async function whereabouts(): Promise<Whereabouts> {
  const { Parameter } = await new SSMClient().send(new GetParameterCommand({ Name: '/muster/operations' }));
  return JSON.parse(Parameter?.Value ?? '{}') as Whereabouts;
}

function operations(where: Whereabouts): Operations {
  const sqs = new SQSClient();
  const lambda = new LambdaClient();

  async function invoke(FunctionName: string, payload: unknown): Promise<unknown> {
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));
    if (FunctionError) throw new Error(`${FunctionName} failed on ${JSON.stringify(payload)}: ${Payload?.transformToString()}`);
    return JSON.parse(Payload?.transformToString() || 'null') as unknown;
  }

  return {
    reactions: mailbox(sqs, where.reactions),
    timers: mailbox(sqs, where.timers),
    measures: mailbox(sqs, where.measures),
    stream: mailbox(sqs, where.stream),
    monitors: mailbox(sqs, where.monitors),
    remind: (payload) => invoke(where.remind, payload),
    measure: (payload) => invoke(where.measure, payload),
    intake: (payload) => invoke(where.intake, payload),
  };
}

const { resumed, stayed, letters } = await redrive(operations(await whereabouts()));
for (const { id, lane, at, why } of resumed) console.log(`${id} (${lane}) was parked at ${at}: ${why}. It is taken up again.`);
for (const { event, why } of stayed) console.error(`${event} is refused by the bus still, and stays on record: ${why}`);
for (const [what, { taken, failed }] of Object.entries(letters)) {
  console.log(`${what}: ${taken} brought back${failed.length > 0 ? `, ${failed.length} failed again and stay` : ''}`);
  for (const why of failed) console.error(`  ${why}`);
}
if (stayed.length > 0 || Object.values(letters).some(({ failed }) => failed.length > 0)) process.exitCode = 1;
