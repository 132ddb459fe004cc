/** Schedules keep whole minutes, so that one may fire a little early. */
const earlyMs = 60_000;

/** Whether the time has come; `early`: a schedule says so. */
export const isDue = (due: string | undefined, at: string, early = false): due is string =>
  due !== undefined && Date.parse(due) - Date.parse(at) <= (early ? earlyMs : 0);
