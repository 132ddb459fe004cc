import * as z from 'zod';

/** The guardrails of `domain.md` 2.6 by their number there. G17 only informs; G18 guards disbanding and is no finding of a transfer. */
export const GuardrailId = z.enum([
  'G1',
  'G2',
  'G3',
  'G4',
  'G5',
  'G6',
  'G7',
  'G8',
  'G9',
  'G10',
  'G11',
  'G12',
  'G13',
  'G14',
  'G15',
  'G16',
  'G17',
]);
export type GuardrailId = z.infer<typeof GuardrailId>;

/** `no_figure`: what it measures is not measured yet; it neither blocks nor reassures. `final`: nobody can override it. */
export const Verdict = z.enum(['passes', 'informs', 'no_figure', 'warns', 'blocks', 'blocks_finally']);
export type Verdict = z.infer<typeof Verdict>;

/** What one guardrail has found: codes and figures, which the views put in words. */
export const Finding = z.object({
  guardrail: GuardrailId,
  verdict: Verdict,
  /** Which of the several things that this guardrail looks at. */
  because: z.string().optional(),
  figure: z.number().optional(),
  /** The figure is meant for so many: 23 services for 5 people. */
  per: z.number().optional(),
  limit: z.number().optional(),
  /** Services, teams or days that it is about; never those of a private incident. */
  about: z.array(z.string()).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Since when what was overridden is within its limit again. */
export const Relieved = z.partialRecord(GuardrailId, z.iso.datetime());
export type Relieved = z.infer<typeof Relieved>;

export const blocks = ({ verdict }: Finding): boolean => verdict === 'blocks' || verdict === 'blocks_finally';

const rank = (verdict: Verdict) => Verdict.options.indexOf(verdict);
const share = ({ figure = 0, per = 1 }: Finding) => (per === 0 ? Number.POSITIVE_INFINITY : figure / per);
/** Of these the less there is the worse. */
const wantsMore: readonly GuardrailId[] = ['G2', 'G4', 'G5'];

/** What was accepted at one figure is not accepted at a worse one, nor for another cause. */
export function isWorse(now: Finding, then: Finding): boolean {
  if (rank(now.verdict) !== rank(then.verdict)) return rank(now.verdict) > rank(then.verdict);
  if (now.because !== then.because) return true;
  return wantsMore.includes(now.guardrail) ? share(now) < share(then) : share(now) > share(then);
}

/** The one to be shown first of each guardrail's. */
export const worstFirst = (findings: Finding[]): Finding[] => findings.toSorted((a, b) => rank(b.verdict) - rank(a.verdict));
