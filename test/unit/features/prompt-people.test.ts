import { beforeEach, describe, expect, test } from 'vitest';
import { asha, ben, chloe, harrowHome, hasPerson, marek, member, plus, priya, type Stage, tom } from '#test/builders';
import { answeredBy, as, happens, joined, offered, ownedBy, passes, required, said, sentTo } from '#test/prompting';

const mondayEvening = '2026-03-09T18:00:00.000Z';
const pm = 'PM-318';
const everybody = [asha, ben, chloe, marek, tom, priya];

let stage: Stage;
beforeEach(async () => {
  stage = await harrowHome('2026-03-02T09:00:00.000Z');
  for (const person of everybody) await hasPerson(stage, person, member);
});

/** Over on Monday evening; six were there, and Ben drives it. */
async function isOver(at = mondayEvening) {
  stage.setTime(at);
  const people = [as(ben, 'responder'), as(chloe, 'responder'), as(tom, 'reporter'), as(priya, 'product_manager')];
  await happens(stage, pm, offered(pm, at), required(at), joined(at, people), ownedBy(ben, at));
}
const saidTo = async (person: typeof ben) => (await sentTo(stage, person)).map((one) => said(one));

describe('A postmortem that nobody answers (AC7)', () => {
  test('asks in the morning, twice again, and then is silent', async () => {
    await isOver();
    await passes(stage, '2026-03-15T23:00:00.000Z', everybody);
    expect(await saidTo(chloe)).toEqual(['Tue 10 09:30 message p1 p3', 'Wed 11 09:30 message nudge_1 p5', 'Thu 12 09:30 nudge nudge_2']);
    expect(await saidTo(tom)).toEqual(await saidTo(chloe));
    expect(await saidTo(priya)).toEqual(['Tue 10 09:30 message notified']);
  });

  test('asks whoever drives it for more, and tells them on the day on which it is due', async () => {
    await isOver();
    await passes(stage, '2026-03-20T23:00:00.000Z', everybody);
    expect(await saidTo(ben)).toEqual([
      'Tue 10 09:30 message p1 p2 p3 p4',
      'Wed 11 09:30 message nudge_1 p5',
      'Thu 12 09:30 nudge nudge_2',
      'Mon 16 09:30 message due',
    ]);
  });

  test('asks somebody else all that is open in one message, and reminds them anew', async () => {
    await isOver();
    await passes(stage, '2026-03-23T10:00:00.000Z', everybody);
    await happens(stage, pm, ownedBy(chloe, stage.now(), { by: priya, because: 'changed' }));
    await passes(stage, '2026-04-10T10:00:00.000Z', everybody);
    expect((await saidTo(chloe)).slice(3)).toEqual([
      'Mon 23 10:00 message due owns p1 p2 p3 p4 p5',
      'Tue 24 10:00 nudge nudge_1',
      'Wed 25 10:00 nudge nudge_2',
    ]);
  });
});

describe('Each in their own time', () => {
  test('while it is hot, and the summary four hours later as the reply of that day', async () => {
    await isOver('2026-03-10T10:00:00.000Z');
    await passes(stage, '2026-03-10T23:00:00.000Z', everybody);
    expect(await saidTo(ben)).toEqual(['Tue 10 10:15 message p1', 'Tue 10 14:00 reply p2']);
    expect(await saidTo(chloe)).toEqual(['Tue 10 10:15 message p1']);
  });

  test('what is answered is not asked again', async () => {
    await isOver();
    await passes(stage, '2026-03-10T12:00:00.000Z', everybody);
    await happens(stage, pm, answeredBy(chloe, stage.now(), 'p1', 'p3'));
    await passes(stage, '2026-03-11T12:00:00.000Z', everybody);
    await happens(stage, pm, answeredBy(chloe, stage.now(), 'p5'));
    await passes(stage, '2026-03-20T12:00:00.000Z', everybody);
    expect(await saidTo(chloe)).toEqual(['Tue 10 09:30 message p1 p3', 'Wed 11 10:00 message p5']);
  });

  test('looked at twice, nothing is said twice', async () => {
    await isOver();
    await passes(stage, '2026-03-10T09:30:00.000Z', everybody);
    await passes(stage, plus('2026-03-10T09:30:00.000Z', 1), everybody);
    expect(await saidTo(chloe)).toHaveLength(1);
  });
});
