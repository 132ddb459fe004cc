import type { PersonId } from '#domain/person/person';
import { mentioned } from '#slack-kit/mentioned';

/** `add @ana @ben remove @cleo`; nothing of it shows who is there. */
export function readLine(said: string): { add: PersonId[]; remove: PersonId[] } | undefined {
  const parts = said.trim().split(/\b(add|remove)\b/i);
  if (parts[0]?.trim() !== '') return undefined;
  const of = (verb: string) =>
    parts.flatMap((part, index) => (part.toLowerCase() === verb ? mentioned(parts[index + 1] ?? '').people : []));
  return { add: of('add'), remove: of('remove') };
}
