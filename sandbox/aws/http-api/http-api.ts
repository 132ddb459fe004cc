import { randomUUID } from 'node:crypto';
import type { Outcome } from '#sandbox/aws/functions/container';
import type { Functions } from '#sandbox/aws/functions/functions';
import { isObject, object, text } from '#sandbox/aws/json';
import type { Permissions } from '#sandbox/aws/permissions';
import { readable } from '#sandbox/aws/queues/queues';
import type { Stack } from '#sandbox/aws/template/stack';
import type { Clock, Door, HttpRequest, HttpResponse, Part } from '#sandbox/contracts';
import { type Route, routeFor, routesOf } from './routes.ts';

export type HttpApi = Part & { door: Door /** Whether the template has a route for it. */; has(method: string, path: string): boolean };

const sentence = (status: number, message: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});
const plainTypes = /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml)))/i;
const bodyLimit = 10 * 1024 * 1024;

/** The app's public door: API Gateway's HTTP API with payload format 2.0, and what it answers when the function does not. */
export function createHttpApi(stack: Stack, parts: { functions: Functions; permissions: Permissions; clock: Clock }): HttpApi {
  const { functions, permissions, clock } = parts;
  const routes = routesOf(stack);
  let open = 0;

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    const found = routeFor(routes, request.method, request.path);
    if (!found) return sentence(404, 'Not Found');
    const { route, parameters } = found;
    if (bytesOf(request).length > bodyLimit) return sentence(413, 'Request Entity Too Large');
    if (!permissions.admits('apigateway.amazonaws.com', { action: 'lambda:InvokeFunction', resource: route.functionArn }))
      return sentence(500, 'Internal Server Error');
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), route.timeoutMs);
    const outcome = await Promise.race([functions.invoke(route.functionArn, eventOf(request, route, parameters, clock)), late.promise]);
    clearTimeout(timer);
    return outcome === 'late' ? sentence(503, 'Service Unavailable') : responseOf(outcome);
  }

  return {
    busy: () => open > 0,
    next: () => null,
    wake: () => {},
    has: (method, path) => routeFor(routes, method, path) !== undefined,
    async door(request) {
      open += 1;
      try {
        return await answer(request);
      } finally {
        open -= 1;
      }
    },
  };
}

const bytesOf = ({ body, bytes }: HttpRequest) => bytes ?? Buffer.from(body);

function eventOf(request: HttpRequest, route: Route, parameters: Record<string, string>, clock: Clock) {
  const { method, path, query } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const bytes = bytesOf(request);
  // Forms are no text to API Gateway: their bodies arrive in base64.
  const plain = plainTypes.test(headers['content-type'] ?? 'text/plain');
  const { cookie, ...others } = headers;
  const now = clock.now();
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers: others,
    ...(query === '' ? {} : { queryStringParameters: commaJoined(new URLSearchParams(query)) }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters }),
    requestContext: {
      accountId: 'anonymous',
      apiId: route.apiId,
      domainName: headers.host ?? '127.0.0.1',
      domainPrefix: route.apiId,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    ...(bytes.length === 0 ? {} : { body: plain ? Buffer.from(bytes).toString() : Buffer.from(bytes).toString('base64') }),
    isBase64Encoded: bytes.length > 0 && !plain,
  };
}

function commaJoined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

/** Format 2.0: a body alone is an answer of 200; with `statusCode` it is the whole answer; an error is a 500 that says nothing. */
function responseOf(outcome: Outcome): HttpResponse {
  if (!outcome.ok) return sentence(500, 'Internal Server Error');
  const result = readable(outcome.body);
  if (!isObject(result) || result.statusCode === undefined) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: typeof result === 'string' ? result : outcome.body };
  }
  const headers = Object.fromEntries(Object.entries(object(result.headers)).map(([name, value]) => [name.toLowerCase(), text(value)]));
  const body = result.isBase64Encoded === true ? Buffer.from(text(result.body), 'base64').toString() : text(result.body);
  return { status: Number(result.statusCode), headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}
