import { callerOf } from '#sandbox/caller';
import type { Common, HttpRequest, HttpResponse } from '#sandbox/contracts';
import { mostShown } from '#sandbox/slack/delivery/courier';
import { answer, Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Json } from '#sandbox/slack/records';
import { rateLimited, struck } from '#sandbox/slack/struck';
import { type Arguments, readArguments, token } from './arguments.ts';
import { bookmarks } from './bookmarks.ts';
import { canvases } from './canvases.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { histories } from './history.ts';
import { membership } from './membership.ts';
import { people } from './people.ts';
import { pins } from './pins.ts';
import { rateWindows } from './rate-tiers.ts';
import { reactions } from './reactions.ts';
import { checkScopes } from './scopes.ts';
import { views } from './views.ts';

type Method = (args: Arguments, inside: Inside) => Json;
const methods = new Map<string, Method>(
  Object.entries({
    ...people,
    ...chat,
    ...conversations,
    ...membership,
    ...histories,
    ...pins,
    ...bookmarks,
    ...canvases,
    ...reactions,
    ...views,
  }),
);

export const methodNames = [...methods.keys()];

const refused = (error: string, detail: Json = {}) => answer(200, { ok: false, error, ...detail });

export function webApi({ clock, faults, traffic, botToken }: Common & { botToken: string }, inside: Inside) {
  const wait = rateWindows(clock);

  function perform(method: string, request: HttpRequest): HttpResponse {
    const known = methods.get(method);
    try {
      if (!known) return refused('unknown_method', { req_method: method });
      const sent = token(request);
      if (method !== 'api.test' && sent !== botToken) return refused(sent === '' ? 'not_authed' : 'invalid_auth');
      if (method !== 'api.test' && inside.workspace.identity().revoked) return refused('token_revoked');
      const args = readArguments(request);
      checkScopes(method, args, inside.installation);
      const seconds = wait(method, inside.workspace.channel(args.text('channel'))?.id ?? args.text('channel'));
      return seconds > 0 ? rateLimited(seconds) : answer(200, { ok: true, ...known(args, inside) });
    } catch (error) {
      if (error instanceof Failure) return refused(error.code, error.detail);
      throw error;
    }
  }

  return async function api(method: string, request: HttpRequest): Promise<HttpResponse> {
    const started = performance.now();
    const at = new Date(clock.now()).toISOString();
    const fault = faults.at(`slack:${method}`, callerOf(request)?.service);
    const response = fault ? await struck(fault, refused, () => perform(method, request)) : perform(method, request);
    const error: unknown = response.body === '' ? 'broken_connection' : JSON.parse(response.body).error;
    traffic.add({
      at,
      kind: 'slack-api',
      method,
      ms: Math.round(performance.now() - started),
      status: response.status,
      request: said(request.body),
      ...(error !== undefined && { error }),
      ...(fault && { fault: fault.do }),
    });
    return response;
  };
}

/** What was sent, for people to read: without the token. */
const said = (body: string) => body.slice(0, mostShown).replace(/xox[a-z]-[\w-]+/g, 'xox…');
