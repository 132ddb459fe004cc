import { createClock } from '#sandbox/clock';
import type { HttpRequest, HttpResponse, Store } from '#sandbox/contracts';
import { createFaults } from '#sandbox/faults';
import { createSlack, type Manifest, type Seed } from '#sandbox/slack/slack';
import { openStore } from '#sandbox/store';
import { createTraffic } from '#sandbox/traffic';

/** A small workspace with an app behind it that answers as the test says. */

export const seed: Seed = {
  team: { id: 'T0MUSTER', name: 'Harbour', domain: 'harbour' },
  bot: { userId: 'U0MUSTER', botId: 'B0MUSTER', name: 'muster' },
  users: [
    { id: 'U0ANA', handle: 'ana', name: 'Ana', tz: 'Europe/Berlin' },
    { id: 'U0BEN', handle: 'ben', name: 'Ben', tz: 'America/New_York' },
    { id: 'U0GUEST', handle: 'guest', name: 'Guest', tz: 'Europe/London', is_restricted: true },
    { id: 'U0GONE', handle: 'gone', name: 'Gone', tz: 'Europe/London', deleted: true },
  ],
  groups: [{ id: 'S0PAY', handle: 'payments', name: 'Payments', users: ['U0ANA', 'U0BEN'] }],
  channels: [
    { id: 'C0GENERAL', name: 'general', members: ['U0ANA', 'U0BEN', 'U0MUSTER'] },
    { id: 'C0QUIET', name: 'quiet', members: ['U0ANA'] },
    { id: 'C0SECRET', name: 'secret', is_private: true, members: ['U0ANA'] },
  ],
};

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by the tests, field by field
type Loose = any;
type Answering = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

export const ok = (body?: unknown): HttpResponse => ({ status: 200, body: body === undefined ? '' : JSON.stringify(body) });
export const payloadOf = ({ body }: HttpRequest): Loose => JSON.parse(new URLSearchParams(body).get('payload') ?? 'null');
export const eventOf = ({ body }: HttpRequest): Loose => JSON.parse(body);
export const isEvent = ({ headers }: HttpRequest) => headers['content-type'] === 'application/json';

export function workspaceOf({ store = openStore(':memory:'), manifest }: { store?: Store; manifest?: Manifest } = {}) {
  const clock = createClock(Date.parse('2026-03-09T08:00:00Z'));
  const [faults, traffic] = [createFaults(), createTraffic()];
  const asked: HttpRequest[] = [];
  const app: { answers: Answering } = { answers: () => ok() };
  const door = async (request: HttpRequest) => {
    asked.push(request);
    return app.answers(request);
  };
  const options = {
    clock,
    store,
    faults,
    traffic,
    door,
    origin: () => 'http://sandbox',
    signingSecret: 'secret',
    botToken: 'xoxb-sandbox',
  };
  const slack = createSlack(manifest ? { ...options, manifest } : options);
  if (slack.isEmpty()) slack.seed(seed);

  const call = (method: string, args: object, token = 'xoxb-sandbox') =>
    slack.api(method, {
      method: 'POST',
      path: `/api/${method}`,
      query: '',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });

  return {
    slack,
    clock,
    faults,
    traffic,
    asked,
    app,
    call,
    events: () => asked.filter(isEvent).map((request) => eventOf(request)),
    api: async (method: string, args: object = {}): Promise<Loose> => JSON.parse((await call(method, args)).body),
    as: async (user: string, act: string, body: unknown = {}): Promise<Loose> => {
      const { status, body: said } = await slack.act(user, act, body);
      return { http: status, ...JSON.parse(said) };
    },
    change: async (body: unknown): Promise<Loose> => JSON.parse((await slack.change(body)).body),
    respond: (url: string, body: unknown) =>
      slack.respond(url.split('/response/')[1] ?? '', { method: 'POST', path: '', query: '', headers: {}, body: JSON.stringify(body) }),
    pass: (ms: number) => {
      clock.move(clock.now() + ms);
      slack.wake();
    },
    async quiet() {
      for (let still = 0; still < 3; still++) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        if (slack.busy()) still = 0;
      }
    },
  };
}

export const plain = (text: string) => ({ type: 'plain_text', text });
export const button = (action_id: string, value = 'v') => ({ type: 'button', action_id, value, text: plain('Press') });
export const modal = (...blocks: object[]) => ({ type: 'modal', callback_id: 'ask', title: plain('Ask'), submit: plain('Send'), blocks });
export const input = (block_id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(block_id),
  element,
  ...more,
});
