import type { PersonId } from '#domain/person/person';
import { lacksFirstFix } from './boxes.ts';
import type { Part, SentPrompts } from './people.ts';
import type { KnownPostmortem } from './postmortem.ts';
import { Prompt } from './prompt.ts';

/** A head stays small: of what was sent the first and the last are kept as they were, and what lies between goes together. */
const mostKept = 3;

export function told(part: Part, sent: SentPrompts): Part {
  const all = [...part.sent, sent];
  const [first, second, third, ...rest] = all;
  if (first === undefined || second === undefined || third === undefined || all.length <= mostKept) return { ...part, sent: all };
  const nudge = Math.max(second.nudge ?? 0, third.nudge ?? 0);
  // Of the later day: what was asked then is not taken for older than it is.
  const between = { ...third, what: [...new Set([...second.what, ...third.what])], ...(nudge > 0 && { nudge }) };
  return { ...part, sent: [first, between, ...rest] };
}

/** As if they had not been told of that. */
export function untold(part: Part, what: readonly string[]): Part {
  const left = part.sent.map((one) => ({ ...one, what: one.what.filter((said) => !what.includes(said)) }));
  return { ...part, sent: left.filter((one) => one.what.length > 0) };
}

/** All that is open is asked from the beginning, and reminded of from the beginning; what they have answered stays answered. */
export function askedAnew(part: Part): Part {
  const { laterThan: _later, ...now } = untold(part, ofTheClock);
  return { ...now, sent: now.sent.map(({ nudge: _nudge, ...one }) => one) };
}
/** Whose answer to the five questions knew of no first fix is asked about it too. */
export const cameBack = (part: Part): Part => (lacksFirstFix(part) ? { ...part, firstFix: true } : part);
const ofTheClock = [...Prompt.options, 'nudge_1', 'nudge_2', 'owns', 'due_soon', 'due'];

export const withEach = <Of extends KnownPostmortem>(postmortem: Of, change: (part: Part, person: PersonId) => Part): Of => ({
  ...postmortem,
  people: Object.fromEntries(Object.entries(postmortem.people).map(([person, part]) => [person, change(part, person as PersonId)])),
});
