import type { Effect, LedgerEntry, Outcome, TimerFired } from './effects.ts';
import type { AggregateId } from './keys.ts';
import type { EventRecord, Version, Words } from './records.ts';

/** The log and the words beside it, for what is shown or published; rules read through `Records`. */
export type Log = {
  events(id: AggregateId, after: Version): Promise<EventRecord[]>;
  texts(id: AggregateId, texts: string[]): Promise<Record<string, { by: string; body: string }>>;
};

/** Where everything that is shown of an incident stands, in the order in which it happened. */
export type Timeline = {
  /** In order: the first `size` places behind one, or the last `size` before one. */
  places(id: AggregateId, size: number, from: { after: string } | { before: string }): Promise<TimelinePlace[]>;
  /** What stands there. */
  events(id: AggregateId, versions: Version[]): Promise<EventRecord[]>;
};
/** A place sorts by when it happened and then by when it was recorded; the version says which event it is. */
export type TimelinePlace = { place: string; version: Version };
/** Before the first place on every timeline, and behind the last. */
export const [beginning, end] = ['', '~'];

/** The table is the outbox: nothing is forgotten until it is marked done here. */
export type Outbox = {
  published(events: { id: AggregateId; version: Version }[]): Promise<void>;
  unpublished(recordedBefore: string, atMost: number): Promise<EventRecord[]>;
  /** The lane has caught up with this version; the head is no longer behind when all its lanes have, and none is marked as given up on. */
  reconciled(id: AggregateId, lane: Lane, version: Version): Promise<void>;
  reconciledUpTo(id: AggregateId, lane: Lane): Promise<Version>;
  behind(recordedBefore: string, atMost: number): Promise<AggregateId[]>;
};

/** Given up on, and why. */
export type Parked = { at: string; why: string };
/** `waiting` as long as nothing new has happened to the record and nobody has asked for it again; `told` when people know. */
export type Mark = Parked & { waiting: boolean; told: boolean };
export type ParkedLane = { id: AggregateId; lane: Lane; parked: Mark };
export type Parking = {
  look(id: AggregateId, lane: Lane): Promise<{ version: Version; mark: Mark | undefined }>;
  /** Answers false, and does nothing, where something new has happened since `seen`, or where the record has been caught up with. */
  park(id: AggregateId, lane: Lane, parked: Parked, seen: Version): Promise<boolean>;
  told(id: AggregateId, lane: Lane): Promise<void>;
  /** From here on it is behind like any other; the mark stays. */
  resume(id: AggregateId, lane: Lane): Promise<void>;
  /** Takes the mark off; while there is one, the head stays behind. */
  clear(id: AggregateId, lane: Lane): Promise<void>;
  /** The sweep passes by a head of which every lane waits or has caught up. */
  rest(id: AggregateId): Promise<void>;
  /** Lanes that wait: all, or those of heads at rest. */
  everyParked(): Promise<ParkedLane[]>;
  resting(): Promise<ParkedLane[]>;
  /** An event that does not leave; it is taken up again by being published. */
  parkEvent(event: { id: AggregateId; version: Version }, parked: Parked): Promise<void>;
  everyParkedEvent(): Promise<EventRecord[]>;
};

/** Pages have a lane of their own and wait for nothing. */
export const lanes = ['main', 'page'] as const;
export type Lane = (typeof lanes)[number];
export const lanesOf = (id: AggregateId): readonly Lane[] => (id.startsWith('INC-') ? lanes : ['main']);

export type Ledger = {
  entries(id: AggregateId, effects: string[]): Promise<Record<string, LedgerEntry>>;
  intend(id: AggregateId, entries: LedgerEntry[]): Promise<void>;
  /** It was turned away and did nothing; intending it again ends this. */
  putOff(id: AggregateId, entry: LedgerEntry & { notBefore: string }): Promise<void>;
  done(id: AggregateId, entry: LedgerEntry & { outcome: Outcome }): Promise<void>;
};

/** Those whom the same limit has turned away come back one after the other, `apartMs` behind the last. */
export type Lines = { turn(line: string, notBefore: string, apartMs: number): Promise<string> };

/** Makes one effect so. `find` looks for what an earlier try may have done: `undefined` means it is not there. */
export type World<Of extends Effect = Effect> = {
  perform(effect: Of): Promise<Outcome>;
  find(effect: Of, intendedAt: string): Promise<Outcome | undefined>;
  /** Brings what stands at `outcome` up to date. */
  update(effect: Of, outcome: Outcome): Promise<Outcome>;
};

export type Schedules = {
  /** One-shot at `at` (UTC); a name that is there already is left as it is. */
  make(name: string, at: string, payload: TimerFired): Promise<void>;
  /** A name that is not there is fine. */
  cancel(name: string): Promise<void>;
};

/** `again` asks even for what was parked. */
export type Request = { id: AggregateId; lane: Lane; because: string; again?: boolean | undefined };
/** Asks for one aggregate to be reconciled; asking twice does no harm. */
export type Reconciliations = { ask(requests: Request[]): Promise<void> };

/** An event in its public form. `detail` is made by one whitelisting function for each event type. */
export type PublicEvent = { detailType: string; at: string; detail: Record<string, unknown> };
export type Bus = {
  /** Answers the indexes of the entries that the bus refused, with its reasons. */
  put(events: PublicEvent[]): Promise<{ index: number; why: string }[]>;
};

export type ServiceEntry = { slug: string; name: string; aliases: string[]; journeys: string[]; alertKeys: string[]; urls: string[] };
/** The compact list in which services are searched; kept for a minute by each container. */
export type Directory = { services(): Promise<ServiceEntry[]>; put(entry: ServiceEntry): Promise<void> };

export type Listing = { id: AggregateId; state: unknown; words: Words };
/** Heads that are in a list, newest first, a page at a time. The caller filters by viewer; there is no other way to read them. */
export type Lists = {
  page(list: string, size: number, cursor?: string): Promise<{ heads: Listing[]; next?: string }>;
  /** Those whose time in the list has come, the oldest first: nothing else of the list is read. */
  due(list: string, before: string, atMost: number): Promise<AggregateId[]>;
};

/**
 * All that is on a board, newest first. Where a person waits it ends after as many requests as ten thousand entries of the longest kind need, and
 * says so; `to the end` goes on. The caller filters by viewer.
 */
export type Boards = {
  read(board: string, howFar?: 'to the end'): Promise<Posted>;
  /** So many at most, from behind a place on; `more`: there are others behind these. */
  page(board: string, size: number, behind?: PlaceOnBoard): Promise<{ posts: Posted; more: boolean }>;
};
/** By when it stands there, and which it is; it may have left since. */
export type PlaceOnBoard = { at: string; id: AggregateId };
export type Posted = { id: AggregateId; entry: unknown }[] & { endsEarly?: true };

/** Facts for reports: one item for each incident, replaced only by a higher version. */
export type Facts = {
  keep(id: AggregateId, version: Version, facts: Record<string, unknown>): Promise<void>;
  read(id: AggregateId): Promise<{ version: Version; facts: Record<string, unknown> } | undefined>;
};
