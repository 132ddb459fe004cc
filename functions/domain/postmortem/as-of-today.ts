import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import type { Found, Records, Ref } from '#domain/records';
import { type PostmortemDocument, withheldIn } from './document.ts';
import { type Postmortem, postmortemRef } from './postmortem.ts';
import { withheldAmong } from './withheld.ts';

/** What was published, to whom it may say so today: by name only who still wants that, and nothing that has become private elsewhere. */
export async function asOfToday(records: Pick<Records, 'load'>, document: PostmortemDocument): Promise<PostmortemDocument> {
  const [head, ...heads] = (await records.load([
    postmortemRef(document.id),
    ...document.improvements.map(({ id }) => improvementRef(id)),
  ] as Ref<unknown>[])) as [Found<Postmortem>, ...Found<Improvement>[]];
  const postmortem = head.value;
  const known = document.improvements.flatMap(({ id }, index) => {
    const improvement = heads[index]?.value;
    return improvement === undefined || improvement.state === 'none' ? [] : [{ id, improvement }];
  });
  const withheld = await withheldAmong(records, document.incident, known);
  const people = postmortem.state === 'none' ? {} : postmortem.people;
  const named = namedBy(document, (person) => people[person as keyof typeof people]?.named === true);
  return {
    ...named,
    private: document.private || (postmortem.state !== 'none' && postmortem.private),
    improvements: named.improvements.filter(({ id }) => !withheld.has(id)),
    ...withheldIn((document.improvements_withheld ?? 0) + withheld.size),
  };
}

/** Everywhere in it. */
export function namedBy<Of>(value: Of, isNamed: (person: string) => boolean): Of {
  if (Array.isArray(value)) return value.map((one: unknown) => namedBy(one, isNamed)) as Of;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, one]) => !(name === 'person' && 'label' in value && typeof one === 'string' && !isNamed(one)),
  );
  return Object.fromEntries(entries.map(([name, one]) => [name, namedBy(one, isNamed)])) as Of;
}
