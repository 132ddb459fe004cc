/** `npm run redrive`: brings back what was given up on. With AWS_ENDPOINT_URL it works on the sandbox instead of AWS. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mailbox } from './redrive/mailbox.ts';
import { type Operations, redrive } from './redrive/redrive.ts';

/** The stack leaves this note of where things are; `lib/constructs/operations.ts` writes it. */
type Whereabouts = Record<'queue' | 'reactions' | 'timers' | 'measures' | 'stream' | 'remind' | 'measure', string>;

async function whereabouts(): Promise<Whereabouts> {
  const { Parameter } = await new SSMClient().send(new GetParameterCommand({ Name: '/muster/operations' }));
  return JSON.parse(Parameter?.Value ?? '{}') as Whereabouts;
}

function operations(where: Whereabouts): Operations {
  const sqs = new SQSClient();
  const lambda = new LambdaClient();

  async function invoke(FunctionName: string, payload: unknown): Promise<void> {
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));
    if (FunctionError) throw new Error(`${FunctionName} failed on ${JSON.stringify(payload)}: ${Payload?.transformToString()}`);
  }

  return {
    reactions: mailbox(sqs, where.reactions),
    timers: mailbox(sqs, where.timers),
    measures: mailbox(sqs, where.measures),
    stream: mailbox(sqs, where.stream),
    async ask({ id, body, group }) {
      // The old message's id, because the queue may still remember the first deduplication id and would swallow it.
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: where.queue,
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: `redrive-${id}`,
        }),
      );
    },
    remind: (payload) => invoke(where.remind, payload),
    measure: (payload) => invoke(where.measure, payload),
  };
}

const redriven = await redrive(operations(await whereabouts()));
for (const [what, { taken, failed }] of Object.entries(redriven)) {
  console.log(`${what}: ${taken} brought back${failed.length > 0 ? `, ${failed.length} failed again and stay` : ''}`);
  for (const why of failed) console.error(`  ${why}`);
}
if (Object.values(redriven).some(({ failed }) => failed.length > 0)) process.exitCode = 1;
