import type { FaultRule } from '#sandbox/contracts';

/** What Slack remembers, as it is kept in the store. */

export type Json = Record<string, unknown>;

export type Team = { id: string; name: string; domain: string };
export type Bot = { userId: string; botId: string; name: string };
export type Identity = { team: Team; bot: Bot; revoked: boolean };

export type Person = {
  id: string;
  handle: string;
  name: string;
  tz: string;
  is_bot: boolean;
  deleted: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  updated: number;
};

export type Group = { id: string; handle: string; name: string; users: string[]; created: number; updated: number };

export type Note = { value: string; creator: string; last_set: number };
export type Bookmark = { id: string; title: string; link: string; emoji: string; created: number; updated: number };
/** The one canvas of a channel. */
export type Canvas = { id: string; channel: string; title: string; markdown: string; by: string };
export type Pin = { ts: string; by: string; created: number };

export type Channel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  creator: string;
  created: number;
  archived: boolean;
  /** Slack Connect: shared with another organisation. */
  shared: boolean;
  members: string[];
  topic: Note;
  purpose: Note;
  pins: Pin[];
  bookmarks: Bookmark[];
};

export type Metadata = { event_type: string; event_payload: Json };
export type Reaction = { name: string; users: string[] };
export type Message = {
  channel: string;
  ts: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: Json[];
  thread_ts?: string;
  broadcast?: boolean;
  metadata?: Metadata;
  reactions?: Reaction[];
  edited?: { user: string; ts: string };
};

/** Seen by one person only, and by no history. */
export type Ephemeral = { id: string; ts: string; channel: string; user: string; text: string; blocks?: Json[]; thread_ts?: string };

/** `block_id` -> `action_id` -> what Slack puts into `state.values`. */
export type Values = Record<string, Record<string, Json>>;
export type Option = { text: Json; value: string; [more: string]: unknown };

export type View = {
  id: string;
  type: 'modal' | 'home';
  user: string;
  root: string;
  previous: string | null;
  hash: string;
  open: boolean;
  /** The view as the app sent it, with ids where it left them out. */
  source: Json;
  values: Values;
  /** What external selects offered, by `block_id/action_id`. */
  offered: Record<string, Option[]>;
};

export type Trigger = { id: string; user: string; issued: number; used: boolean; view: string | null };
export type ResponseUrl = {
  id: string;
  user: string;
  channel: string;
  issued: number;
  uses: number;
  /** The message whose button was pressed: what `replace_original` replaces. */
  original: { ts: string; ephemeral: boolean; thread_ts?: string } | null;
};

export type DeliveryKind = 'command' | 'action' | 'view' | 'options' | 'event';
/** Something the app has not taken yet. */
export type Delivery = {
  id: string;
  kind: DeliveryKind;
  name: string;
  body: string;
  contentType: string;
  due: number;
  attempt: number;
  reason: string | null;
  /** Waits for another event to overtake it. */
  held: boolean;
  /** What goes wrong on its way, the first time or so many times. */
  fault?: FaultRule;
};

export type Seed = {
  team: Team;
  bot: Bot;
  users: {
    id: string;
    handle: string;
    name: string;
    tz: string;
    is_bot?: boolean;
    deleted?: boolean;
    is_restricted?: boolean;
    is_ultra_restricted?: boolean;
  }[];
  groups: { id: string; handle: string; name: string; users: string[] }[];
  channels: { id?: string; name: string; is_private?: boolean; members: string[]; is_ext_shared?: boolean }[];
};
