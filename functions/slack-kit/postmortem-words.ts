import type { AnswerKey, Prompt, Question } from '#domain/postmortem/prompt';

/** Stands in everything that asks, every time (`domain.md` 4.5). */
export const blamelessReminder =
  "We're here to learn how this happened, not who did what. Everyone acted sensibly with what they knew then. Nothing here is used in anyone's appraisal.";

/** What a message asks, in a few words: `how` and `what`, never `who` or `why`. */
export const asks: Record<Prompt, string> = {
  p1: 'Before it fades: what did you see first, and what surprised you?',
  p2: 'Summary: what was the impact on customers? Who, how many, how long; and are the impact windows and the severity right?',
  p3: "Timeline: here's what we have; what is missing, or different from how you saw it?",
  p4: 'Artifacts, people to invite, and a time to meet.',
  p5: 'Five questions, any of them: detect, react, quick fix, prevent, other areas of risk.',
  p6: "Which of these do we want to try? Who'll take it, and by when? Choosing none is fine: say what you weighed.",
  p7: 'The service was about to move: what about the handover got in the way, or helped?',
  p8: 'It came back since you answered: what did the first fix tell us?',
};

/** The words of each box (`domain.md` 4.5). */
export const boxes: Record<AnswerKey, string> = {
  saw: 'What told you something was off?',
  surprised: 'What surprised you?',
  missing: "What did you see, do or hear that isn't here? How did things look to you at that moment?",
  detect: 'How could we notice this, or something like it, sooner? Could the system have told us first?',
  react: 'How could our response have been easier — finding people, information, decisions? What helped?',
  quick_fix: 'What would stop the bleeding faster next time?',
  prevent: 'What would stop this, or make it hurt less?',
  other_risk: 'Where else could this same weakness be?',
  went_well: 'What went well?',
  handover: 'What about the handover got in the way or helped?',
  first_fix: 'What did the first fix tell us?',
};

export const questionNames: Record<Question, string> = {
  detect: 'Detect',
  react: 'React',
  quick_fix: 'Quick Fix',
  prevent: 'Prevent',
  other_risk: 'Other areas of risk',
};

/** What each box is called in a list. */
export const boxNames: Record<AnswerKey, string> = {
  saw: 'Seen first',
  surprised: 'Surprises',
  missing: 'Missing from the timeline',
  ...questionNames,
  went_well: 'What went well',
  handover: 'Handover',
  first_fix: 'The first fix',
};

/** What the conditions are called that contribute to incidents; one that an organisation has added is called as it was named. */
const factorNames: Record<string, string> = {
  handoff_delay: 'Delay in handing it on',
  knowledge_gap: 'Gap in knowledge',
  improvement_backlog: 'Improvement still in the backlog',
  output_focus: 'Focus on output',
  blast_radius: 'Large blast radius',
  telemetry_gap: 'Gap in telemetry',
  traffic_unknown: 'Unknown traffic',
  collaboration_barrier: 'Barrier to working together',
  oncall_unfair: 'Unfair on-call',
};
export const factorName = (factor: string): string => {
  const said = factor.replaceAll('_', ' ');
  return factorNames[factor] ?? `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
};
