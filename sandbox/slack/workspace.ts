import type { Clock, Collection, Store } from '#sandbox/contracts';
import { keepMessages } from './messages.ts';
import type { Canvas, Channel, Ephemeral, Group, Identity, Person, ResponseUrl, Trigger, View } from './records.ts';

export const appId = 'A0MUSTER';

/** Everything that is kept, and how things in it are found. No rule of Slack's lives here. */
export function openWorkspace({ clock, store }: { clock: Clock; store: Store }) {
  const identities = store.collection<Identity>('slack.identity');
  const counters = store.collection<number>('slack.counters');
  const people = store.collection<Person>('slack.people');
  const groups = store.collection<Group>('slack.groups');
  const channels = store.collection<Channel>('slack.channels');
  const messages = keepMessages(store);

  function id(prefix: string): string {
    const next = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, next);
    return `${prefix}0${next.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  /** Slack's `ts`: seconds with six decimals, never twice the same. */
  function ts(): string {
    const micros = Math.max(Math.floor(clock.now()) * 1000, (counters.get('ts') ?? 0) + 1);
    counters.set('ts', micros);
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  }

  function identity(): Identity {
    return (
      identities.get('app') ?? {
        team: { id: 'T0MUSTER', name: 'Sandbox', domain: 'sandbox' },
        bot: { userId: 'U0MUSTER', botId: 'B0MUSTER', name: 'muster' },
        revoked: false,
      }
    );
  }

  const directWith = (user: string) => channels.all().find(({ kind, members }) => kind === 'im' && members.includes(user));
  const named = (name: string) => channels.all().find((channel) => channel.kind !== 'im' && channel.name === name);

  return {
    now: () => clock.now(),
    seconds: () => Math.floor(clock.now() / 1000),
    id,
    ts,
    identity,
    identify: (identity: Identity) => identities.set('app', identity),
    people,
    groups,
    channels,
    messages,
    canvases: store.collection<Canvas>('slack.canvases'),
    ephemerals: store.collection<Ephemeral>('slack.ephemerals'),
    views: store.collection<View>('slack.views'),
    homes: store.collection<string>('slack.homes') satisfies Collection<string>,
    triggers: store.collection<Trigger>('slack.triggers'),
    responseUrls: store.collection<ResponseUrl>('slack.response-urls'),
    named,
    directWith,
    /** By id, `@handle` or handle. */
    person: (ref: string) => people.get(ref) ?? people.all().find(({ handle }) => handle === ref.replace(/^@/, '')),
    group: (ref: string) => groups.get(ref) ?? groups.all().find(({ handle }) => handle === ref.replace(/^@/, '')),
    /** By id, `#name` or name. */
    channel: (ref: string) => channels.get(ref) ?? named(ref.replace(/^#/, '')),
  };
}

export type Workspace = ReturnType<typeof openWorkspace>;
