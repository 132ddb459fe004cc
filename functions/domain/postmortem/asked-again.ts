import type { PersonId } from '#domain/person/person';
import type { OwedWhat } from '#domain/prompts/owed';
import { isWordPrompt, openPrompts } from './boxes.ts';
import { mostNudges, openFor } from './owed.ts';
import { isOpen, type Postmortem } from './postmortem.ts';
import { isAskedToSign } from './signing.ts';

/**
 * What a reminder asks again, as of now: what is open still; what was so twice, only where they would rather say it later. What has a form of its
 * own, only where it was asked before.
 */
export function askedAgain(postmortem: Postmortem, person: PersonId): OwedWhat[] {
  if (!isOpen(postmortem)) return [];
  const part = postmortem.people[person];
  const often = part?.laterThan ? [] : (part?.asked ?? []).flatMap(({ prompts, nudges }) => (nudges > mostNudges ? prompts : []));
  const words = part ? openPrompts(part).filter((one) => !often.includes(one)) : [];
  const sent = new Set(part?.sent.flatMap((one) => one.what));
  const forms: OwedWhat[] = [...openFor(postmortem, person), ...(isAskedToSign(postmortem, person) ? (['sign_off'] as const) : [])];
  return [...words, ...forms.filter((one) => !isWordPrompt(one) && sent.has(one))];
}
