import type { Answer, World } from '#test/e2e/world';
import type { House } from './house.ts';

/** Somebody who does as people are told: what was not answered and is not on record is done again. */
export type Actor = ReturnType<typeof actor>;
type Gesture = () => Promise<Partial<Answer>>;

/** How often somebody makes a gesture that is not answered. */
export const patience = 4;

export function actor(house: House) {
  const { world } = house;
  const heard: unknown[] = [];

  /** `inSteps`: of several writes, or of none; whoever is not answered does it again and again, and nothing is done twice. */
  async function does(gesture: Gesture, { inSteps = false } = {}): Promise<Partial<Answer>> {
    for (let attempt = 1; ; attempt++) {
      const since = await house.lastCall();
      const answer = await gesture();
      await world.settle();
      if (wasHeard(answer)) {
        heard.push({ ack: answer.ack, view: viewed(answer), ephemeral: answer.ephemeral?.map(({ text, blocks }) => ({ text, blocks })) });
        return answer;
      }
      heard.push('not answered');
      if (attempt === patience * (inSteps ? 2 : 1) || (!inSteps && (await onRecord(since)))) return answer;
    }
  }

  /** Slack heard nothing of it, and yet it is done: the write stands. */
  const onRecord = async (since: number) =>
    (await house.calls(since)).some(({ function: by, place, ok }) => by === 'slack' && place === 'dynamodb:TransactWriteItems' && ok);

  return {
    house,
    world,
    heard,
    does,
    types: (user: string, text: string, channel?: string) => does(() => world.types(user, text, channel)),
    presses: (...press: Parameters<World['presses']>) => does(() => world.presses(...press)),
    submits: (...submission: Parameters<World['submits']>) => does(() => world.submits(...submission)),
    shortcut: (...shortcut: Parameters<World['shortcut']>) => does(() => world.shortcut(...shortcut)),
    searches: (user: string, place: object, action: string, query: string) =>
      does(() => world.ask('POST', `/as/${encodeURIComponent(user)}/options`, { ...place, action, query })),
  };
}

const sorry = 'Something broke on our side';
const wasHeard = ({ status, error, ephemeral = [], ack }: Partial<Answer>) =>
  status === 200 && error === undefined && !JSON.stringify([ephemeral, ack]).includes(sorry);
const viewed = ({ view }: Partial<Answer>) => view && { title: view.title, blocks: view.blocks, callback: view.callback_id };

export function answered(answer: Partial<Answer>): Answer {
  if (!wasHeard(answer)) throw new NotAnswered(JSON.stringify(answer));
  return { status: 200, ack: null, ackMs: 0, ephemeral: [], ...answer };
}

/** Nobody could go on from there: the flow needs the answer for its next step. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
}
