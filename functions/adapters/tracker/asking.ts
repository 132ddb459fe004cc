import type { IncomingHttpHeaders } from 'node:http';
import { ComeBackLater } from '#domain/rejection';
import { exchange, type Question, type Reply } from '#runtime/aws/exchange';

/** Asks one tracker, and answers what came back read; what it refuses for good is thrown as `Refused`. */
export type Ask = (method: Question['method'], path: string, body?: object) => Promise<unknown>;

/** The same question would be refused again. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const patience = { connectMs: 2_000, replyMs: 6_000 };
const usualWait = 60;
const longestWait = 15 * 60;
/** A request that took too long, and a tool that is away or being mended. */
const passing = [408, 502, 503, 504];
const redirects = [301, 302, 307, 308];

type Place = { line: string; base: URL; headers: Record<string, string>; now: () => string };

/** `line`: whose limit it is that others wait for too. A renamed repository answers where it is now; a token goes to no other host. */
export function asking({ line, base, headers, now }: Place): Ask {
  async function ask(method: Question['method'], url: URL, body: string | undefined, hops: number): Promise<unknown> {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const reply = await exchange(url, { method, headers: { ...headers, ...content }, ...(body !== undefined && { body }) }, patience);
    const next = redirects.includes(reply.status) && hops > 0 ? new URL(reply.headers.location ?? '', url) : undefined;
    if (next?.origin === url.origin) return ask(method, next, body, hops - 1);
    const wait = waitAskedFor(reply, now());
    if (wait !== undefined) throw new ComeBackLater(wait, `${line} asks to wait`, line);
    // It may have been done all the same: whoever comes back looks first, and takes no turn.
    if (passing.includes(reply.status)) throw new ComeBackLater(secondsIn(reply, now()), `${line} answered ${reply.status}`);
    if (reply.status >= 500) throw new Error(`${line} answered ${reply.status}`);
    if (reply.status < 200 || reply.status >= 300) throw new Refused(`http_${reply.status}`);
    return reply.body === '' ? undefined : (JSON.parse(reply.body) as unknown);
  }
  return (method, path, body) => ask(method, new URL(base.href.replace(/\/$/, '') + path), body && JSON.stringify(body), 2);
}

/** GitHub says 403 as well as 429, and of its secondary limits not always how long: then a minute. */
function waitAskedFor(reply: Reply, now: string): number | undefined {
  const { status, headers, body } = reply;
  const after = header(headers, 'retry-after');
  const limited = status === 429 || (status === 403 && (after !== undefined || spent(headers) || /rate limit/i.test(body)));
  return limited ? secondsIn(reply, now) : undefined;
}
function secondsIn({ headers }: Reply, now: string): number {
  const after = header(headers, 'retry-after');
  const untilReset = spent(headers) ? Number(header(headers, 'x-ratelimit-reset')) - Date.parse(now) / 1000 : Number.NaN;
  // It may be a date as well.
  const until = Number.isNaN(Number(after)) ? (Date.parse(after ?? '') - Date.parse(now)) / 1000 : Number(after);
  const seconds = after === undefined ? untilReset : until;
  return Math.min(Math.max(Math.ceil(Number.isFinite(seconds) ? seconds : usualWait), 1), longestWait);
}
const spent = (headers: IncomingHttpHeaders) => header(headers, 'x-ratelimit-remaining') === '0';
const header = (headers: IncomingHttpHeaders, name: string) => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};
