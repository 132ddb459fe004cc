/** A message in a dead-letter queue. */
export type Letter = { id: string; body: string; group: string; receipt: string };
export type Mailbox = { receive(): Promise<Letter[]>; remove(letter: Letter): Promise<void> };
export type Operations = {
  reactions: Mailbox;
  timers: Mailbox;
  measures: Mailbox;
  stream: Mailbox;
  /** Asks for the reconciliation again, as a new message. */
  ask(letter: Letter): Promise<void>;
  /** Calls the function and waits; throws when it fails. */
  remind(payload: unknown): Promise<void>;
  measure(payload: unknown): Promise<void>;
};

type Drained = { taken: number; failed: string[] };
export type Redriven = Record<'reactions' | 'timers' | 'measures' | 'stream', Drained>;

/**
 * Brings back what was given up on. A letter is removed only after it has been taken, so stopping half-way loses nothing, and whatever takes
 * one bears getting it twice. One that fails again stays, and does not keep the others. The sweep works from the marks in the table and needs
 * no letter, so those of the stream, which only point at records, can go once it has run.
 */
export async function redrive(operations: Operations): Promise<Redriven> {
  const { ask, remind, measure } = operations;
  const reactions = await drain(operations.reactions, ask);
  const timers = await drain(operations.timers, ({ body }) => remind(payloadOf(body)));
  const measures = await drain(operations.measures, ({ body }) => measure(payloadOf(body)));
  await remind({ sweep: true });
  const stream = await drain(operations.stream, async () => {});
  return { reactions, timers, measures, stream };
}

async function drain(mailbox: Mailbox, take: (letter: Letter) => Promise<void>): Promise<Drained> {
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
