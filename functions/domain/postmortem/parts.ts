import type { PersonId } from '#domain/person/person';
import { newPart, type Part, type Participant } from './people.ts';
import type { KnownPostmortem } from './postmortem.ts';
import type { PostmortemFact } from './postmortem-events.ts';
import type { Prompt } from './prompt.ts';
import { notWaitingFor } from './sent.ts';

/** Who is in it twice is in it with all that they were. */
export function withPeople({ people }: KnownPostmortem, coming: Participant[], gone: PersonId[] = []): KnownPostmortem['people'] {
  const all = { ...people };
  for (const { person, as, team } of coming) {
    const part = all[person];
    const came = { as: [...new Set([...(part?.as ?? []), ...as])], ...(team && { team }) };
    const { gone: _gone, ...back } = part ?? {};
    all[person] = part ? { ...(back as Part), ...came } : newPart(Object.keys(all).length + 1, came);
  }
  for (const person of gone) {
    const part = all[person];
    if (part) all[person] = { ...part, gone: true };
  }
  return all;
}

/** Somebody who was not asked and says something all the same was there. */
export function withPart<Of extends KnownPostmortem>(postmortem: Of, person: PersonId, change: (part: Part) => Part): Of {
  const part = postmortem.people[person] ?? newPart(Object.keys(postmortem.people).length + 1, { as: ['notified'] });
  return { ...postmortem, people: { ...postmortem.people, [person]: change(part) } };
}

export function answered(part: Part, { prompts, answers }: PostmortemFact<'PostmortemPromptAnswered'>): Part {
  const said = answers.filter(({ textId }) => textId !== undefined).map(({ key }) => key);
  const nothing = answers.filter((answer) => answer.nothing).map(({ key }) => key);
  const without = <One>(all: One[], taken: One[]) => all.filter((one) => !taken.includes(one));
  const touched = answers.map(({ key }) => key);
  const { erased, skipped: skippedBefore = [], ...before } = notWaitingFor(part, prompts);
  return {
    ...before,
    ...skippedStill(skippedBefore, prompts),
    ...(erased && said.length === 0 && { erased }),
    settled: [...new Set([...part.settled, ...prompts])],
    answered: [...without(part.answered, touched), ...said],
    nothing: [...without(part.nothing, touched), ...nothing],
  };
}

const skippedStill = (skipped: Prompt[], done: readonly Prompt[]): Pick<Part, 'skipped'> => {
  const still = skipped.filter((one) => !done.includes(one));
  return still.length > 0 ? { skipped: still } : {};
};

/** What is skipped keeps its place among what was asked, for whoever would rather say it later after all. */
export function skipped(part: Part, { how, prompts, until }: PostmortemFact<'PostmortemPromptSkipped'>): Part {
  if (how === 'watched') return { ...part, watched: true };
  if (how === 'later') return until ? { ...openAgain(part, prompts), laterThan: until } : part;
  const settled = prompts.filter((one) => !part.settled.includes(one));
  if (settled.length === 0) return part;
  return { ...part, settled: [...part.settled, ...settled], skipped: [...(part.skipped ?? []), ...settled] };
}

/** Later is not never: who had skipped it, or had said that they only watched, is asked it again. */
function openAgain({ watched: _watched, skipped: before = [], ...part }: Part, prompts: readonly Prompt[]): Part {
  const back = before.filter((one) => prompts.includes(one));
  return { ...part, ...skippedStill(before, back), settled: part.settled.filter((one) => !back.includes(one)) };
}
