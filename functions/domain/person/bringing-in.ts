import { type Person, type PersonId, unreachable } from './person.ts';

/** Whom somebody named and who cannot come. Guests can: somebody asked for them by name. */
export type CannotCome = { person: PersonId; why: 'deactivated' | 'bot' };

/** Of those who were named: who can come, and who cannot, each once. `known` is what we know of each, in the same order. */
export function sorted(named: PersonId[], known: Person[]): { coming: PersonId[]; cannot: CannotCome[] } {
  const [coming, cannot]: [PersonId[], CannotCome[]] = [[], []];
  for (const [index, person] of named.entries()) {
    if (named.indexOf(person) !== index) continue;
    const why = unreachable(known[index] ?? { state: 'unknown' });
    if (why === 'deactivated' || why === 'bot') cannot.push({ person, why });
    else coming.push(person);
  }
  return { coming, cannot };
}

const account = { deactivated: 'deactivated', bot: 'a bot' };
export const cannotCome = (all: CannotCome[]) => all.map(({ person, why }) => `<@${person}> (${account[why]})`).join(', ');
