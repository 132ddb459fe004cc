import { unescaped } from '#slack-kit/text';

/** `99.9 because the till depends on it`, `99,9 %`: the availability target and why; nothing where that is not what stands there. */
export function readLine(rest: string): { availability: number; reason: string } | undefined {
  const [, figure, reason = ''] = /^(\d{1,3}(?:[.,]\d+)?)\s*%?(?:[\s,]+(?:because\s+)?([\s\S]*))?$/i.exec(rest.trim()) ?? [];
  return figure === undefined ? undefined : { availability: readFigure(figure), reason: unescaped(reason).trim() };
}

/** A figure as people type it, with a comma or a point. */
export const readFigure = (said: string): number =>
  /^\s*\d+(?:[.,]\d+)?\s*%?\s*$/.test(said) ? Number.parseFloat(said.replace(',', '.')) : Number.NaN;
