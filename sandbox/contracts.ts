/** What the parts of the sandbox promise each other. `start.ts` puts them together. */

export type HttpRequest = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string /** The body as it came, where it may be no UTF-8. */;
  bytes?: Uint8Array;
};
export type HttpResponse = {
  status: number;
  headers?: Record<string, string>;
  body: string /** Sent instead of `body`. */;
  bytes?: Uint8Array;
};

/** A part in which something can be going on: `settle` waits for `busy`, the clock stops at `next`, `wake` starts what is due by now. */
export type Part = {
  busy(): boolean;
  next(): { at: number; name: string } | null;
  wake(): void;
};

/** Virtual time: real time plus an offset, in milliseconds since 1970. The offset is shared with the worker threads of the functions. */
export type Clock = { now(): number; iso(): string; move(toMs: number): void; shared: SharedArrayBuffer };

/** Something that survives the process (SQLite) or not (`--memory`): write-through, synchronous, cheap. */
export type Collection<Value> = {
  get(id: string): Value | undefined;
  set(id: string, value: Value): void;
  delete(id: string): void;
  /** In the order in which ids were first set. */
  all(): Value[];
  entries(): [id: string, value: Value][];
  size(): number;
};
export type Store = {
  collection<Value>(name: string): Collection<Value>;
  /** The collections that somebody has asked for. */
  names(): string[];
  close(): void;
};

/** A rule of `POST /faults`. `on` names a place: `slack:<method>`, `deliver:<command|action|view|event>`, `invoke:<function>`, … */
export type FaultRule = {
  on: string;
  /** Only where this function, schedule, event, … passes; may end in `*`. */
  of?: string;
  nth?: number;
  every?: number;
  probability?: number;
  times?: number;
  do: string;
  [detail: string]: unknown;
};
export type Faults = {
  /** A rule that says nothing that can happen is refused: it throws a `WrongRule`. */
  set(rules: FaultRule[], seed?: number): void;
  clear(): void;
  /** Counts one passage through a place, by whom it is known, and answers the fault that strikes there, if any. */
  at(place: string, of?: string): FaultRule | undefined;
  /** What would strike the next that passes. */
  ahead(place: string, of?: string): FaultRule | undefined;
};

/** Everything that was said over the wire, for `GET /traffic`. */
export type Traffic = {
  add(entry: { at: string; kind: string; method: string; ms: number; status: number; [detail: string]: unknown }): void;
  since(n: number): unknown[];
};

/** Hands a request to the app's public door, through the HTTP API's routes of the template, and answers what it answered. */
export type Door = (request: HttpRequest) => Promise<HttpResponse>;

export type Common = { clock: Clock; store: Store; faults: Faults; traffic: Traffic; origin: () => string };
