import type { Outcome, PagerEffect } from '#domain/effects';
import type { World } from '#domain/ports';
import { ComeBackLater } from '#domain/rejection';
import { exchange, type Reply } from '#runtime/aws/exchange';
import { pagerDutyEvent } from './pagerduty.ts';
import { signedWebhook } from './webhook.ts';

export type Call = { url: string; headers: Record<string, string>; body: string };
type ReadParameters = (names: string[]) => Promise<Record<string, string>>;

const patience = { connectMs: 2_000, replyMs: 8_000 };
const keptForMs = 5 * 60_000;

/**
 * The pagers of the teams. Calling twice does no harm: PagerDuty goes by the key, a webhook by the id of the delivery. `through` stands in for
 * every pager, so that none of them is called from a test.
 */
export function pagers({
  readParameters,
  prefix,
  now,
  through,
}: {
  readParameters: ReadParameters;
  prefix: string;
  now: () => string;
  through?: string | undefined;
}): World<PagerEffect> {
  const kept = new Map<string, { secret: string; until: number }>();

  async function secretOf(name: string): Promise<string | undefined> {
    const known = kept.get(name);
    if (known && known.until > Date.parse(now())) return known.secret;
    const parameter = `${prefix}/${name}`;
    const { [parameter]: secret } = await readParameters([parameter]);
    if (secret) kept.set(name, { secret, until: Date.parse(now()) + keptForMs });
    return secret;
  }

  async function perform(effect: PagerEffect): Promise<Outcome> {
    const { pager } = effect;
    const name = pager.kind === 'pagerduty' ? pager.key : pager.secret;
    const secret = await secretOf(name);
    if (secret === undefined) return { kind: 'refused', code: 'no_secret' };
    const call = pager.kind === 'pagerduty' ? pagerDutyEvent(effect, secret) : signedWebhook(effect, pager.url, secret, now());
    const outcome = answered(
      await exchange(placed(call.url, through), { method: 'POST', headers: call.headers, body: call.body }, patience),
    );
    // A key that was changed is read again the next time.
    if (outcome.kind === 'refused') kept.delete(name);
    return outcome;
  }

  return { perform, find: async () => undefined, update: perform };
}

function placed(url: string, through: string | undefined): URL {
  if (through === undefined) return new URL(url);
  const { host, pathname } = new URL(url);
  return new URL(`${through}/${host}${pathname}`);
}

/** Being asked to wait is no failure; trouble of theirs passes; anything else will be the same next time. */
function answered({ status, headers }: Reply): Outcome {
  if (status >= 200 && status < 300) return { kind: 'done' };
  if (status === 429) throw new ComeBackLater(Number(headers['retry-after']) || 30, 'the pager asks to wait');
  if (status >= 500) throw new Error(`The pager answered ${status}`);
  return { kind: 'refused', code: `http_${status}` };
}
