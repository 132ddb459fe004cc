import { mentioned } from '#slack-kit/mentioned';
import { unescaped } from '#slack-kit/text';
import type { SwarmPeople } from './decide.ts';

/** `@ana @backend`, `checkout`, or both in one: what is no mention names a service. */
export function readLine(line: string): Pick<SwarmPeople, 'people' | 'groups' | 'service'> {
  const { people, groups, rest } = mentioned(line);
  return { people, groups, service: unescaped(rest) };
}
