import { Agent, request } from 'node:http';
import { type JsonObject, object } from '#sandbox/aws/json';

export type EngineAnswer = { status: number; headers: Record<string, string>; body: string };
export type EngineClient = {
  /** Passes a call on as it is: `target` is the header `X-Amz-Target`. */
  send(target: string, body: string): Promise<EngineAnswer>;
  call(target: string, input: JsonObject): Promise<JsonObject>;
  close(): void;
};

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Speaks DynamoDB's JSON protocol with the engine, which checks that a call is signed but not by whom. */
export function createEngineClient(endpoint: string): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(endpoint);
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20200101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=sandbox/20200101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=sandbox',
  };
  const send = (target: string, body: string): Promise<EngineAnswer> =>
    new Promise((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const sent = request({
        agent,
        hostname,
        port,
        method: 'POST',
        path: '/',
        headers: { ...headers, 'x-amz-target': target, 'content-length': length },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('error', reject);
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const kept = Object.entries(response.headers).filter(([name]) => name === 'content-type' || name.startsWith('x-amz'));
          resolve({
            status: response.statusCode ?? 500,
            headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks).toString(),
          });
        });
      });
      sent.end(body);
    });
  return {
    send,
    async call(target, input) {
      const { status, body } = await send(target, JSON.stringify(input));
      const answer = object(JSON.parse(body));
      if (status === 200) return answer;
      throw new EngineError(
        String(answer.__type).split('#').at(-1) ?? 'Unknown',
        `${target}: ${String(answer.message ?? answer.Message ?? body)}`,
      );
    },
    close: () => agent.destroy(),
  };
}
