import type { App, Receiver } from '@slack/bolt';
import type { Answer, VerifiedRequest } from './front-door.ts';

/**
 * Hands Bolt what the front door let in, and answers what Bolt acknowledged. On Lambda nothing runs after the answer, so it waits for every
 * listener; what a listener throws comes out of `receive`.
 */
export function doorReceiver(): Receiver & { receive(request: VerifiedRequest): Promise<Answer> } {
  let app: App | undefined;
  return {
    init(bolt) {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
    async receive({ body, retryNum, retryReason }) {
      let answer: Answer = { statusCode: 404, body: '' };
      const ack = async (said?: unknown) => {
        answer = answerOf(said);
      };
      await app?.processEvent({ body, ack, ...(retryNum !== undefined && { retryNum }), ...(retryReason && { retryReason }) });
      return answer;
    },
  };
}

function answerOf(said: unknown): Answer {
  if (said === undefined || said === '') return { statusCode: 200, body: '' };
  if (typeof said === 'string') return { statusCode: 200, body: said };
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) };
}
