import type { Which } from './list.ts';

export type Line = { which: Which; mine: boolean; service?: string };

/** `mine`, `overdue`, `closed`, `waived`, `service checkout`, in any order: nothing where it is not understood. */
export function readLine(said: string): Line | undefined {
  const [, before = '', service] = /^([\s\S]*?)(?:\bservice\s+([\s\S]+))?$/i.exec(said.trim()) ?? [];
  const line: Line = { which: 'open', mine: false, ...(service && { service: service.trim() }) };
  for (const word of before.toLowerCase().split(/\s+/).filter(Boolean)) {
    if (word === 'mine' || word === 'my') line.mine = true;
    else if (word === 'open' || word === 'overdue' || word === 'closed' || word === 'waived') line.which = word;
    else if (word === 'published') line.which = 'closed';
    else if (word === 'late') line.which = 'overdue';
    else return undefined;
  }
  return line;
}
