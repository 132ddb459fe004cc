/** What the page knows. Parts read it and draw; only `poll.js` and `acts.js` change what came from the sandbox. */
export const state = {
  /** The id of the person one acts as. */
  me: undefined,
  /** `{kind: 'channel', id}`, `{kind: 'direct'}` or `{kind: 'home'}` */
  place: undefined,
  /** The `ts` of the message whose thread is open. */
  thread: undefined,
  workspace: undefined,
  inbox: undefined,
  clock: undefined,
  /** What was wrong with the last look at the sandbox. */
  trouble: undefined,
  users: new Map(),
  channels: new Map(),
  groups: new Map(),
  /** Changes whenever a name that texts refer to does. */
  names: '',
};

export const person = (id) => state.users.get(id);
export const myself = () => person(state.me);
export const nameOf = (id) => person(id)?.real_name ?? id;
export const myZone = () => myself()?.tz ?? 'UTC';
export const now = () => Date.now() + (state.clock?.offset ?? 0);
export const people = () => [...state.users.values()].filter(({ is_bot, deleted }) => !is_bot && !deleted);

export const isMember = (channel) => channel.members.includes(state.me);
export const isVisible = (channel) => !channel.is_im && (!channel.is_private || isMember(channel));
export const channelHere = () =>
  state.place?.kind === 'channel' ? state.channels.get(state.place.id) : state.channels.get(state.inbox?.channel ?? '');
/** How the interface names the place: there may be no direct messages yet. */
export const placeRef = () => (state.place?.kind === 'channel' ? state.place.id : 'dm');

export function messagesHere() {
  if (state.place?.kind === 'direct') return state.inbox?.messages ?? [];
  return state.place?.kind === 'channel' && state.workspace?.shown === state.place.id ? (state.workspace.messages ?? []) : [];
}

export function learn(workspace) {
  state.workspace = workspace;
  state.users = new Map(workspace.users.map((one) => [one.id, one]));
  state.channels = new Map(workspace.channels.map((one) => [one.id, one]));
  state.groups = new Map(workspace.usergroups.map((one) => [one.id, one]));
  state.names = JSON.stringify([
    workspace.users.map(({ id, real_name }) => [id, real_name]),
    workspace.channels.map((channel) => [channel.id, channel.name, isVisible(channel)]),
  ]);
}

/** What the browser remembers, apart for each world: a sandbox that keeps nothing begins a new one. */
const world = () => String(state.workspace?.channels[0]?.created ?? '');
export function remembered(name, fallback) {
  try {
    const { of, value } = JSON.parse(localStorage.getItem(`muster.${name}`) ?? '{}');
    return of === world() ? value : fallback;
  } catch {
    return fallback;
  }
}
export const remember = (name, value) => localStorage.setItem(`muster.${name}`, JSON.stringify({ of: world(), value }));
