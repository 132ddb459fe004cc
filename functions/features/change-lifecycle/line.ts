import { type Lifecycle, lifecycleCalled } from '#domain/service/lifecycle';
import { unescaped } from '#slack-kit/text';

export type Line = { to: Lifecycle; ended?: string; until?: string; reason: string };

/** `maintenance_mode funding ended 2026-03-31 because the campaign is over`, `active funded until 2027-03-31`: days as they were typed. */
export function readLine(rest: string): Line | undefined {
  const [said = '', ...because] = unescaped(rest).split(/\bbecause\b/i);
  const [, state = '', words = ''] = /^(.*?)\s*(\bfund(?:ing|ed)\b.*)?$/is.exec(said.trim()) ?? [];
  const to = lifecycleCalled(state.replace(/[,:]$/, ''));
  const money = /^(?:funding\s+(?:ended|ends)(?:\s+on)?\s+(?<ended>.+)|funded\s+until\s+(?<until>.+))$/is.exec(
    words.trim().replace(/[,.]$/, ''),
  );
  if (to === undefined || (words !== '' && money === null)) return undefined;
  const { ended, until } = money?.groups ?? {};
  return { to, reason: because.join('because').trim(), ...(ended && { ended }), ...(until && { until }) };
}
