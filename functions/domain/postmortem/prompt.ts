import * as z from 'zod';

/**
 * What people are asked (`domain.md` 4.3): p1 before it fades, p2 summary, p3 timeline, p4 artifacts and the meeting, p5 the five questions, p6 the
 * choice of improvements; p7 about a handover that was under way; p8 about the first fix, of those who had answered p5 before the incident came back.
 */
export const Prompt = z.enum(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']);
export type Prompt = z.infer<typeof Prompt>;

/** The five questions, in their order. */
export const Question = z.enum(['detect', 'react', 'quick_fix', 'prevent', 'other_risk']);
export type Question = z.infer<typeof Question>;

/** One box that somebody writes into. `first_fix`: asked where the incident came back; `handover`: where its service was about to move. */
export const AnswerKey = z.enum(['saw', 'surprised', 'missing', ...Question.options, 'went_well', 'handover', 'first_fix']);
export type AnswerKey = z.infer<typeof AnswerKey>;

/** A condition, never a person (`domain.md` S18); an organisation extends the list with words of its own. */
export const knownFactors = [
  'handoff_delay',
  'knowledge_gap',
  'improvement_backlog',
  'output_focus',
  'blast_radius',
  'telemetry_gap',
  'traffic_unknown',
  'collaboration_barrier',
  'oncall_unfair',
] as const;
export const Factor = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);
export type Factor = z.infer<typeof Factor>;
