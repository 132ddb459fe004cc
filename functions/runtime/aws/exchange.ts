import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export type Question = { method: 'GET' | 'POST' | 'PATCH' | 'PUT'; headers: OutgoingHttpHeaders; body?: string };
export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };
/** Milliseconds until a connection stands, and until the whole answer is there. */
export type Patience = { connectMs: number; replyMs: number };

const kept = { keepAlive: true, maxSockets: 50 };
const agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) };

/** One request and its answer, over a connection that is kept for the next. */
export function exchange(url: URL, { method, headers, body }: Question, { connectMs, replyMs }: Patience): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const agent = secure ? agents.https : agents.http;
    const options: RequestOptions = { method, headers, agent };
    const request = secure ? httpsRequest(url, options) : httpRequest(url, options);
    const giveUpAfter = (ms: number, why: string) =>
      setTimeout(() => {
        reject(Object.assign(new Error(`${why} within ${Math.round(ms)} ms`), { name: 'TimeoutError' }));
        request.destroy();
      }, ms);
    const timers = [giveUpAfter(replyMs, 'No answer')];
    request.on('socket', (socket) => {
      if (!socket.connecting) return;
      const connecting = giveUpAfter(connectMs, 'No connection');
      timers.push(connecting);
      socket.once('connect', () => clearTimeout(connecting));
    });
    request.on('close', () => timers.forEach(clearTimeout));
    request.on('error', (error) => {
      // The server closed it while it was idle, or while Lambda had frozen us: the other idle ones are as old.
      if (request.reusedSocket) for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
      reject(error);
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end(body);
  });
}
