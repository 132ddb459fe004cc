import { callerOf } from '#sandbox/caller';
import type { Clock, HttpRequest, HttpResponse } from '#sandbox/contracts';
import type { Container } from './container.ts';

/** One call that a function sent to AWS or Slack, for `GET /calls`. */
export type OutgoingCall = {
  n: number;
  at: string;
  function: string;
  /** The Lambda request id, or `none` for what a container sends while it starts. */
  invocation: string;
  /** Which invocation of this function it was since the start, from 1. */
  run: number | null;
  /** Which call of that invocation it is, from 1: what `crash` counts. */
  call: number | null;
  place: string;
  ok: boolean;
};
type Death = { after: number; container: Pick<Container, 'doom' | 'kill'> };
type Run = { service: string; run: number; made: number; death: Death | undefined; dead: boolean };

/** Which invocations run, what each sends out, and the end of those that die on the way. */
export type Runs = {
  begin(service: string, invocation: string, death?: Death): void;
  /** Answers how many calls it made. */
  end(invocation: string): number;
  /** Lets a call through. The last of an invocation that is to die has its effect, and its reply reaches nobody. */
  pass(place: string, request: HttpRequest, perform: () => Promise<HttpResponse>): Promise<HttpResponse>;
  calls(since: number): OutgoingCall[];
};

const kept = 20_000;
const broken: HttpResponse = { status: 0, body: '' };

export function createRuns(clock: Clock): Runs {
  const runs = new Map<string, Run>();
  const begun = new Map<string, number>();
  let calls: OutgoingCall[] = [];
  let count = 0;

  function note(place: string, { service, invocation }: { service: string; invocation: string }, run: Run | undefined): OutgoingCall {
    count += 1;
    const call = {
      n: count,
      at: clock.iso(),
      function: service,
      invocation,
      run: run?.run ?? null,
      call: run?.made ?? null,
      place,
      ok: false,
    };
    calls.push(call);
    if (calls.length > kept * 2) calls = calls.slice(-kept);
    return call;
  }

  return {
    begin(service, invocation, death) {
      const run = (begun.get(service) ?? 0) + 1;
      begun.set(service, run);
      runs.set(invocation, { service, run, made: 0, death, dead: false });
    },
    end(invocation) {
      const run = runs.get(invocation);
      // What a dead one had sent may still arrive: it is remembered, so that it has no effect.
      if (run && !run.dead) runs.delete(invocation);
      return run?.made ?? 0;
    },
    async pass(place, request, perform) {
      const caller = callerOf(request);
      if (!caller) return perform();
      const run = runs.get(caller.invocation);
      if (run?.dead) return broken;
      if (run) run.made += 1;
      const death = run?.death?.after === run?.made ? run?.death : undefined;
      if (run && death) {
        run.dead = true;
        death.container.doom();
      }
      const call = note(place, caller, run);
      try {
        const response = await perform();
        call.ok = succeeded(response);
        return death ? broken : response;
      } finally {
        await death?.container.kill();
      }
    },
    calls: (since) => calls.slice(Math.max(0, calls.length - (count - since))),
  };
}

/** Slack, the bus and the queue say no inside an answer of 200. */
const no = /^\{"ok":false|^\{"FailedEntryCount":[1-9]|"Failed":\[\{/;
const succeeded = ({ status, body }: HttpResponse) => status >= 200 && status < 300 && !no.test(body.slice(0, 4000));
