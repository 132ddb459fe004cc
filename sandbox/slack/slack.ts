import type { Common, Door, HttpRequest, HttpResponse, Part } from '#sandbox/contracts';
import { actAs } from './acts/act.ts';
import { dispatcher } from './acts/dispatch.ts';
import { changeWorkspace } from './changes/change.ts';
import { hireCourier } from './delivery/courier.ts';
import { announcer } from './delivery/events.ts';
import { openQueue } from './delivery/queue.ts';
import { answering } from './failure.ts';
import type { Inside } from './inside.ts';
import { install, type Manifest } from './installation.ts';
import type { Json, Seed } from './records.ts';
import { respondTo } from './responding.ts';
import { seedWorkspace } from './seeding.ts';
import { showHomes, showMessages, showWorkspace } from './showing.ts';
import { watch } from './watched.ts';
import { webApi } from './web-api/api.ts';
import { openWorkspace } from './workspace.ts';

export type { Manifest, Seed };
export type SlackOptions = Common & {
  door: Door;
  signingSecret: string;
  botToken: string;
  /** What the app is installed with: its commands, shortcuts, scopes and events. */
  manifest?: Manifest;
};

export type Slack = Part & {
  /** POST /api/<method>. A status of 0 is a broken connection: nothing is answered. */
  api(method: string, request: HttpRequest): Promise<HttpResponse>;
  /** POST /response/<id> */
  respond(id: string, request: HttpRequest): Promise<HttpResponse>;
  /** POST /as/<user>/<act>, GET /as/<user>/inbox */
  act(user: string, act: string, body: unknown): Promise<HttpResponse>;
  /** GET /workspace?channel= */
  workspace(channel?: string): Json;
  /** GET /messages */
  messages(): Json[];
  /** POST /workspace/change */
  change(body: unknown): Promise<HttpResponse>;
  /** Fills an empty workspace. */
  seed(seed: Seed): void;
  isEmpty(): boolean;
  /** The published Home of each person who has one, by id. */
  homes(): Record<string, Json>;
};

/** A Slack workspace in this process, as strict as the real one where strictness shows. */
export function createSlack(options: SlackOptions): Slack {
  const workspace = openWorkspace(options);
  const courier = hireCourier(options);
  const queue = openQueue(options, workspace, courier);
  const watched = watch();
  const installation = install(options.manifest);
  const inside: Inside = { workspace, announce: announcer(workspace, queue, installation), watched, installation, origin: options.origin };
  const desk = { ...inside, dispatch: dispatcher(workspace, queue, courier) };

  return {
    api: webApi(options, inside),
    respond: (id, request) => respondTo(inside, options.faults, id, request),
    act: (user, act, body) => answering(() => actAs(user, act, body, desk)),
    workspace: (channel) => ({ app: installation.offers, ...showWorkspace(workspace, channel) }),
    messages: () => showMessages(workspace),
    change: (body) => answering(async () => changeWorkspace(body, inside)),
    seed: (seed) => seedWorkspace(inside, seed),
    isEmpty: () => workspace.people.size() === 0,
    homes: () => showHomes(workspace),
    busy: () => queue.busy() || watched.underWay(),
    next: queue.next,
    wake: queue.wake,
  };
}
