import { TeamSlug } from '#domain/team/team-slug';

/** `for home-mpt`, `successor home-mpt`, or nothing. */
export function readLine(said: string): { successor: TeamSlug | undefined } | undefined {
  if (said.trim() === '') return { successor: undefined };
  const [, named = ''] = /^(?:for|successor)\s+@?(\S+)$/i.exec(said.trim()) ?? [];
  const slug = TeamSlug.safeParse(named.toLowerCase());
  return slug.success ? { successor: slug.data } : undefined;
}
