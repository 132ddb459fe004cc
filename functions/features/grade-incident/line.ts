import { Severity } from '#domain/incident/severity';
import { unescaped } from '#slack-kit/text';

/** Reads `sev1 customers cannot pay`; without a reason it is asked for. `undefined` where no severity is said. */
export function readLine(rest: string): { severity: Severity; reason: string } | undefined {
  const [, word = '', reason = ''] = /^(?:to\s+)?(\S+?)[:,;]?(?:\s+([\s\S]*))?$/i.exec(rest.trim()) ?? [];
  const severity = Severity.safeParse(word.toLowerCase());
  return severity.success
    ? { severity: severity.data, reason: unescaped(reason.replace(/^(?:reason:|because\b:?)\s*/i, '').trim()) }
    : undefined;
}
