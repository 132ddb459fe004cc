/**
 * FNV-1a: the same number for the same numbers, for ever, and nearby ones far apart. It need not be strong, since nobody gains by two that meet.
 * http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fnv(said: Iterable<number>, begin = 0x811c9dc5): number {
  let hash = begin;
  for (const one of said) hash = Math.imul(hash ^ one, 0x01000193);
  return hash >>> 0;
}
