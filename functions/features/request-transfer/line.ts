import { TransferKind } from '#domain/transfer/transfer-kind';
import { mentioned } from '#slack-kit/mentioned';
import { unescaped } from '#slack-kit/text';

/** What a line says of a transfer, as it was said. */
export type Line = {
  services: string[];
  team?: string;
  group?: string;
  kind?: TransferKind;
  on?: string;
  reason?: string;
};

const kinds: Record<string, TransferKind> = {
  maintenance: 'to_maintenance',
  emergency: 'emergency',
  handback: 'handback',
  sre_entry: 'sre_entry',
  sre_exit: 'sre_exit',
};

/** A transfer's own number is looked at, and nothing at all asks for the list; both are not requests. */
export const isLook = (rest: string) => rest.trim() === '' || /^xfer-\d+$/i.test(rest.trim());

/** `bedroom, mattress to home-mpt maintenance on 30 Mar 10:00 because the funding ends`; nothing but `new` says nothing yet. */
export function readLine(rest: string): Line {
  const [, before = '', reason] = /^([\s\S]*?)(?:\s+because\s+([\s\S]+))?$/i.exec(rest.trim()) ?? [];
  const [, wanted = '', on] = /^([\s\S]*?)(?:\s+on\s+([\s\S]+))?$/i.exec(before.trim()) ?? [];
  const [, named = '', to = ''] = /^([\s\S]*?)(?:\s+to\s+([\s\S]+))?$/i.exec(wanted.trim()) ?? [];
  const [team = '', word = ''] = to.trim().split(/\s+/);
  const services = /^new$/i.test(named.trim())
    ? []
    : unescaped(named)
        .split(/\s*,\s*|\s+and\s+/i)
        .map((one) => one.trim())
        .filter(Boolean);
  const kind = TransferKind.safeParse(word.toLowerCase()).data ?? kinds[word.toLowerCase()];
  const [group] = mentioned(team).groups;
  return {
    services,
    ...(team !== '' && { team: unescaped(team).replace(/^@/, '').toLowerCase() }),
    ...(group && { group }),
    ...(kind && { kind }),
    ...(on && { on: unescaped(on).trim() }),
    ...(reason && { reason: unescaped(reason).trim() }),
  };
}
