import { mentioned } from '#slack-kit/mentioned';
import { unescaped } from '#slack-kit/text';
import type { AskHandover } from './decide.ts';

type Asked = { kind: 'ask' } & Pick<AskHandover, 'team' | 'group' | 'reason'>;
type Answered = { kind: 'answer'; accepted: boolean; reason: string };

/** `@home-team the queue is theirs`, `home-mpt the queue is theirs`, `accept`, `decline it is not ours`. */
export function readLine(rest: string): Asked | Answered | undefined {
  const [, word = '', words = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest.trim()) ?? [];
  if (/^accept$/i.test(word) && words === '') return { kind: 'answer', accepted: true, reason: '' };
  if (/^decline$/i.test(word)) return { kind: 'answer', accepted: false, reason: unescaped(words) };
  if (word === '') return undefined;
  const [group] = mentioned(word).groups;
  return { kind: 'ask', team: unescaped(word), reason: unescaped(words.replace(/^because\s+/i, '')), ...(group && { group }) };
}
