import type { OpenIncident } from '#domain/incident/incident';
import type { PersonId } from '#domain/person/person';
import type { Part } from './people.ts';
import type { KnownPostmortem } from './postmortem.ts';
import { type AnswerKey, type Prompt, Question } from './prompt.ts';

/** Prompts that are answered with words, in the order in which they come; the others are forms of their own. */
export const wordPrompts = ['p1', 'p3', 'p5', 'p7', 'p8'] as const satisfies Prompt[];
export type WordPrompt = (typeof wordPrompts)[number];
export const isWordPrompt = (prompt: string): prompt is WordPrompt => wordPrompts.includes(prompt as WordPrompt);

/** A light one asks what was seen, and how it could be noticed and answered better. */
export const questionsOf = ({ requirement }: Pick<KnownPostmortem, 'requirement'>): Question[] =>
  requirement === 'light' ? ['detect', 'react'] : Question.options;

/** All that may be written for one prompt. `first_fix`: where the incident came back. */
function boxesOfOne(prompt: WordPrompt, postmortem: KnownPostmortem): AnswerKey[] {
  const light = postmortem.requirement === 'light';
  switch (prompt) {
    case 'p1':
      return ['saw', 'surprised'];
    case 'p3':
      return light ? [] : ['missing'];
    case 'p5':
      return [
        ...questionsOf(postmortem),
        ...(light ? [] : ['went_well' as const]),
        ...(postmortem.reopened > 0 ? ['first_fix' as const] : []),
      ];
    case 'p7':
      return postmortem.movingTo === undefined ? [] : ['handover'];
    case 'p8':
      return postmortem.reopened > 0 ? ['first_fix'] : [];
    default:
      return prompt satisfies never;
  }
}

/** What somebody is asked to write; everything where no prompt is named. What they have written before stays open to them. */
export function boxesFor(prompts: readonly Prompt[], postmortem: KnownPostmortem, part?: Part): AnswerKey[] {
  const asked = prompts.length === 0 ? wordPrompts : wordPrompts.filter((one) => prompts.includes(one));
  const written = prompts.length === 0 ? (part?.answered ?? []) : [];
  return [...new Set([...asked.flatMap((one) => boxesOfOne(one, postmortem)), ...written])];
}

const promptsOfBox: Record<AnswerKey, WordPrompt[]> = {
  saw: ['p1'],
  surprised: ['p1'],
  missing: ['p3'],
  detect: ['p5'],
  react: ['p5'],
  quick_fix: ['p5'],
  prevent: ['p5'],
  other_risk: ['p5'],
  went_well: ['p5'],
  first_fix: ['p5', 'p8'],
  handover: ['p7'],
};
/** Which prompts are answered by what stands in these boxes: any subset will do. */
export const promptsOf = (keys: readonly AnswerKey[]): WordPrompt[] =>
  wordPrompts.filter((one) => keys.some((key) => promptsOfBox[key].includes(one)));

/** Has said something to the five questions, and nothing about the first fix: when they did, there was none. */
export const lacksFirstFix = ({ answered, nothing }: Pick<Part, 'answered' | 'nothing'>): boolean => {
  const said = [...answered, ...nothing];
  return !said.includes('first_fix') && said.some((key) => promptsOfBox[key].includes('p5'));
};

/** Prompts in words that reached somebody and that they have neither answered nor skipped. */
export function openPrompts({ sent, settled }: Pick<Part, 'sent' | 'settled'>): WordPrompt[] {
  const asked = sent.flatMap(({ what }) => what);
  return wordPrompts.filter((one) => asked.includes(one) && !settled.includes(one));
}

/** Words of a private incident reach its insiders alone, whoever was asked before it was made private. */
export const isOpenTo = ({ private: hidden }: KnownPostmortem, incident: OpenIncident, person: PersonId): boolean =>
  !(hidden || incident.private) || incident.insiders.includes(person);
