import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Mailbox } from './redrive.ts';

export const mailbox = (client: SQSClient, QueueUrl: string): Mailbox => ({
  async receive() {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageSystemAttributeNames: ['MessageGroupId'] }),
    );
    return Messages.map(({ MessageId: id = '', Body: body = '', ReceiptHandle: receipt = '', Attributes }) => ({
      id,
      body,
      receipt,
      group: Attributes?.MessageGroupId ?? '',
    }));
  },
  async remove({ receipt }) {
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
  },
});
