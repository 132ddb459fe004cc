import { type KindName, kindNames } from './kinds.ts';
import type { Expected, Verdict } from './row.ts';

export const said = (verdict: Verdict, ...those: KindName[]) =>
  Object.fromEntries(those.map((name) => [name, verdict])) as Partial<Expected>;

/** What comes of an act on what the catalogue has. Guests are told the same whatever it is; whoever has left and bots are no persons. */
export function verdicts({ guests }: { guests: Verdict }) {
  /** Members of the company of whom nothing is said get this verdict. */
  const decided = (others: Verdict, special: Partial<Expected>): Expected => ({
    ...(Object.fromEntries(kindNames.map((name) => [name, others])) as Expected),
    guest: guests,
    'guest in it': guests,
    'guest visitor': guests,
    deactivated: 'not_a_person',
    bot: 'not_a_person',
    ...special,
  });
  return { decided, by: (others: Verdict, ...those: KindName[]) => decided(others, said('yes', ...those)) };
}

/** Why, wherever an act asks for it. */
export const words = { reason: 'It is better so', reasonId: 'words' };
