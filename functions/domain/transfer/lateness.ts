import { laterOf } from '#domain/time/later-of';
import type { KnownTransfer } from './transfer.ts';

const weekMs = 7 * 24 * 3_600_000;
/** From then on whoever answers for the service hears of it too. */
const accountableAfterWeeks = 2;

/** An accepted transfer never expires: after its day its receivers are asked every week until it is done, called off or given another day. */
export function weekOfLateness({ plan, replans, reminded, ...transfer }: KnownTransfer, at?: string) {
  const accepted = 'acceptedAt' in transfer ? (transfer.acceptedAt ?? plan.plannedAt) : plan.plannedAt;
  const since = laterOf(plan.plannedAt, accepted);
  const told = reminded.map((step) => lateStep.exec(step)).findLast((step) => step?.[1] === String(replans));
  const passed = at === undefined ? 0 : Math.floor((Date.parse(at) - Date.parse(since)) / weekMs);
  // Weeks in which nobody could be asked are not made up for.
  const week = Math.max(Number(told?.[2] ?? 0) + 1, passed);
  const due = new Date(Date.parse(since) + week * weekMs).toISOString();
  return {
    step: `late-${replans}-${week}`,
    at: due,
    isLong: Date.parse(due) - Date.parse(plan.plannedAt) >= accountableAfterWeeks * weekMs,
  };
}
const lateStep = /^late-(\d+)-(\d+)$/;
const isLateStep = (step: string) => lateStep.test(step);

/** Of many weeks the last is enough. */
export const remindedOf = (reminded: string[], step: string): string[] => [
  ...reminded.filter((one) => !(isLateStep(step) && isLateStep(one))),
  step,
];
