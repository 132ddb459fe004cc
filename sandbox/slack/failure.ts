import type { HttpResponse } from '#sandbox/contracts';
import type { Json } from './records.ts';

/** The Web API says no, in Slack's words: `{ok: false, error}`. */
export class Failure extends Error {
  readonly code: string;
  readonly detail: Json;
  constructor(code: string, detail: Json = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** The sandbox's own interface says no: something that nobody could do in a Slack client. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) };
}

export async function answering(work: () => Promise<unknown>): Promise<HttpResponse> {
  try {
    return answer(200, await work());
  } catch (error) {
    if (error instanceof Refusal) return answer(error.status, { error: error.code, message: error.message });
    if (error instanceof Failure) return answer(400, { error: error.code, message: `Slack refuses: ${error.code}.`, ...error.detail });
    throw error;
  }
}
