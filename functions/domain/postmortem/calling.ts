import type { PersonId } from '#domain/person/person';
import type { Called } from './document.ts';
import type { Part, PartIn } from './people.ts';
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

type People = KnownPostmortem['people'];

const roleOf = ({ as }: Part): string => (roles.find(([one]) => as.includes(one)) ?? ['notified', 'participant'])[1];

/** Numbered within a role, in the order in which they came to it, so that whoever comes later changes nobody's number; alone without one. */
function labelsOf(people: People): ReadonlyMap<PersonId, string> {
  const byRole = Map.groupBy(
    (Object.entries(people) as [PersonId, Part][]).toSorted(([, a], [, b]) => a.no - b.no),
    ([, part]) => roleOf(part),
  );
  return new Map(
    [...byRole].flatMap(([role, some]) =>
      some.map(([person], index): [PersonId, string] => [person, some.length === 1 ? role : `${role} ${index + 1}`]),
    ),
  );
}

/** Roles instead of names; by name only who wants that. Whoever had no part in it is a colleague. */
export function callingOf({ people }: Pick<KnownPostmortem, 'people'>): Calling {
  const labels = labelsOf(people);
  const others = new Map<PersonId, number>();
  return (person) => {
    const label = labels.get(person);
    if (label !== undefined) return { label, ...(people[person]?.named && { person }) };
    const no = others.get(person) ?? others.size + 1;
    others.set(person, no);
    return { label: `colleague ${no}` };
  };
}

/** Mentions as Slack writes them, and as a message that was kept has them. */
const mention = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|@([UW][A-Z0-9]{6,})\b/g;
/** People who are mentioned in what was written are called like everybody else. */
export const withoutMentions = (text: string, calling: Calling): string =>
  text.replace(mention, (_, one?: string, other?: string) => `@${calling((one ?? other) as PersonId).label}`);
