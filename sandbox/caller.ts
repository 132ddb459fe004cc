import type { HttpRequest } from './contracts.ts';

/** The header by which the world knows which function, and which run of it, makes a call. A container puts it on whatever it sends. */
export const callerHeader = 'x-sandbox-caller';
/** What a container calls while no invocation runs in it: its start, or work left over. */
export const noRun = 'none';

export type Caller = { service: string; invocation: string };

export const callerLine = ({ service, invocation }: Caller) => `${service} ${invocation}`;

export function callerOf({ headers }: HttpRequest): Caller | undefined {
  const [service, invocation] = (headers[callerHeader] ?? '').split(' ');
  return service && invocation ? { service, invocation } : undefined;
}
