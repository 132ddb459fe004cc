/** Who is to hear of it: whoever types, or a channel. `unknown` is a channel that Slack gives no reference for, since we cannot see it. */
export type Wanted = { kind: 'self' } | { kind: 'channel'; channel: string } | { kind: 'unknown'; name: string } | 'unreadable';

export function readLine(rest: string): Wanted {
  if (rest === '' || rest.toLowerCase() === 'me') return { kind: 'self' };
  const channel = /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(rest)?.[1];
  if (channel !== undefined) return { kind: 'channel', channel };
  return /^#[^\s<>]{1,80}$/.test(rest) ? { kind: 'unknown', name: rest } : 'unreadable';
}
