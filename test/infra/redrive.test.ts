import { expect, test } from 'vitest';
import { type Letter, type Mailbox, type Operations, redrive } from '../../scripts/redrive/redrive.ts';

const letter = (id: string, body: unknown): Letter => ({ id, body: JSON.stringify(body), group: 'INC-7', receipt: id });

/** Hands out two at a time, and the same again until they are removed. */
function mailboxOf(...letters: Letter[]): Mailbox & { left: Letter[] } {
  const left = [...letters];
  return { left, receive: async () => left.slice(0, 2), remove: async (one) => void left.splice(left.indexOf(one), 1) };
}

const nothing = { resumed: [], stayed: [] };

function given(boxes: Partial<Record<'reactions' | 'timers' | 'measures' | 'stream' | 'monitors', Mailbox>>) {
  const happened: string[] = [];
  const operations: Operations = {
    reactions: mailboxOf(),
    timers: mailboxOf(),
    measures: mailboxOf(),
    stream: mailboxOf(),
    monitors: mailboxOf(),
    ...boxes,
    async remind(payload) {
      happened.push(`remind ${JSON.stringify(payload)}`);
      return nothing;
    },
    measure: async (payload) => void happened.push(`measure ${JSON.stringify(payload)}`),
    intake: async (payload) => void happened.push(`intake ${JSON.stringify(payload)}`),
  };
  return { happened, operations };
}

test('what is parked is taken up by its marks, and only then its letters go, whatever their number', async () => {
  const reactions = mailboxOf(letter('a', 1), letter('b', 2), letter('c', 3));
  const { happened, operations } = given({ reactions });
  const taken = {
    resumed: [{ id: 'INC-7', lane: 'main', at: '2026-03-10T18:02:00.000Z', why: 'Slack is down' }],
    stayed: [{ event: 'INC-8/1', why: 'too large' }],
  };
  const remind = async (payload: unknown) => {
    happened.push(`remind ${JSON.stringify(payload)} with ${reactions.left.length} letters`);
    return taken;
  };
  expect(await redrive({ ...operations, remind })).toMatchObject({ ...taken, letters: { reactions: { taken: 3, failed: [] } } });
  expect(happened).toEqual(['remind {"resume":true} with 3 letters']);
  expect(reactions.left).toEqual([]);
});

test('a timer is the same whether the scheduler or the function gave up on it', async () => {
  const fired = { aggregate: 'INC-7', timer: 'rung', generation: 1 };
  const { happened, operations } = given({ timers: mailboxOf(letter('a', fired), letter('b', { requestPayload: fired })) });
  await redrive(operations);
  expect(happened.slice(0, 2)).toEqual([`remind ${JSON.stringify(fired)}`, `remind ${JSON.stringify(fired)}`]);
});

test('what fails again stays, is told, and does not keep the others', async () => {
  const measures = mailboxOf(letter('a', { bad: true }), letter('b', { bad: false }));
  const { operations } = given({ measures });
  const measure = async (payload: unknown) => {
    if ((payload as { bad: boolean }).bad) throw new Error('no such incident');
  };
  expect(await redrive({ ...operations, measure })).toMatchObject({ letters: { measures: { taken: 1, failed: ['a: no such incident'] } } });
  expect(measures.left.map(({ id }) => id)).toEqual(['a']);
});

test('the letters of the stream go only after the marks were followed', async () => {
  const stream = mailboxOf(letter('a', { DDBStreamBatchInfo: {} }));
  const { operations } = given({ stream });
  const failing = { ...operations, remind: () => Promise.reject(new Error('down')) };
  await expect(redrive(failing)).rejects.toThrow('down');
  expect(stream.left).toHaveLength(1);
  expect(await redrive(operations)).toMatchObject({ letters: { stream: { taken: 1 } } });
});

test('an answer that says nothing of the marks is none, and no letter goes', async () => {
  const reactions = mailboxOf(letter('a', 1));
  const { operations } = given({ reactions });
  await expect(redrive({ ...operations, remind: async () => null })).rejects.toThrow();
  expect(reactions.left).toHaveLength(1);
});
