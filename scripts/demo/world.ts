import type { Sandbox } from '#sandbox/start';

export type Element = { type?: string; text?: unknown; action_id?: string; value?: string; placeholder?: unknown };
export type Block = { type: string; text?: { text: string }; fields?: { text: string }[]; elements?: Element[] };
export type Message = {
  ts: string;
  channel: string;
  text: string;
  blocks?: Block[];
  metadata?: { event_payload?: { effect?: string } };
};
export type Channel = {
  id: string;
  name: string;
  is_private: boolean;
  members: string[];
  topic: { value: string };
  purpose: { value: string };
  pins: string[];
  bookmarks: { title: string; link: string }[];
};
export type Workspace = {
  users: { id: string; handle: string; real_name: string }[];
  channels: Channel[];
  messages?: Message[];
};
export type View = { id: string; blocks: Block[] };
export type Answer = { status: number; ackMs: number; ephemeral: Message[]; view?: View; error?: string };
export type BusEvent = {
  'detail-type': string;
  detail: { event_id: string; private?: true; data: { facts?: Record<string, unknown> }; aggregate: { id: string } };
};

/** The sandbox as its users know it: over HTTP, and nothing else. */
export type World = {
  command(who: string, text: string, channel?: string, command?: string): Promise<Answer>;
  /** A form, with what is not to be as it is there already. */
  submit(who: string, view: View | undefined, values: Record<string, unknown>): Promise<Answer>;
  press(who: string, message: Message, action: string): Promise<Answer>;
  inbox(who: string): Promise<Message[]>;
  workspace(channel?: string): Promise<Workspace>;
  /** The channel whose name begins so; none is a plain `undefined`. */
  channel(beginning: string): Promise<Channel | undefined>;
  messages(channel: Channel): Promise<Message[]>;
  events(): Promise<BusEvent[]>;
  settle(): Promise<void>;
  pass(minutes: number): Promise<void>;
  clock(): Promise<string>;
};

export function worldOf({ origin }: Pick<Sandbox, 'origin'>): World {
  async function call<Answered>(path: string, body?: object): Promise<Answered> {
    const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${origin}${path}`, init);
    const answer = (await response.json()) as Answered & { error?: string; message?: string };
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${answer.message ?? answer.error}`);
    return answer;
  }
  const workspace = (channel?: string) => call<Workspace>(`/workspace${channel ? `?channel=${channel}` : ''}`);
  return {
    command: (who, text, channel = '#general', command = '/incident') => call(`/as/@${who}/command`, { command, text, channel }),
    submit: (who, view, values) =>
      call(`/as/@${who}/submit`, {
        view: view?.id,
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }])),
      }),
    press: (who, { channel, ts }, action) => call(`/as/@${who}/action`, { channel, ts, action }),
    inbox: async (who) => (await call<{ messages: Message[] }>(`/as/@${who}/inbox`)).messages,
    workspace,
    channel: async (beginning) => (await workspace()).channels.find(({ name }) => name.startsWith(beginning)),
    messages: async ({ id }) => (await workspace(id)).messages ?? [],
    events: async () => (await call<{ events: BusEvent[] }>('/events')).events,
    settle: async () => void (await call('/settle', {})),
    pass: async (minutes) => void (await call('/clock/advance', { seconds: minutes * 60 })),
    clock: async () => (await call<{ now: string }>('/clock')).now,
  };
}
