import { blocks, type Finding, isWorse } from './finding.ts';
import type { Override } from './transfer-events.ts';

/** What still blocks: nobody has overridden it, or it has become worse since. What is final nobody can. */
export const standingBlocks = (findings: Finding[], overrides: Pick<Override, 'findings'>[]): Finding[] =>
  findings.filter((finding) => blocks(finding) && !isOverridden(finding, overrides));

const isOverridden = (finding: Finding, overrides: Pick<Override, 'findings'>[]): boolean =>
  finding.verdict !== 'blocks_finally' &&
  overrides.some(({ findings }) =>
    findings.some((then) => then.guardrail === finding.guardrail && !isWorse(finding, then) && sameThings(finding, then)),
  );

/** An incident that burns today is not the one that burned when somebody looked away. */
const sameThings = ({ figure, about = [] }: Finding, then: Finding) =>
  figure !== undefined || about.every((one) => then.about?.includes(one));

export const guardrailsOf = (findings: Finding[]): string => [...new Set(findings.map(({ guardrail }) => guardrail))].join(', ');
