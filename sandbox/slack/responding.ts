import { callerOf } from '#sandbox/caller';
import type { Faults, HttpRequest, HttpResponse } from '#sandbox/contracts';
import { answer, Failure } from './failure.ts';
import type { Inside } from './inside.ts';
import { isJson, parsed } from './reading.ts';
import { sayBack } from './saying.ts';
import { struck } from './struck.ts';

const halfAnHour = 30 * 60_000;
const mostUses = 5;

/** POST to a response_url: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export async function respondTo(inside: Inside, faults: Faults, id: string, request: HttpRequest): Promise<HttpResponse> {
  const fault = faults.at('slack:response_url', callerOf(request)?.service);
  const refuse = (error: string) => answer(404, { ok: false, error });
  return fault ? struck(fault, refuse, () => take(inside, id, request)) : take(inside, id, request);
}

function take(inside: Inside, id: string, request: HttpRequest): HttpResponse {
  const { workspace } = inside;
  const responseUrl = workspace.responseUrls.get(id);
  if (!responseUrl) return answer(404, { ok: false, error: 'no_service' });
  if (workspace.now() - responseUrl.issued > halfAnHour) return answer(404, { ok: false, error: 'expired_url' });
  if (responseUrl.uses >= mostUses) return answer(404, { ok: false, error: 'used_url' });
  const body = parsed(request.body);
  if (!isJson(body)) return answer(400, { ok: false, error: 'invalid_payload' });
  workspace.responseUrls.set(id, { ...responseUrl, uses: responseUrl.uses + 1 });
  try {
    sayBack(inside, responseUrl, body);
    return { status: 200, headers: { 'content-type': 'text/html' }, body: 'ok' };
  } catch (error) {
    if (error instanceof Failure) return answer(400, { ok: false, error: error.code, ...error.detail });
    throw error;
  }
}
