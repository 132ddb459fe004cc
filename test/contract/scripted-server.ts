import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type Asked = { request: IncomingMessage; body: string; socket: Socket; nth: number };
/** What a server does with a request; without an answer the request hangs. */
export type Act = (asked: Asked, response: ServerResponse) => void;

/** A service that does to each request what it is told to, the last act for all that follow. */
export async function scriptedServer(acts: Act[], tls?: { key: string; cert: string }) {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { request, body: Buffer.concat(chunks).toString(), socket: request.socket, nth: asked.length + 1 };
      asked.push(one);
      (acts[asked.length - 1] ?? acts.at(-1))?.(one, response);
    });
  };
  const server: Server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    endpoint: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    asked,
    sockets,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const answer =
  (status: number, body: unknown): Act =>
  (_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  };
export const refuse = (name: string, status = 400, more: object = {}) =>
  answer(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `about ${name}`, ...more });
export const hang: Act = () => {};
export const breakOff: Act = ({ socket }) => socket.destroy();
/** The answer stops in the middle. */
export const breakInside: Act = ({ socket }, response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
  setTimeout(() => socket.destroy(), 20);
};
