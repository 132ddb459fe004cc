import type { PersonId } from '#domain/person/person';
import { mentioned } from '#slack-kit/mentioned';

/** `@ben 23 March`, `@ben 23 March for 30 March`. */
export function readLine(said: string): { with: PersonId; on: string; takes: string | undefined } | undefined {
  const { people, rest } = mentioned(said);
  const [other] = people;
  const [on = '', takes] = rest.split(/\s+for\s+/i);
  return other && people.length === 1 && on.trim() !== '' ? { with: other, on: on.trim(), takes: takes?.trim() } : undefined;
}
