/** Of two instants (ISO, UTC) the later. */
export const laterOf = (one: string, other: string): string => (one < other ? other : one);
