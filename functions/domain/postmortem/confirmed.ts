import type { ImpactWindow } from '#domain/incident/impact';
import { shortDigest } from '#domain/short-digest';
import type { KnownPostmortem } from './postmortem.ts';

/** What somebody confirms is these windows and no others. */
export const printOf = (windows: ImpactWindow[]): string =>
  shortDigest(windows.map(({ level, fraction, from, to }) => `${level} ${fraction} ${from} ${to}`).join());

/** Windows that were changed since are asked about again. */
export const isImpactConfirmed = ({ impact }: KnownPostmortem, windows: ImpactWindow[]): boolean => impact?.print === printOf(windows);
