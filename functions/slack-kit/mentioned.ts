import { PersonId } from '#domain/person/person';
import { GroupId } from '#domain/workspace/group';

/** The people and groups that a line names by mention, each once, and what else stands in it. */
export function mentioned(line: string): { people: PersonId[]; groups: GroupId[]; rest: string } {
  const [people, groups]: [PersonId[], GroupId[]] = [[], []];
  const rest = line.replace(/<(@|!subteam\^)([^|>]+)(?:\|[^>]*)?>/g, (whole, sign: string, id: string) => {
    const [person, group] = [PersonId.safeParse(id), GroupId.safeParse(id)];
    if (sign === '@' && person.success) people.push(person.data);
    else if (sign !== '@' && group.success) groups.push(group.data);
    else return whole;
    return ' ';
  });
  const words = rest.replace(/\s+(?:and\s+)?/g, ' ').replace(/^[\s,]+|[\s,]+$/g, '');
  return { people: [...new Set(people)], groups: [...new Set(groups)], rest: words };
}
