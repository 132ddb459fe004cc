import { isChosen, type KnownImprovement } from '#domain/improvement/improvement';
import type { OpenIncident } from '#domain/incident/incident';
import { questionsOf } from './boxes.ts';
import { isImpactConfirmed } from './confirmed.ts';
import { momentsMissing } from './moments.ts';
import type { KnownPostmortem } from './postmortem.ts';
import type { Moment } from './postmortem-events.ts';
import type { Question } from './prompt.ts';

/** What one that is closed has (`domain.md` 4.6), in the order in which it comes. */
export type Item =
  | 'reporter'
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'questions'
  | 'reminder'
  | 'facilitator'
  | 'meeting'
  | 'improvements'
  | 'high_priority'
  | 'sign_off';
export type Checked = { item: Item; missing?: string };

export type Complete = { postmortem: KnownPostmortem; incident: OpenIncident; improvements: { improvement: KnownImprovement }[] };
type Rule = (known: Complete) => string | undefined;

/** The whole list, with a sentence wherever something is still missing. */
export const checklist = (known: Complete): Checked[] =>
  itemsOf(known).map((item) => {
    const missing = rules[item](known);
    return { item, ...(missing !== undefined && { missing }) };
  });

/** All of it has to be there before it is published. */
export const missingOf = (known: Complete): Required<Checked>[] =>
  checklist(known).flatMap(({ item, missing }) => (missing === undefined ? [] : [{ item, missing }]));

/** A light one asks how it came to this: nothing of customers, no meeting, and nothing has to come of it. */
function itemsOf({ postmortem }: Complete): Item[] {
  const { requirement, because } = postmortem;
  if (requirement === 'light') return ['reporter', 'questions', 'reminder', 'sign_off'];
  return [
    ...(['reporter', 'summary', 'impact', 'timeline', 'questions', 'reminder'] as const),
    ...(isToBeLed(postmortem) ? (['facilitator'] as const) : []),
    ...(['meeting', 'improvements'] as const),
    ...(because.includes('error_budget') ? (['high_priority'] as const) : []),
    'sign_off',
  ];
}

const rules: Record<Item, Rule> = {
  reporter: ({ postmortem }) =>
    partsOf(postmortem).some((part) => part.as.includes('reporter') && !part.gone && !wasPrompted(part))
      ? 'Those who reported it have not been asked yet: their questions come at their next good hour.'
      : undefined,
  summary: ({ postmortem }) =>
    postmortem.summaryId === undefined ? 'A summary of the impact on customers: who, how many, how long.' : undefined,
  impact: ({ postmortem, incident }) => {
    if (isImpactConfirmed(postmortem, incident.impact)) return undefined;
    return postmortem.impact === undefined
      ? 'Somebody’s word that the impact windows are right, or that no customer was hurt.'
      : 'The impact windows were changed since they were confirmed: are they right now?';
  },
  timeline: (known) => {
    const missing = momentsMissing(known);
    return missing.length === 0 ? undefined : `The timeline does not say ${listed(missing.map((moment) => momentSaid[moment]))}.`;
  },
  questions: ({ postmortem }) => {
    const open = questionsMissing(postmortem);
    return open.length === 0
      ? undefined
      : `An answer, or “nothing to add” ${enough(postmortem) === 1 ? '' : 'from two people '}to ${listed(open.map((question) => questionSaid[question]))}.`;
  },
  reminder: ({ postmortem }) => {
    const { reminders } = postmortem;
    if (reminders.prompts === 0) return 'The reminder to learn how it happened has not been shown: it stands in every message that asks.';
    return postmortem.requirement !== 'light' && isMet(postmortem) && !postmortem.waived && reminders.meeting === undefined
      ? 'Somebody’s word that the meeting began with the reminder: `/postmortem held` asks for it.'
      : undefined;
  },
  facilitator: ({ postmortem }) =>
    isNotLed(postmortem) ? 'It needs a facilitator: somebody who leads the talk, best one who was not in it.' : undefined,
  meeting: ({ postmortem }) => {
    if (isMet(postmortem)) return undefined;
    const [one] = postmortem.meetingWaived;
    return one === undefined
      ? 'The meeting, or the word of its facilitator and the product manager that it needs none.'
      : 'The meeting, or the second word that it needs none: the facilitator’s and the product manager’s are both needed.';
  },
  improvements: ({ postmortem, improvements }) => {
    const chosen = chosenAmong(improvements);
    if (chosen.length === 0 && postmortem.noneChosen === undefined)
      return 'The improvements that were chosen, or what was weighed where none was.';
    const half = chosen.filter((one) => isChosen(one) && one.owner === undefined).length;
    return half === 0 ? undefined : `${half === 1 ? 'An improvement has' : `${half} improvements have`} nobody who does it.`;
  },
  high_priority: ({ improvements }) =>
    chosenAmong(improvements).some(({ priority }) => priority === 'high')
      ? undefined
      : 'It used more than a fifth of the quarter’s error budget: at least one improvement of high priority.',
  sign_off: ({ postmortem }) => (postmortem.signedOff === undefined ? 'The product manager’s sign-off.' : undefined),
};

/** Something is to be tried, and nothing that was proposed still waits for a word. */
export const areChosen = (improvements: Complete['improvements']): boolean =>
  chosenAmong(improvements).length > 0 && improvements.every(({ improvement }) => improvement.state !== 'proposed');

/** After the worst somebody who is not its owner by default leads the talk (`domain.md` 4.2). Once they have met, nobody is looked for. */
const isToBeLed = ({ state, peak, requirement }: KnownPostmortem) => state === 'draft' && peak === 'sev1' && requirement !== 'light';
export const isNotLed = (postmortem: KnownPostmortem): boolean =>
  isToBeLed(postmortem) && (postmortem.facilitator === undefined || postmortem.people[postmortem.facilitator]?.gone === true);

const partsOf = ({ people }: KnownPostmortem) => Object.values(people);
const wasPrompted = ({ sent, settled, answered, watched }: ReturnType<typeof partsOf>[number]) =>
  watched === true || sent.length + settled.length + answered.length > 0;
const isMet = (postmortem: KnownPostmortem): postmortem is Extract<KnownPostmortem, { metAt: string }> => 'metAt' in postmortem;
const chosenAmong = (improvements: Complete['improvements']) =>
  improvements.flatMap(({ improvement }) => (isChosen(improvement) || improvement.state === 'done' ? [improvement] : []));

/** One where nobody else could say so. */
const enough = (postmortem: KnownPostmortem) =>
  partsOf(postmortem).filter(({ as, watched, gone }) => as.includes('responder') && !watched && !gone).length <= 1 ? 1 : 2;

/** The questions that nobody has answered, and that too few have nothing to add to. */
export function questionsMissing(postmortem: KnownPostmortem): Question[] {
  const parts = partsOf(postmortem);
  return questionsOf(postmortem).filter(
    (question) =>
      !parts.some(({ answered }) => answered.includes(question)) &&
      parts.filter(({ nothing }) => nothing.includes(question)).length < enough(postmortem),
  );
}

const momentSaid: Record<Moment, string> = {
  detection: 'when it was noticed',
  first_response: 'when somebody first had it',
  restoration: 'when customers were no longer hurt',
};
const questionSaid: Record<Question, string> = {
  detect: 'Detect',
  react: 'React',
  quick_fix: 'Quick Fix',
  prevent: 'Prevent',
  other_risk: 'Other areas of risk',
};
const listed = (all: string[]) => (all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);
