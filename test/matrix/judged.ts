import { live, type Ready } from './case.ts';
import { type Blow, sayBlow, struck } from './faults.ts';
import type { Flow } from './flow.ts';
import { differences, type Outcome } from './outcome.ts';
import { type Site, sitesOf } from './sites.ts';

export type Quiet = { outcome: Outcome; sites: Site[] };
/** `reached` are the blows that came to it: what runs side by side does not call equally often each time. */
export type Judged = { flow: string; blows: Blow[]; reached: Blow[]; wrong: string[] };

export async function quietly(ready: Ready): Promise<Quiet> {
  const { outcome, calls } = await live(ready);
  return { outcome, sites: sitesOf(calls).filter(ready.flow.only ?? warm) };
}

/** A container may start anywhere; what it then reads is struck where all of them do. */
const warm: NonNullable<Flow['only']> = ({ place }) => !place.startsWith('ssm:');

/** Whether the world came out as in the quiet run, but for what a fault at these places may leave behind. */
export async function judge(ready: Ready, { outcome }: Quiet, blows: Blow[]): Promise<Judged> {
  const lived = await live(
    ready,
    blows.map(({ rule }) => rule),
  );
  const leeway = {
    copiesOnTheBus: blows.some(({ site }) => site.function === 'publish' || site.function === 'remind'),
    unheard: !lived.heardAll || blows.some(({ site }) => site.function === 'slack' && site.place.startsWith('slack:')),
  };
  const wrong = differences(outcome, lived.outcome, leeway);
  return { flow: ready.flow.name, blows, reached: blows.filter((blow) => struck(blow, lived.calls)), wrong };
}

export const sayCase = ({ flow, blows }: Pick<Judged, 'flow' | 'blows'>) => `${flow}: ${blows.map(sayBlow).join('; ')}`;
