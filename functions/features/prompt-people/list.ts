import type { ImprovementView } from '#domain/improvement/view';
import type { PersonId } from '#domain/person/person';
import type { OwedWhat } from '#domain/prompts/owed';
import { section } from '#slack-kit/blocks';
import { escaped, named } from '#slack-kit/text';
import type { Card } from './card.ts';

/** What somebody is told of one improvement: nothing where it came out of what is private and is not theirs. */
export function improvementCard({ id, improvement, words }: ImprovementView, person: PersonId, what: readonly OwedWhat[]): Card[] {
  const owner = 'owner' in improvement ? improvement.owner : undefined;
  if (improvement.private && owner !== person) return [];
  const title = words[improvement.titleId] ?? 'Words removed';
  const due = 'dueOn' in improvement ? improvement.dueOn : undefined;
  const said = what.flatMap((one) => lineOf(one, due) ?? []).join('\n');
  return [{ text: `${id}: ${escaped(title)}`, blocks: [section(`*${id}: ${named(title)}*\n${said}`)], asks: false }];
}

function lineOf(what: OwedWhat, due: string | undefined): string | undefined {
  switch (what) {
    case 'improvement_before':
      return `It is due on ${due}.`;
    case 'improvement_due':
      return 'It is due today.';
    case 'improvement_late':
    case 'improvement_weekly':
      return `It was due on ${due}. Another date is fine, with a word on what came between.`;
    case 'improvement_offered':
      return 'Its service has come to you: will you take it?';
    case 'improvement_extended':
      return 'It was given another date for the third time.';
    case 'did_it_help':
      return 'A month on: did it help?';
    default:
      return undefined;
  }
}
