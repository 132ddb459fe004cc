import * as z from 'zod';

/** A message in a dead-letter queue. */
export type Letter = { id: string; body: string; group: string; receipt: string };
export type Mailbox = { receive(): Promise<Letter[]>; remove(letter: Letter): Promise<void> };
export type Operations = {
  reactions: Mailbox;
  timers: Mailbox;
  measures: Mailbox;
  stream: Mailbox;
  monitors: Mailbox;
  /** Calls the function, waits, and hands on its answer; throws when it fails. */
  remind(payload: unknown): Promise<unknown>;
  measure(payload: unknown): Promise<unknown>;
  intake(payload: unknown): Promise<unknown>;
};

type Drained = { taken: number; failed: string[] };
/** What stood parked in the table, with its reason, and which events the bus refuses still. */
const Resumed = z.object({
  resumed: z.array(z.object({ id: z.string(), lane: z.string(), at: z.string(), why: z.string() })),
  stayed: z.array(z.object({ event: z.string(), why: z.string() })),
});
export type Redriven = z.infer<typeof Resumed> & { letters: Record<'reactions' | 'timers' | 'measures' | 'stream' | 'monitors', Drained> };

/**
 * Brings back what was given up on. A letter is removed only after it has been taken, so stopping half-way loses nothing, and whatever takes
 * one bears getting it twice. One that fails again stays, and does not keep the others. What is parked or behind is found by its marks in the
 * table and needs no letter, so those of the queue and the stream, which only point at records, can go once the marks were followed.
 */
export async function redrive(operations: Operations): Promise<Redriven> {
  const { remind, measure, intake } = operations;
  const timers = await drain(operations.timers, ({ body }) => remind(payloadOf(body)));
  const measures = await drain(operations.measures, ({ body }) => measure(payloadOf(body)));
  const monitors = await drain(operations.monitors, ({ body }) => intake(payloadOf(body)));
  const taken = Resumed.parse(await remind({ resume: true }));
  const reactions = await drain(operations.reactions, async () => {});
  const stream = await drain(operations.stream, async () => {});
  return { ...taken, letters: { reactions, timers, measures, stream, monitors } };
}

async function drain(mailbox: Mailbox, take: (letter: Letter) => Promise<unknown>): Promise<Drained> {
  const seen = new Set<string>();
  const failed: string[] = [];
  for (;;) {
    const letters = (await mailbox.receive()).filter(({ id }) => !seen.has(id));
    if (letters.length === 0) return { taken: seen.size - failed.length, failed };
    for (const letter of letters) {
      seen.add(letter.id);
      await take(letter).then(
        () => mailbox.remove(letter),
        (error: Error) => void failed.push(`${letter.id}: ${error.message}`),
      );
    }
  }
}

/** The scheduler and the bus leave the payload itself; Lambda wraps what a function failed on. */
function payloadOf(body: string): unknown {
  const left = JSON.parse(body) as { requestPayload?: unknown };
  return left.requestPayload ?? left;
}
