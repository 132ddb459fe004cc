import { IncidentId } from '#domain/incident/incident';

/** `of INC-7`, `INC-7`, `of none`: what it is the same as. Nothing where it is not understood. */
export function readLine(rest: string): IncidentId | null | undefined {
  const [, word = ''] = /^(?:of\s+)?(none|(?:inc-?)?\d{1,9})$/i.exec(rest.trim()) ?? [];
  if (word.toLowerCase() === 'none') return null;
  const id = IncidentId.safeParse(`INC-${Number(word.replace(/\D/g, ''))}`);
  return id.success ? id.data : undefined;
}
