import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock, HttpRequest, HttpResponse } from './contracts.ts';

export type Answering = (request: HttpRequest) => Promise<HttpResponse>;
export type Server = { port: number; close(): Promise<void> };

/** The sandbox's one HTTP server, on the loopback only. A status of 0 is a connection that breaks without an answer. */
export async function listen(port: number, clock: Clock, answer: Answering): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    receive(incoming)
      .then(answer)
      .catch((error: unknown) => problem(500, 'internal_error', error instanceof Error ? (error.stack ?? error.message) : String(error)))
      .then((response) => reply(outgoing, response, clock))
      .catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken; PORT=${port + 1} npm start takes another.`) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<HttpRequest> {
  const bytes = await bytesOf(incoming);
  const [path = '/', query = ''] = split(incoming.url ?? '/');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return { method: incoming.method ?? 'GET', path, query, headers, body: bytes.toString(), bytes };
}

/** By its events: a loop over a stream takes a dozen turns for what comes in one piece. */
function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  incoming.on('error', reject);
  // One that is broken off says no end.
  incoming.on('close', () => reject(new Error('The request was broken off.')));
  return promise;
}

const split = (url: string) => (url.includes('?') ? [url.slice(0, url.indexOf('?')), url.slice(url.indexOf('?') + 1)] : [url]);

function reply(outgoing: ServerResponse, { status, headers = {}, body, bytes }: HttpResponse, clock: Clock): void {
  if (status === 0) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { date: new Date(clock.now()).toUTCString(), ...headers });
  outgoing.end(bytes ?? body);
}

export const json = (body: unknown, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
export const problem = (status: number, error: string, message: string): HttpResponse => json({ error, message }, status);
