import { actingAs, choosers, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isOpen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { Priority } from '#domain/improvement/improvement-kind';
import { mostLetters, titleFrom } from '#domain/improvement/words';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Question } from '#domain/postmortem/prompt';
import { Rejection } from '#domain/rejection';

export type DescribeImprovement = {
  by: PersonId;
  at: string;
  title: string;
  titleId: string;
  doneWhen?: string | undefined;
  doneWhenId: string;
  question?: Question | undefined;
  priority: Priority;
};

/** What is meant, said better. */
export const describeImprovement: Act<Improvement, Parties, DescribeImprovement, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, command, { words = {} }) {
    const { by, at, question, priority } = command;
    const known = actingAs(improvement, by, facts, [...choosers, 'owner', 'proposer'], notYoursToDescribe);
    if (!isOpen(known))
      throw new Rejection('improvement_over', 'It is in the backlog no longer, so it stays as it was. Nothing has changed.');
    const title = titleFrom(command.title);
    const doneWhen = command.doneWhen?.trim().slice(0, mostLetters.words) ?? '';
    const before = known.doneWhenId ? words[known.doneWhenId] : undefined;
    const titleId = title === words[known.titleId] ? undefined : command.titleId;
    const doneWhenId = doneWhen === (before ?? '') ? undefined : command.doneWhenId;
    if (titleId === undefined && doneWhenId === undefined && question === known.question && priority === known.priority) return [];
    return {
      events: [
        {
          ...{ type: 'ImprovementDescribed', at, by, priority },
          ...(titleId && { titleId }),
          ...(doneWhenId && { doneWhenId }),
          ...(question && { question }),
        },
      ],
      texts: [
        ...(titleId ? [{ id: titleId, by, body: title, inHead: true }] : []),
        ...(doneWhenId ? [{ id: doneWhenId, by, body: doneWhen, inHead: true }] : []),
      ],
    };
  },
};

const notYoursToDescribe = () =>
  new Rejection(
    'words_not_yours',
    'What is meant by it say whoever proposed or owns it, the lead of its team, the product manager, and the owner of the postmortem. Nothing has changed; tell one of them.',
  );
