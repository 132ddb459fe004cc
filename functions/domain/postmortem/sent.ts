import type { PersonId } from '#domain/person/person';
import { lacksFirstFix } from './boxes.ts';
import { type FirstAsked, type Part, Reminded, type SentPrompts } from './people.ts';
import type { KnownPostmortem } from './postmortem.ts';
import { Prompt } from './prompt.ts';

/** A head stays small: of what was sent the first and the last are kept as they were, and what lies between goes together. */
const mostKept = 3;

export function told(part: Part, sent: SentPrompts): Part {
  const asked = askedBy(part, sent);
  return { ...part, sent: kept([...part.sent, sent]), ...(sent.nudge && { nudgedOn: sent.day }), ...(asked.length > 0 && { asked }) };
}

function kept(all: SentPrompts[]): SentPrompts[] {
  const [first, second, third, ...rest] = all;
  if (first === undefined || second === undefined || third === undefined || all.length <= mostKept) return all;
  const nudge = Math.max(second.nudge ?? 0, third.nudge ?? 0);
  const between = { ...third, what: [...new Set([...second.what, ...third.what])], ...(nudge > 0 && { nudge }) };
  return [first, between, ...rest];
}

/** What is asked for the first time is counted from then; what was asked before is asked again by every nudge. */
function askedBy({ asked = [] }: Part, { at, what, nudge }: SentPrompts): FirstAsked[] {
  const again = nudge === undefined ? asked : asked.map((one) => ({ ...one, nudges: one.nudges + 1 }));
  const known = asked.flatMap(({ prompts }) => prompts);
  const prompts = Reminded.options.filter((one) => what.includes(one) && !known.includes(one));
  return prompts.length === 0 ? again : [...again, { prompts, at, nudges: 0 }];
}

/** As if they had not been told of that. */
export function untold(part: Part, what: readonly string[]): Part {
  const left = part.sent.map((one) => ({ ...one, what: one.what.filter((said) => !what.includes(said)) }));
  return { ...notWaitingFor(part, what), sent: left.filter((one) => one.what.length > 0) };
}

/** Nobody is reminded of these. */
export function notWaitingFor({ asked = [], ...part }: Part, what: readonly string[]): Part {
  const still = asked
    .map((one) => ({ ...one, prompts: one.prompts.filter((prompt) => !what.includes(prompt)) }))
    .filter(({ prompts }) => prompts.length > 0);
  return { ...part, ...(still.length > 0 && { asked: still }) };
}

/** All that is open is asked from the beginning, and reminded of from the beginning; what they have answered stays answered. */
export function askedAnew(part: Part): Part {
  const { laterThan: _later, nudgedOn: _nudged, ...now } = untold(part, ofTheClock);
  return { ...now, sent: now.sent.map(({ nudge: _nudge, ...one }) => one) };
}
/** Whose answer to the five questions knew of no first fix is asked about it too. */
export const cameBack = (part: Part): Part => (lacksFirstFix(part) ? { ...part, firstFix: true } : part);
const ofTheClock = [...Prompt.options, 'nudge_1', 'nudge_2', 'owns', 'due_soon', 'due', 'sign_off'];

export const withEach = <Of extends KnownPostmortem>(postmortem: Of, change: (part: Part, person: PersonId) => Part): Of => ({
  ...postmortem,
  people: Object.fromEntries(Object.entries(postmortem.people).map(([person, part]) => [person, change(part, person as PersonId)])),
});
