import type { TeamType } from '#domain/team/team-type';
import type { Mistake, Path } from './entries.ts';

/** What several checks ask: who is there, in the file or on record. */
export type Known = {
  /** Whether a person is among the people, or mentioned by their id. */
  person: (mentioned: string) => boolean;
  team: (slug: string) => TeamType | 'wrong' | undefined;
  service: (slug: string) => boolean;
  /** Of which team somebody is the tech lead. */
  techLeadOf: (mentioned: string) => string | undefined;
  at: string;
};

export const zoneMistake = (path: Path, zone: string): Mistake[] => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    return [{ path: [...path, 'zone'], message: `There is no time zone “${zone}”; one is written like Europe/London.` }];
  }
};

export const unknownPerson = (path: Path, mentioned: string | undefined, { person }: Known): Mistake[] =>
  mentioned === undefined || person(mentioned)
    ? []
    : [{ path, message: `@${mentioned} is not among the people. Add them there with their Slack id, or write the id here.` }];

export const unknownTeam = (path: Path, slug: string | undefined, { team }: Known): Mistake[] =>
  slug === undefined || team(slug) !== undefined ? [] : [{ path, message: `There is no team ${slug}.` }];
