import { PersonId } from '#domain/person/person';
import type { DutyRole } from '#domain/team/rota';
import { mentioned } from '#slack-kit/mentioned';

export type Line =
  | { kind: 'show' }
  | { kind: 'calendar' }
  | { kind: 'group' }
  | { kind: 'order'; order: PersonId[]; starts: string; handOver: string | undefined }
  | { kind: 'cover'; person: PersonId; role: DutyRole; span: string }
  | { kind: 'away'; person: PersonId; span: string }
  | { kind: 'back'; person: PersonId }
  | { kind: 'form'; of: 'order' | 'cover' | 'away' };

/** `order @dev @ana from 6 April`, `cover @ana from Sat to Mon as side-kick`, `away from 14 Mar to 16 Mar`, `back`, `group`, `ics`. */
export function readLine(said: string, by: PersonId): Line | undefined {
  const [, verb = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(said.trim()) ?? [];
  const inOrder = [...rest.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, id]) => PersonId.parse(id));
  const { rest: words } = mentioned(rest);
  const [person] = inOrder;
  switch (verb.toLowerCase()) {
    case '':
      return { kind: 'show' };
    case 'ics':
    case 'calendar':
      return { kind: 'calendar' };
    case 'group':
      return { kind: 'group' };
    case 'order': {
      if (rest === '') return { kind: 'form', of: 'order' };
      const [, starts = '', handOver] = /^from\s+(.+?)(?:\s+at\s+(\d{1,2}:\d{2}))?$/i.exec(words) ?? [];
      return inOrder.length > 0 && starts !== ''
        ? { kind: 'order', order: inOrder, starts, handOver: handOver?.padStart(5, '0') }
        : undefined;
    }
    case 'cover': {
      if (rest === '') return { kind: 'form', of: 'cover' };
      const [, span = '', asSideKick] = /^(.+?)(\s+as\s+side-?kick)?$/i.exec(words) ?? [];
      return person && span ? { kind: 'cover', person, role: asSideKick ? 'side_kick' : 'superhero', span } : undefined;
    }
    case 'away':
      if (rest === '') return { kind: 'form', of: 'away' };
      return words === '' ? undefined : { kind: 'away', person: person ?? by, span: words };
    case 'back':
      return words === '' ? { kind: 'back', person: person ?? by } : undefined;
    default:
      return undefined;
  }
}
