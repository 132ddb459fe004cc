import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/start';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ memory: true, catalogue: false, at: '2026-03-09T08:00Z' });
}, 30_000);
afterAll(() => sandbox.stop());

async function call(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
  const answer = await fetch(`${sandbox.origin}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('the clock starts where it was told, ticks, and moves forward only', async () => {
  expect((await call('/clock')).body).toMatchObject({ now: expect.stringMatching(/^2026-03-09T08:00:/) });
  expect((await call('/clock/advance', { seconds: 30 })).body).toMatchObject({ now: expect.stringMatching(/^2026-03-09T08:0[01]:/) });
  expect((await call('/clock/advance', { to: '2026-03-09T07:00:00Z' })).status).toBe(400);
  expect((await call('/clock/advance', {})).body).toMatchObject({ error: 'invalid_arguments' });
});

test('nothing runs, so it is settled, and the clock names what is next', async () => {
  expect((await call('/settle', {})).body).toMatchObject({ settled: true });
  expect((await call('/clock')).body.next).toMatchObject({ name: expect.stringContaining('Sweep') });
});

test('an event of someone else is put on the bus and kept', async () => {
  await call('/aws-events', { source: 'deploys', 'detail-type': 'Deployed', detail: { service: 'checkout' } });
  expect((await call('/events')).body.events).toMatchObject([
    { source: 'deploys', 'detail-type': 'Deployed', detail: { service: 'checkout' } },
  ]);
  expect((await call('/events?since=1')).body.events).toEqual([]);
  expect((await call('/aws-events', { source: 'deploys' })).status).toBe(400);
});

test('faults are set and cleared', async () => {
  expect((await call('/faults', { rules: [{ on: 'slack:chat.postMessage', nth: 1, do: 'error', code: 'fatal_error' }] })).status).toBe(200);
  expect(sandbox.faults.at('slack:chat.postMessage')).toMatchObject({ code: 'fatal_error' });
  expect((await call('/faults', { rules: [{ nth: 1 }] })).body).toMatchObject({ error: 'invalid_arguments' });
  expect((await call('/faults', { rules: [{ on: 'invoke:slack', do: 'explode' }] })).body).toMatchObject({
    error: 'invalid_arguments',
    message: '"invoke:slack" knows no "explode"; it knows crash, delay, duplicate, error, lost-reply, throttle, timeout.',
  });
  expect((await call('/faults', undefined, 'DELETE')).status).toBe(200);
});

test('the calls of the functions are listed', async () => {
  const { calls } = (await call('/calls')).body as { calls: { n: number; function: string; place: string; invocation: string }[] };
  expect(calls).toContainEqual(expect.objectContaining({ function: 'slack', place: 'ssm:GetParameters', invocation: 'none', run: null }));
  expect((await call(`/calls?since=${calls.at(-1)?.n}`)).body.calls).toEqual([]);
});

test.each([
  ['/alerts/datadog/more', { error: 'no_such_door' }],
  ['/hooks/github/more', { error: 'no_such_door' }],
  ['/nowhere', { error: 'not_found' }],
  ['/slack/elsewhere', { message: 'Not Found' }],
])('POST %s is a 404 that says why', async (path, body) => {
  expect(await call(path, {})).toMatchObject({ status: 404, body });
});

test('what is no JSON is refused in a sentence', async () => {
  expect(await call('/clock/advance', 'seconds=30', 'POST')).toMatchObject({ status: 400, body: { error: 'invalid_json' } });
});

test('an unsigned request at the public door is refused by the app', async () => {
  const answer = await fetch(`${sandbox.origin}/slack/events`, {
    method: 'POST',
    body: 'command=%2Fincident',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(answer.status).toBe(401);
  expect((await call('/traffic')).body.entries).toContainEqual(
    expect.objectContaining({ kind: 'request', method: 'POST /slack/events', status: 401 }),
  );
});

test('recurring schedules of the template are listed', async () => {
  expect((await call('/schedules')).body.schedules).toContainEqual(
    expect.objectContaining({ expression: 'rate(5 minutes)', payload: { sweep: true } }),
  );
});
