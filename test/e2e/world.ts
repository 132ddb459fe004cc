import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import type { FaultRule } from '#sandbox/contracts';
import { type SandboxOptions, startSandbox } from '#sandbox/start';
import { bundledHandlers } from '#test/bundled-handlers';

/** Sentences for acting and looking, over the sandbox's HTTP interface and nothing else. */

type Text = { type: string; text: string };
type Option = { value: string; text: Text; description?: Text };
export type Element = {
  type: string;
  action_id: string;
  text?: Text;
  value?: string;
  url?: string;
  options?: Option[];
  initial_value?: string;
  initial_user?: string;
  initial_option?: Option;
};
export type Block = {
  type: string;
  block_id: string;
  text?: Text;
  label?: Text;
  fields?: Text[];
  element?: Element;
  elements?: (Element | Text)[];
  optional?: boolean;
};
export type View = { id: string; hash: string; callback_id: string; title: Text; private_metadata: string; blocks: Block[]; submit?: Text };
export type Message = {
  ts: string;
  user?: string;
  bot_id?: string;
  text: string;
  blocks?: Block[];
  channel?: string;
  metadata?: { event_type: string; event_payload: { effect?: string } };
  edited?: object;
};
export type Channel = {
  id: string;
  name: string;
  is_private: boolean;
  is_archived: boolean;
  is_im: boolean;
  creator: string;
  members: string[];
  topic: { value: string };
  purpose: { value: string };
  pins: string[];
  bookmarks: { title: string; link: string }[];
  canvas: { id: string; title: string; markdown: string } | null;
};
export type Answer = {
  status: number;
  ack: unknown;
  ackMs: number;
  error?: string;
  message?: string;
  view?: View;
  ephemeral: Message[];
};
export type Published = {
  event_id: string;
  occurred_at: string;
  actor: { type: string; user_id?: string };
  aggregate: { id: string; version: number };
  service_id?: string;
  private?: true;
  data: Record<string, unknown>;
};
export type Event = { id: string; source: string; 'detail-type': string; time: string; detail: Published };
export type Traffic = {
  n: number;
  kind: string;
  method: string;
  name?: string;
  ms: number;
  status: number;
  request?: unknown;
  response?: unknown;
  error?: string;
};
type Page = { at: string; pager: string; to: string; headers: Record<string, string>; body: Record<string, unknown> };
type Patience = { connectMs: number; replyMs: number; allMs: number };
type Schedule = { name: string; at?: string; expression?: string; payload: unknown };
type User = { id: string; handle: string; is_bot: boolean; deleted: boolean };
type Workspace = { users: User[]; channels: Channel[]; messages: Message[] };
type Place = { channel: string; ts: string } | { view: string };

export const harrowHome = fileURLToPath(new URL('../../examples/catalogue/harrow-home.yaml', import.meta.url));

export type World = Awaited<ReturnType<typeof openWorld>>;

export async function openWorld(options: SandboxOptions) {
  const sandbox = await startSandbox({ memory: true, handlers: await bundledHandlers(), ...options });
  const at = worldAt(sandbox.origin);
  return { ...at, stop: sandbox.stop };
}

/** A sandbox that runs somewhere, be it in this process or not. */
export function worldAt(origin: string) {
  async function ask<Shape>(method: string, path: string, body?: object): Promise<Shape> {
    const response = await fetch(origin + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const answer = (await response.json()) as Shape & { message?: string };
    // Otherwise the story would go on at another time than it says.
    if (response.status === 503) throw new Error(`${path}: ${answer.message}`);
    return answer;
  }
  const act = async (user: string, what: string, body: object) => {
    const answer = await ask<Partial<Answer>>('POST', `/as/${encodeURIComponent(user)}/${what}`, body);
    return { status: 0, ack: null, ackMs: 0, ephemeral: [], ...answer };
  };
  const workspace = (channel?: string) => ask<Workspace>('GET', `/workspace${channel ? `?channel=${encodeURIComponent(channel)}` : ''}`);
  const now = async () => (await ask<{ now: string }>('GET', '/clock')).now;

  const world = {
    origin,
    ask,
    workspace,
    now,

    // Acting.
    types: (user: string, text: string, channel = '#general') => act(user, 'command', { command: '/incident', text, channel }),
    /** Another of the app's commands than `/incident`. */
    commands: (user: string, command: '/service' | '/team' | '/postmortem', text: string, channel = '#general') =>
      act(user, 'command', { command, text, channel }),
    presses: (user: string, place: Place, action: string, more: object = {}) => act(user, 'action', { ...place, action, ...more }),
    searches: async (user: string, place: Place, action: string, query: string) => {
      const { ack, ackMs } = await act(user, 'options', { ...place, action, query });
      return { options: (ack as { options: Option[] }).options, ackMs };
    },
    /** Plain values by the names of the questions. */
    submits: (user: string, view: View | undefined, values: Record<string, unknown> = {}) =>
      act(user, 'submit', {
        view: view?.id,
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }])),
      }),
    opensHome: (user: string) => act(user, 'home', {}),
    shortcut: (user: string, callback: string, on: object = {}) => act(user, 'shortcut', { callback, ...on }),
    writes: async (user: string, channel: string, text: string) => {
      await act(user, 'message', { channel, text });
      return (await workspace(channel)).messages.findLast((message) => message.text.length > 0);
    },
    change: (change: object) => ask<object>('POST', '/workspace/change', change),
    faults: (...rules: FaultRule[]) => ask<object>('POST', '/faults', { rules }),
    calm: () => ask<object>('DELETE', '/faults'),
    settle: () => ask<{ settled: true; ms: number }>('POST', '/settle'),
    passes: (seconds: number) => ask<object>('POST', '/clock/advance', { seconds }),
    until: (to: string) => ask<object>('POST', '/clock/advance', { to }),
    /** So many seconds after the declaration, however long the machine took for what came between. */
    untilAfter: async (id: string, seconds: number) => {
      const [declared] = await world.events(id);
      await world.until(new Date(Date.parse(declared?.detail.occurred_at ?? '') + seconds * 1000).toISOString());
    },
    /** A monitor speaks in the shape of PagerDuty's Events API, signed as operations.md says. */
    raises: (key: string, payload: object, source = 'prometheus') =>
      world.signs(`/alerts/${source}`, {
        event_action: 'trigger',
        dedup_key: key,
        payload: { source: 'test', severity: 'error', ...payload },
      }),
    /** PagerDuty tells that somebody there has answered. */
    answersPage: async (id: string, agent: string, event: string, secret = 'sandbox-hook-secret') => {
      const occurred_at = await now();
      const data = { id: 'PGR0VU2', type: 'incident', incident_key: id, status: 'acknowledged' };
      const by = { id: agent, type: 'user_reference', summary: 'Somebody', self: null, html_url: null };
      const body = JSON.stringify({
        event: { id: event, event_type: 'incident.acknowledged', resource_type: 'incident', occurred_at, agent: by, data },
      });
      const signature = `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
      const headers = { 'content-type': 'application/json', 'x-pagerduty-signature': `v1=${'0'.repeat(64)},${signature}` };
      const response = await fetch(`${origin}/hooks/pagerduty`, { method: 'POST', headers, body });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    clears: (key: string, source = 'prometheus') => world.signs(`/alerts/${source}`, { event_action: 'resolve', dedup_key: key }),
    signs: async (path: string, body: unknown, { secret = 'sandbox-alert-secret', ageSeconds = 0 } = {}) => {
      const timestamp = String(Math.floor(Date.parse(await now()) / 1000) - ageSeconds);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const signature = `v1=${createHmac('sha256', secret).update(`v1:${timestamp}:${text}`).digest('hex')}`;
      const headers = { 'content-type': 'application/json', 'x-muster-timestamp': timestamp, 'x-muster-signature': signature };
      const response = await fetch(origin + path, { method: 'POST', headers, body: text });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    /** What Slack sends, signed by hand and whenever we like. */
    sends: async (body: string, contentType = 'application/x-www-form-urlencoded') => {
      const timestamp = String(Math.floor(Date.parse(await now()) / 1000));
      const signature = `v0=${createHmac('sha256', 'sandbox-signing-secret').update(`v0:${timestamp}:${body}`).digest('hex')}`;
      const headers = { 'content-type': contentType, 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
      const response = await fetch(`${origin}/slack/events`, { method: 'POST', headers, body });
      return { status: response.status, body: await response.text() };
    },

    // Looking.
    channels: async () => (await workspace()).channels,
    channel: async (name: string) => {
      const found = (await workspace()).channels.find((one) => one.name === name || one.id === name);
      if (!found) throw new Error(`There is no channel ${name}.`);
      return found;
    },
    /** The channel of an incident, however it is called. */
    roomOf: async (id: string) => {
      const found = (await workspace()).channels.filter((one) => one.name?.startsWith(`${id.toLowerCase()}-`));
      if (found.length !== 1 || !found[0]) throw new Error(`${id} has ${found.length} channels.`);
      return found[0];
    },
    messages: async (channel: string) => (await workspace(channel)).messages,
    /** What the app posted for this effect, wherever it stands. */
    said: async (channel: string, effect: string) => (await workspace(channel)).messages.filter((message) => effectOf(message) === effect),
    inbox: async (user: string) =>
      await ask<{ channel: string; messages: Message[]; view: View | null }>('GET', `/as/${encodeURIComponent(user)}/inbox`),
    /** What this person's Home shows, if anything was ever published there. */
    homeOf: async (user: string) => (await ask<Record<string, View>>('GET', '/homes'))[user],
    /** Handles of those in a channel, in alphabetical order, without the app. */
    peopleIn: async (channel: string) => {
      const { users, channels } = await workspace();
      const members = channels.find((one) => one.name === channel || one.id === channel)?.members ?? [];
      return members
        .map((id) => users.find((user) => user.id === id)?.handle ?? id)
        .filter((handle) => handle !== 'muster')
        .sort();
    },
    handles: async (ids: unknown) => {
      const { users } = await workspace();
      return (ids as string[]).map((id) => users.find((user) => user.id === id)?.handle ?? id).sort();
    },
    events: async (id?: string) =>
      (await ask<{ events: Event[] }>('GET', '/events')).events.filter(({ detail }) => id === undefined || detail.aggregate?.id === id),
    /** The types of an incident's events in the order of its log. */
    story: async (id: string) =>
      (await world.events(id)).sort((a, b) => a.detail.aggregate.version - b.detail.aggregate.version).map((event) => event['detail-type']),
    escalations: async (id: string) => {
      const { users } = await workspace();
      const told = (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentEscalated');
      return told.map(({ detail: { data, occurred_at } }) => ({
        rung: data.rung,
        role: data.role,
        because: data.because,
        people: (data.people as string[]).map((person) => users.find(({ id }) => id === person)?.handle ?? person).sort(),
        at: occurred_at,
      }));
    },
    /** What reached the teams' own pagers, oldest first. */
    pages: async () => (await ask<{ pages: Page[] }>('GET', '/pages')).pages,
    schedules: async () => (await ask<{ schedules: Schedule[] }>('GET', '/schedules')).schedules,
    timersOf: async (id: string) => (await world.schedules()).map(({ name }) => name).filter((name) => name.startsWith(`${id}-`)),
    /** Who is asked next, and when; not when somebody is reminded to say how it goes. */
    rungsArmed: async (id: string) => (await world.timersOf(id)).filter((name) => name.startsWith(`${id}-ladder-`)),
    deadLetters: async () => (await ask<{ items: object[] }>('GET', '/dead-letters')).items,
    traffic: async (since = 0) => (await ask<{ entries: Traffic[] }>('GET', `/traffic?since=${since}`)).entries,
    trafficSoFar: async () => (await world.traffic()).at(-1)?.n ?? 0,
    /** The record itself, through the app's own adapters. */
    store: async (patience?: Patience) => dynamoStore({ ...(await world.table(patience)), now: () => new Date().toISOString() }),
    table: async (patience?: Patience) => {
      const [table = ''] = (await ask<{ tables: string[] }>('GET', '/tables')).tables;
      const credentials = { accessKeyId: 'test', secretAccessKey: 'sandbox' };
      const config = { endpoint: `${origin}/aws`, region: 'eu-west-1', credentials, ...(patience && { patience }) };
      return { client: dynamoClient(config), table };
    },
  };
  return world;
}

export const effectOf = (message: Message) =>
  message.metadata?.event_type === 'muster' ? message.metadata.event_payload.effect : undefined;

/** Everything that can be read in blocks, one piece a line. */
export function textOf(blocks: Block[] = []): string {
  const pieces = blocks.flatMap(({ type, text, fields = [], elements = [], label, element }) => {
    if (type === 'rich_text') return (elements as unknown as RichSection[]).map(richly);
    const inside = [...elements, ...(element ? [element] : [])].map((one) => (typeof one.text === 'string' ? one.text : one.text?.text));
    return [text?.text, label?.text, ...fields.map((field) => field.text), ...inside];
  });
  return pieces.filter((piece) => piece !== undefined).join('\n');
}

type RichSection = { type: string; elements: { type: string; text?: string; user_id?: string; channel_id?: string }[] };
const richly = ({ type, elements }: RichSection) =>
  (type === 'rich_text_quote' ? '> ' : '') +
  elements.map(({ text, user_id, channel_id }) => text ?? (user_id ? `<@${user_id}>` : `<#${channel_id}>`)).join('');

export const buttonsOf = (blocks: Block[] = []): Element[] =>
  blocks.flatMap(({ elements = [] }) => elements).filter((one): one is Element => one.type === 'button');

/** What a person was told in answer to a command or a press: the last ephemeral message, blocks and all. */
export const told = ({ ephemeral }: Answer): string => {
  const last = ephemeral.at(-1);
  return last === undefined ? '' : textOf(last.blocks) || last.text;
};

export const questionIn = (view: View | undefined, name: string): Element => {
  const element = view?.blocks.find(({ block_id }) => block_id === name)?.element;
  if (!element) throw new Error(`The view asks no ${name}.`);
  return element;
};

/** The number of the incident that an answer speaks of. */
export const numberIn = (said: unknown): string => {
  const id = /INC-\d+/.exec(JSON.stringify(said))?.[0];
  if (id === undefined) throw new Error(`No incident in ${JSON.stringify(said)}`);
  return id;
};

/** The last thing that was said to someone privately, as a place where buttons are. */
export const placeOf = ({ ephemeral }: Answer): { channel: string; ts: string } => {
  const last = ephemeral.at(-1);
  return { channel: last?.channel ?? '', ts: last?.ts ?? '' };
};
