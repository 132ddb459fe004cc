import type { Clock, Collection, Faults, HttpRequest, HttpResponse, Store } from './contracts.ts';
import { struck } from './slack/struck.ts';

/** One call that reached a pager. */
export type Page = {
  at: string;
  pager: 'pagerduty' | 'webhook';
  to: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
};
export type Pagers = { nameOf(path: string): Page['pager']; take(request: HttpRequest): Promise<HttpResponse>; all(): Page[] };

const answer = (status: number, body: object): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** PagerDuty's Events API v2 and whoever takes webhooks, as far as anyone who calls them can tell. */
export function createPagers({ clock, store, faults }: { clock: Clock; store: Store; faults: Faults }): Pagers {
  const pages: Collection<Page> = store.collection<Page>('pages');
  const nameOf = (path: string) => (path.startsWith('/pager/events.pagerduty.com/') ? 'pagerduty' : 'webhook');

  function taken({ path, headers, body: text }: HttpRequest): HttpResponse {
    const body = objectIn(text);
    const errors = nameOf(path) === 'pagerduty' ? wrongIn(body) : [];
    if (body === undefined || errors.length > 0)
      return answer(400, { status: 'invalid event', message: 'Event object is invalid', errors });
    const page: Page = { at: clock.iso(), pager: nameOf(path), to: path.slice('/pager/'.length), headers, body };
    pages.set(String(pages.size() + 1), page);
    return answer(202, { status: 'success', message: 'Event processed', dedup_key: body.dedup_key });
  }

  return {
    nameOf,
    all: () => pages.all(),
    async take(request) {
      const fault = faults.at(`pager:${nameOf(request.path)}`);
      const refuse = (code: string) => answer(400, { status: 'invalid event', message: code });
      return fault ? struck(fault, refuse, () => taken(request)) : taken(request);
    },
  };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What PagerDuty says of an event that it does not take. https://developer.pagerduty.com/docs/send-alert-event */
function wrongIn(event: Record<string, unknown> = {}): string[] {
  const { routing_key, event_action, dedup_key, payload } = event;
  const { summary, source, severity } = (payload ?? {}) as Record<string, unknown>;
  const text = (value: unknown, longest: number) => typeof value === 'string' && value !== '' && value.length <= longest;
  const trigger = event_action === 'trigger';
  return [
    ...(text(routing_key, 32) && String(routing_key).length === 32 ? [] : ["'routing_key' is missing or of the wrong length"]),
    ...(trigger || ((event_action === 'acknowledge' || event_action === 'resolve') && text(dedup_key, 255))
      ? []
      : ["'event_action' or 'dedup_key' is wrong"]),
    ...(dedup_key === undefined || text(dedup_key, 255) ? [] : ["'dedup_key' is too long"]),
    ...(!trigger || text(summary, 1024) ? [] : ["'payload.summary' is missing or too long"]),
    ...(!trigger || text(source, 255) ? [] : ["'payload.source' is missing"]),
    ...(!trigger || ['critical', 'error', 'warning', 'info'].includes(String(severity)) ? [] : ["'payload.severity' is wrong"]),
  ];
}
