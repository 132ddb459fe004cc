import type { Finding } from './finding.ts';
import type { OpenTransfer } from './transfer.ts';

type InTheWay = { findings: Finding[]; missing: string[] };

const said = ({ findings, missing }: InTheWay) =>
  JSON.stringify([findings.map(({ guardrail, because, about }) => [guardrail, because, about]), missing]);

/** Whoever presses again for the same reasons is told again, and it is on record once. */
export const blockedBefore = ({ blocked }: OpenTransfer, inTheWay: InTheWay): boolean =>
  blocked !== undefined && said(blocked) === said(inTheWay);
