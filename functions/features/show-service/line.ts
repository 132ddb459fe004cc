/** `at 25 March 10:00`, `at 1 May believed 3 May`, or nothing: the words of both times. `undefined` where it is neither. */
export function readLine(rest: string): { at?: string; believed?: string } | undefined {
  if (rest.trim() === '') return {};
  const [, at, believed] = /^(?:as of|at|on)\s+(.+?)(?:,?\s+(?:as\s+)?believed(?:\s+(?:at|on))?\s+(.+))?$/i.exec(rest.trim()) ?? [];
  if (at === undefined) return undefined;
  return { at, ...(believed !== undefined && { believed }) };
}
