import type { PersonId } from '#domain/person/person';
import type { Called } from './document.ts';
import type { PartIn } from './people.ts';
import type { KnownPostmortem } from './postmortem.ts';

/** What somebody was in it, the most telling first. */
const roles: [PartIn, string][] = [
  ['responder', 'responder'],
  ['reporter', 'reporter'],
  ['customer_support', 'customer support'],
  ['builder', 'builder'],
  ['receiver', 'receiving team'],
  ['owner', 'owner'],
  ['facilitator', 'facilitator'],
  ['product_manager', 'product manager'],
  ['lead', 'lead'],
];

export type Calling = (person: PersonId) => Called;

/** Roles instead of names, each with a number of their own; by name only who wants that. Whoever had no part in it is a colleague. */
export function callingOf({ people }: Pick<KnownPostmortem, 'people'>): Calling {
  const others = new Map<PersonId, number>();
  return (person) => {
    const part = people[person];
    if (part === undefined) {
      const no = others.get(person) ?? others.size + 1;
      others.set(person, no);
      return { label: `colleague ${no}` };
    }
    const [, role] = roles.find(([as]) => part.as.includes(as)) ?? ['notified', 'participant'];
    return { label: `${role} ${part.no}`, ...(part.named && { person }) };
  };
}

/** Mentions as Slack writes them, and as a message that was kept has them. */
const mention = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|@([UW][A-Z0-9]{6,})\b/g;
/** People who are mentioned in what was written are called like everybody else. */
export const withoutMentions = (text: string, calling: Calling): string =>
  text.replace(mention, (_, one?: string, other?: string) => `@${calling((one ?? other) as PersonId).label}`);
