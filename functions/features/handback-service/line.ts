import * as z from 'zod';
import { unescaped } from '#slack-kit/text';

/** What follows the service: a team that takes it, until when there is money, or a look at what was. */
export type Line = { log: true } | { to?: string; until?: string };

/** `to team-sleep funded until 2027-03-31 because …`; the reason is asked for in the form. */
export function readLine(rest: string): Line | undefined {
  const said = unescaped(rest).trim();
  if (said === '') return {};
  if (/^log$/i.test(said)) return { log: true };
  const [, to, until] = /^(?:to\s+@?([a-z0-9][a-z0-9-]*))?(?:(?:^|\s+)funded until\s+(\d{4}-\d\d-\d\d))?$/i.exec(said) ?? [];
  if (to === undefined && until === undefined) return undefined;
  if (until !== undefined && !z.iso.date().safeParse(until).success) return undefined;
  return { ...(to && { to: to.toLowerCase() }), ...(until && { until }) };
}
