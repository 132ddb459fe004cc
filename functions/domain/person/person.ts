import * as z from 'zod';
import { type AggregateId, calledElsewhereKey, elsewhereKey, personId } from '#domain/keys';
import { type Aggregate, headRef, oneRef, type Ref } from '#domain/records';

export const PersonId = z
  .string()
  .regex(/^[UW][A-Z0-9]+$/)
  .brand('PersonId');
export type PersonId = z.infer<typeof PersonId>;

const kind = z.enum(['member', 'guest', 'bot']);

/** What we need to know of one of Slack's people: never a name, because Slack shows that itself. */
export const PersonObserved = z.object({
  type: z.literal('PersonObserved'),
  at: z.iso.datetime(),
  kind,
  deactivated: z.boolean(),
  zone: z.string(),
});
export type PersonObserved = z.infer<typeof PersonObserved>;

export const Person = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown') }),
  z.object({ state: z.literal('known'), kind, deactivated: z.boolean(), zone: z.string() }),
]);
export type Person = z.infer<typeof Person>;

export const people: Aggregate<Person, PersonObserved> = {
  name: 'person',
  initial: { state: 'unknown' },
  evolve: (_, { kind, deactivated, zone }) => ({ state: 'known', kind, deactivated, zone }),
  state: Person,
  event: PersonObserved,
};

export const personRef = (person: PersonId): Ref<Person> => headRef(people, personId(person));
/** Whom another tool means by its own id. */
export const elsewhereRef = (tool: string, their: string) => oneRef(elsewhereKey(tool, their), z.object({ person: PersonId }));
/** What another tool calls this person. */
export const calledElsewhereRef = (person: PersonId, tool: string) =>
  oneRef(calledElsewhereKey(person, tool), z.object({ their: z.string() }));
export const personAggregate = (person: PersonId): AggregateId => personId(person);

/** Why this person cannot be brought in, if so. Someone we have not met yet can: Slack knows better than an empty record. */
export function unreachable(person: Person): 'deactivated' | 'bot' | 'guest' | undefined {
  if (person.state === 'unknown') return undefined;
  if (person.deactivated) return 'deactivated';
  return person.kind === 'member' ? undefined : person.kind;
}
