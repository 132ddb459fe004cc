import { ImprovementId } from '#domain/improvement/improvement-kind';
import { IncidentId } from '#domain/incident/incident-id';
import type { Which } from './list.ts';

/** What is asked for; `named` is still to be looked up among teams or services. */
export type Line =
  | { show: ImprovementId }
  | { add: IncidentId; title: string }
  | { choose: IncidentId }
  | { scope: 'mine' | 'mine_in_teams' | 'all' | { kind: 'team' | 'service'; named: string }; which: Which; words: string };

const flags: [RegExp, Which][] = [
  [/\s+overdue$/i, 'overdue'],
  [/\s+waiting$/i, 'waiting'],
  [/\s+proposed$/i, 'proposed'],
  [/\s+declined$/i, 'declined'],
  [/\s+done$/i, 'done'],
  [/\s+(?:over|closed)$/i, 'over'],
];

/** `service checkout overdue`, `team home-mpt search fax`, `INC-311`, `add INC-311 Alert on …`; nothing where it is not understood. */
export function readLine(rest: string): Line | undefined {
  const said = rest.trim();
  const shown = ImprovementId.safeParse(said.toUpperCase()).data;
  if (shown) return { show: shown };
  const [, verb, number, title = ''] = /^(add\s+)?(?:inc|pm)-(\d{1,9})(?:[:,]?\s+([\s\S]+))?$/i.exec(said) ?? [];
  if (number !== undefined) {
    const incident = IncidentId.safeParse(`INC-${Number(number)}`).data;
    if (incident === undefined || (verb === undefined && title !== '')) return undefined;
    return verb === undefined ? { choose: incident } : { add: incident, title: title.trim() };
  }
  const [, before = '', words = ''] = /^([\s\S]*?)(?:(?:^|\s+)search\s+([\s\S]+))?$/i.exec(said) ?? [];
  const flag = flags.find(([pattern]) => pattern.test(` ${before}`));
  const scope = scopeOf(flag ? ` ${before}`.replace(flag[0], '').trim() : before.trim());
  return scope && { scope, which: flag?.[1] ?? 'open', words: words.trim() };
}

function scopeOf(said: string) {
  if (said === '' || /^(?:me|mine)$/i.test(said)) return 'mine' as const;
  if (/^(?:my\s+)?teams?$/i.test(said)) return 'mine_in_teams' as const;
  if (/^all$/i.test(said)) return 'all' as const;
  const [, kind = '', named = ''] = /^(team|service)\s+([\s\S]+)$/i.exec(said) ?? [];
  return named === '' ? undefined : { kind: kind.toLowerCase() as 'team' | 'service', named: named.trim() };
}
