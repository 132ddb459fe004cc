import { setTimeout as sleep } from 'node:timers/promises';
import aws4 from 'aws4';
import { AwsError, refused } from './aws-error.ts';
import { exchange, type Patience } from './exchange.ts';
import { type AwsPlace, placeOf } from './place.ts';

/** A service that speaks AWS's JSON protocol. */
type Service = { name: string; target: string; version: '1.0' | '1.1' };
export type AwsConfig = AwsPlace & { patience?: Patience & { allMs: number } };
export type AwsClient = {
  /** Only for operations that may be done twice: a reply that was lost is asked for again. */
  call(operation: string, input: object): Promise<unknown>;
  /** Opens the connection that the first call will take. Never fails, and nobody has to wait for it. */
  tryConnect(): Promise<void>;
};

const tries = 3;
/** All tries fit into the three seconds Slack waits, so one that hangs is given up early. */
const edge = { connectMs: 800, replyMs: 1_200, allMs: 3_000 };
/** A try needs this much time to be worth making. */
const leastMs = 100;

/** Small enough for a cold start, which is what the SDK is not: docs/decisions/small-signed-client.md */
export function awsClient(service: Service, { patience = edge, ...given }: AwsConfig = {}): AwsClient {
  return {
    async call(operation, input) {
      const body = JSON.stringify(input);
      const until = performance.now() + patience.allMs;
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(operation, body, Math.min(patience.replyMs, until - performance.now()));
        } catch (error) {
          if (!(error instanceof AwsError) || !error.passing || attempt === tries) throw error;
          // Full jitter: those who were refused together do not come back together.
          const pause = Math.random() * 50 * 2 ** attempt;
          if (performance.now() + pause + leastMs > until) throw error;
          await sleep(pause);
        }
      }
    },

    async tryConnect() {
      try {
        await exchange(placeOf(service.name, given).url, { method: 'GET', headers: {} }, patience);
      } catch {
        // The first call connects for itself, and says what is wrong.
      }
    },
  };

  async function once(operation: string, body: string, replyMs: number): Promise<unknown> {
    const { url, region, credentials } = placeOf(service.name, given);
    const headers = {
      host: url.host,
      'content-type': `application/x-amz-json-${service.version}`,
      'x-amz-target': `${service.target}.${operation}`,
      'user-agent': 'muster',
    };
    const { headers: signed = {} } = aws4.sign(
      { service: service.name, region, method: 'POST', path: url.pathname, headers, body },
      credentials,
    );
    const reply = await exchange(url, { method: 'POST', headers: signed, body }, { ...patience, replyMs }).catch(
      (error: NodeJS.ErrnoException) => Promise.reject(unanswered(operation, error)),
    );
    const answer = parsed(reply.body);
    if (reply.status < 200 || reply.status > 299) throw refused(operation, reply.status, reply.headers, answer);
    if (answer === undefined) throw unanswered(operation, new Error('The answer is no JSON'));
    return answer;
  }
}

const unanswered = (operation: string, cause: NodeJS.ErrnoException) =>
  new AwsError(operation, { name: cause.code ?? cause.name, message: cause.message || String(cause.code), passing: true, cause });

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
