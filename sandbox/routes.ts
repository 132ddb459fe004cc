import type { Aws } from './aws/aws.ts';
import type { Clock, FaultRule, Faults, HttpRequest, HttpResponse, Traffic } from './contracts.ts';
import { WrongRule } from './faults.ts';
import type { Pagers } from './pagers.ts';
import { pageFile } from './pages.ts';
import { json, problem } from './server.ts';
import type { Slack } from './slack/slack.ts';
import { NotSettled, type Time } from './time.ts';
import type { Change } from './trackers/issue.ts';
import type { Trackers } from './trackers/trackers.ts';

type World = {
  aws: Aws;
  slack: Slack;
  time: Time;
  clock: Clock;
  faults: Faults;
  traffic: Traffic;
  pagers: Pagers;
  trackers: Trackers;
  pages: string;
};
type Call = { request: HttpRequest; query: URLSearchParams; input: Record<string, unknown>; parts: string[] };
type Route = [method: string, path: RegExp, answer: (call: Call, world: World) => HttpResponse | Promise<HttpResponse>];

const since = ({ query }: Call) => Number(query.get('since') ?? 0) || 0;

/** The HTTP interface, in the order of its documentation. */
const routes: Route[] = [
  ['GET', /^\/$|^\/page\/.+/, ({ request }, { pages }) => pageFile(pages, request.path)],
  ['*', /^\/aws(\/.*)?$/, ({ request }, { aws }) => aws.endpoint(request)],
  ['*', /^\/api\/([\w.]+)$/, slackMethod],
  ['POST', /^\/response\/([^/]+)$/, slackResponse],
  ['POST', /^\/pager\/.+$/, callPager],
  ['*', /^\/tracker\/.+$/, callTracker],
  ['GET', /^\/issues$/, (_, { trackers }) => json({ issues: trackers.all() })],
  ['POST', /^\/issues\/change$/, changeIssue],
  ['GET', /^\/pages$/, (_, { pagers }) => json({ pages: pagers.all() })],
  ['POST', /^\/as\/([^/]+)\/([\w-]+)$/, ({ parts, input }, { slack }) => slack.act(parts[0] ?? '', parts[1] ?? '', input)],
  ['GET', /^\/as\/([^/]+)\/(inbox)$/, ({ parts }, { slack }) => slack.act(parts[0] ?? '', 'inbox', {})],
  ['GET', /^\/workspace$/, ({ query }, { slack }) => json(slack.workspace(query.get('channel') ?? undefined))],
  ['GET', /^\/messages$/, (_, { slack }) => json({ messages: slack.messages() })],
  ['POST', /^\/workspace\/change$/, ({ input }, { slack }) => slack.change(input)],
  ['GET', /^\/homes$/, (_, { slack }) => json(slack.homes())],
  ['POST', /^\/settle$/, async (_, { time }) => json({ settled: true, ms: await time.settle() })],
  ['GET', /^\/clock$/, (_, world) => json(clockOf(world))],
  ['POST', /^\/clock\/advance$/, advance],
  ['POST', /^\/aws-events$/, putEvents],
  ['GET', /^\/events$/, (call, { aws }) => json({ events: aws.bus.events(since(call)) })],
  ['GET', /^\/schedules$/, (_, { aws }) => json({ schedules: aws.schedules.pending() })],
  ['GET', /^\/dead-letters$/, (_, { aws }) => json({ items: aws.deadLetters.all() })],
  ['GET', /^\/traffic$/, (call, { traffic }) => json({ entries: traffic.since(since(call)) })],
  ['GET', /^\/calls$/, (call, { aws }) => json({ calls: aws.runs.calls(since(call)) })],
  ['GET', /^\/logs$/, ({ query }, { aws }) => json({ lines: aws.logs.lines(query.get('function') ?? undefined) })],
  ['GET', /^\/tables$/, (_, { aws }) => json({ tables: aws.tables.map(({ name }) => name) })],
  ['GET', /^\/iam-usage$/, (_, { aws }) => json(aws.usage.all())],
  ['POST', /^\/faults$/, setFaults],
  ['DELETE', /^\/faults$/, clearFaults],
];

export async function answerFrom(world: World, request: HttpRequest): Promise<HttpResponse> {
  if (world.aws.hasRoute(request.method, request.path)) return atTheDoor(world, request);
  for (const [method, path, answer] of routes) {
    const found = path.exec(request.path);
    if (!found || (method !== '*' && method !== request.method)) continue;
    // What anything may be sent to reads it by itself.
    const input = method === 'POST' ? inputOf(request) : {};
    if (input === undefined && request.path !== '/' && !request.path.startsWith('/response/'))
      return problem(400, 'invalid_json', 'The body is to be a JSON object.');
    const parts = found.slice(1).map((part) => decodeURIComponent(part ?? ''));
    try {
      return await answer({ request, query: new URLSearchParams(request.query), input: input ?? {}, parts }, world);
    } catch (error) {
      if (error instanceof NotSettled) return problem(503, 'not_settled', error.message);
      throw error;
    }
  }
  if (/^\/(alerts|hooks)\//.test(request.path))
    return problem(404, 'no_such_door', `The app has no such door: the template has no route for ${request.path}.`);
  if (/^\/slack\//.test(request.path)) return world.aws.door(request);
  return problem(404, 'not_found', `The sandbox has nothing at ${request.method} ${request.path}.`);
}

/** A request signed by hand, at the app's public door. */
async function atTheDoor({ aws, clock, traffic }: World, request: HttpRequest): Promise<HttpResponse> {
  const [at, started] = [clock.iso(), performance.now()];
  const response = await aws.door(request);
  traffic.add({
    at,
    kind: 'request',
    method: `${request.method} ${request.path}`,
    ms: Math.round(performance.now() - started),
    status: response.status,
  });
  return response;
}

function slackMethod({ request, parts: [method = ''] }: Call, { slack, aws }: World): Promise<HttpResponse> {
  return aws.runs.pass(`slack:${method}`, request, () => slack.api(method, request));
}

function slackResponse({ request, parts: [id = ''] }: Call, { slack, aws }: World): Promise<HttpResponse> {
  return aws.runs.pass('slack:response_url', request, () => slack.respond(id, request));
}

function callPager({ request }: Call, { pagers, aws }: World): Promise<HttpResponse> {
  return aws.runs.pass(`pager:${pagers.nameOf(request.path)}`, request, () => pagers.take(request));
}

function callTracker({ request }: Call, { trackers, aws }: World): Promise<HttpResponse> {
  return aws.runs.pass(`tracker:${trackers.nameOf(request.path)}`, request, () => trackers.take(request));
}

function changeIssue({ input }: Call, { trackers }: World): HttpResponse {
  const { ref, by = 'somebody', ...change } = input as { ref?: string; by?: string } & Change;
  const there = trackers.change(String(ref), by, change);
  return there
    ? json({ changed: true })
    : problem(404, 'no_such_issue', `There is no issue ${ref}; GET /issues shows those that there are.`);
}

function inputOf({ body }: HttpRequest): Record<string, unknown> | undefined {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const clockOf = ({ clock, time }: World) => {
  const next = time.next();
  return { now: clock.iso(), next: next && { at: new Date(next.at).toISOString(), name: next.name } };
};

async function advance({ input }: Call, world: World): Promise<HttpResponse> {
  const { seconds, to } = input;
  const target = typeof to === 'string' ? Date.parse(to) : typeof seconds === 'number' ? world.clock.now() + seconds * 1000 : Number.NaN;
  if (Number.isNaN(target)) return problem(400, 'invalid_arguments', 'Say {"seconds": 300} or {"to": "2026-03-09T08:00:00Z"}.');
  if (target < world.clock.now()) return problem(400, 'invalid_arguments', `The clock only goes forward; it is ${world.clock.iso()}.`);
  await world.time.advance(target);
  return json(clockOf(world));
}

function putEvents({ input }: Call, { aws }: World): HttpResponse {
  const events = Array.isArray(input) ? input : Array.isArray(input.events) ? input.events : [input];
  const put = events.map((event: Record<string, unknown>) => {
    const { source, detail = {}, resources = [] } = event;
    const detailType = event['detail-type'];
    const bus = aws.bus.arnOf(typeof event.bus === 'string' ? event.bus : aws.bus.own);
    if (typeof source !== 'string' || typeof detailType !== 'string' || typeof detail !== 'object' || bus === undefined) return undefined;
    return aws.bus.publish({ bus, source, detailType, detail: JSON.parse(JSON.stringify(detail)), resources: resources as string[] });
  });
  if (put.includes(undefined))
    return problem(
      400,
      'invalid_arguments',
      'Say {"source", "detail-type", "detail", "bus"?}; the bus must be one of the template, or "default".',
    );
  return json({ events: put });
}

function setFaults({ input }: Call, { faults }: World): HttpResponse {
  const rules = Array.isArray(input.rules) ? (input.rules as FaultRule[]) : undefined;
  if (!rules?.every(({ on, do: what }) => typeof on === 'string' && typeof what === 'string')) {
    return problem(
      400,
      'invalid_arguments',
      'Say {"rules": [{"on": "slack:chat.postMessage", "nth": 1, "do": "error", "code": "..."}], "seed": 1}.',
    );
  }
  try {
    faults.set(rules, typeof input.seed === 'number' ? input.seed : undefined);
  } catch (error) {
    if (error instanceof WrongRule) return problem(400, 'invalid_arguments', error.message);
    throw error;
  }
  return json({ rules });
}

function clearFaults(_: Call, { faults }: World): HttpResponse {
  faults.clear();
  return json({ rules: [] });
}
