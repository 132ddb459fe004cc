import { harrowHome, numberIn, openWorld, type Traffic, told, type World } from './world.ts';

type Call = { n: number; function: string; invocation: string; place: string };

/** So long that what was sent beside a call can be told from what waited for it. */
const slackTakesMs = 800;

/** What the two commands send before they are acknowledged, and how many calls of Slack's in a row it takes until the team is in the channel. */
export async function countedCalls() {
  const world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
  try {
    // A container that is warm, as most are, has nothing to read before it can answer.
    await world.types('@tom', 'help');
    const modal = await sentBy(world, () => world.types('@tom', ''));
    const declared = await sentBy(world, () => world.types('@tom', 'declare sev2 bedroom: sheets are gone'));
    await world.settle();

    await world.faults({ on: 'slack:*', do: 'delay', ms: slackTakesMs });
    const before = await world.trafficSoFar();
    const id = numberIn(told(await world.types('@tom', 'declare sev2 checkout: card payments failing')));
    await world.settle();
    const room = (await world.roomOf(id)).id;
    const ofRoom = (await world.traffic(before)).filter(
      ({ kind, method, request }) => kind === 'slack-api' && (method === 'conversations.create' || String(request).includes(room)),
    );
    const invitations = ofRoom.filter(({ method }) => method === 'conversations.invite');
    const authTests = (await world.traffic()).filter(({ method }) => method === 'auth.test').length;
    return {
      modal,
      declared,
      authTests,
      peopleIn: await world.peopleIn(room),
      serial: Math.max(...invitations.map((call) => inARow(call, ofRoom))),
    };
  } finally {
    await world.stop();
  }
}

/** What `slack` sent while it handled this, by place. */
async function sentBy(world: World, act: () => Promise<unknown>): Promise<string[]> {
  const calls = async () => (await world.ask<{ calls: Call[] }>('GET', '/calls')).calls;
  const before = (await calls()).at(-1)?.n ?? 0;
  await act();
  return (await calls()).filter((call) => call.n > before && call.function === 'slack').map(({ place }) => place);
}

type Timed = Traffic & { at?: string };
const startOf = ({ at = '' }: Timed) => Date.parse(at);

/** The longest chain of calls that ends with this one, each begun only when the one before had been answered. */
function inARow(call: Timed, among: Timed[]): number {
  const earlier = among.filter((other) => startOf(other) + other.ms <= startOf(call) && other.n !== call.n);
  return 1 + Math.max(0, ...earlier.map((other) => inARow(other, among)));
}
