import { beforeEach, describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { promptsId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Request } from '#domain/ports';
import { lawful, soakFrom } from '#domain/postmortem/clock';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { bringUpToDate } from '#features/prompt-people/progress';
import { scanPrompts } from '#features/prompt-people/scan';
import { lookAgain, lookAgainIfAsked } from '#features/prompt-people/take';
import {
  asha,
  aTeam,
  ben,
  chloe,
  deactivated,
  declared,
  harrowHome,
  hasPerson,
  hasTeam,
  livingIn,
  marek,
  member,
  plus,
  priya,
  type Stage,
  tom,
} from '#test/builders';
import {
  answeredBy,
  as,
  happens,
  isOnRecord,
  joined,
  london,
  offered,
  ownedBy,
  passes,
  postmortemNow,
  required,
  said,
  sentTo,
} from '#test/prompting';
import { fc } from '#test/properties';

const mondayEvening = '2026-03-09T18:00:00.000Z';
const pm = 'PM-318';
const everybody = [asha, ben, chloe, marek, tom, priya];

let stage: Stage;
async function begun() {
  stage = await harrowHome('2026-03-02T09:00:00.000Z');
  for (const person of everybody) await hasPerson(stage, person, member);
}
beforeEach(begun);

/** Over on Monday evening; six were there, and Ben drives it. */
async function isOver(at = mondayEvening) {
  stage.setTime(at);
  const people = [as(ben, 'responder'), as(chloe, 'responder'), as(tom, 'reporter'), as(priya, 'product_manager')];
  await happens(stage, pm, offered(pm, at), required(at), joined(at, people), ownedBy(ben, at));
}
const held = () => ({
  ...{ type: 'PostmortemMeetingHeld' as const, at: stage.now(), by: ben, heldAt: stage.now() },
  ...soakFrom(stage.now(), london),
});
const saidTo = async (person: typeof ben) => (await sentTo(stage, person)).map((one) => said(one));

describe('A postmortem that nobody answers (AC7)', () => {
  test('asks in the morning, twice again, and then is silent', async () => {
    await isOver();
    await passes(stage, '2026-03-15T23:00:00.000Z', everybody);
    expect(await saidTo(chloe)).toEqual(['Tue 10 09:30 message p1 p3', 'Wed 11 09:30 message nudge_1 p5', 'Thu 12 09:30 nudge nudge_2']);
    expect(await saidTo(tom)).toEqual(await saidTo(chloe));
    // What a reminder asked is put down with it: its message asks nothing that came later.
    const asked = (await sentTo(stage, chloe)).map(({ items }) => items[0]?.again);
    expect(asked).toEqual([undefined, ['p1', 'p3'], ['p1', 'p3', 'p5']]);
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

  test('tells whoever leads the talk so, and not that nothing is asked of them', async () => {
    await isOver();
    const leads = { type: 'PostmortemFacilitatorAssigned', at: mondayEvening, facilitator: marek } as const;
    await happens(stage, pm, leads, joined(mondayEvening, [as(marek, 'facilitator', 'lead')]));
    await passes(stage, '2026-03-11T23:00:00.000Z', everybody);
    expect(await saidTo(marek)).toEqual(['Tue 10 09:30 message facilitates']);
  });

  test('nor that nothing is asked, where they said themselves that they lead it', async () => {
    await isOver();
    const leads = { type: 'PostmortemFacilitatorAssigned', at: mondayEvening, by: marek, facilitator: marek } as const;
    await happens(stage, pm, leads, joined(mondayEvening, [as(marek, 'facilitator')]));
    await passes(stage, '2026-03-11T23:00:00.000Z', everybody);
    expect(await saidTo(marek)).toEqual([]);
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

  test('whoever answers at once is reminded twice of what is asked later too', async () => {
    await isOver();
    await passes(stage, '2026-03-10T09:40:00.000Z', everybody);
    await happens(stage, pm, answeredBy(chloe, stage.now(), 'p1', 'p3'));
    await passes(stage, '2026-03-20T12:00:00.000Z', everybody);
    expect(await saidTo(chloe)).toEqual([
      'Tue 10 09:30 message p1 p3',
      'Wed 11 10:00 message p5',
      'Thu 12 10:00 nudge nudge_1',
      'Fri 13 10:00 nudge nudge_2',
    ]);
  });

  test('held before anybody was asked, everybody is asked all the same', async () => {
    await isOver();
    await happens(stage, pm, held());
    await passes(stage, '2026-03-13T12:00:00.000Z', everybody);
    expect(await saidTo(tom)).toEqual(['Tue 10 09:30 message p1 p3', 'Wed 11 09:30 message nudge_1 p5', 'Thu 12 09:30 nudge nudge_2']);
    expect((await saidTo(ben))[0]).toBe('Tue 10 09:30 message p1 p2 p3');
  });

  test('the choice after the meeting is reminded of twice, whatever is still open from before it', async () => {
    await isOver();
    await passes(stage, '2026-03-16T10:00:00.000Z', everybody);
    await happens(stage, pm, held());
    await passes(stage, '2026-03-27T12:00:00.000Z', everybody);
    const choice = ['Wed 18 10:00 message p6', 'Thu 19 10:00 nudge nudge_1', 'Fri 20 10:00 nudge nudge_2'];
    expect((await saidTo(priya)).slice(1)).toEqual(choice);
    expect((await saidTo(ben)).slice(4)).toEqual([
      'Wed 18 10:00 message p6',
      'Thu 19 10:00 message nudge_1 publish',
      'Fri 20 10:00 nudge nudge_2',
    ]);
  });

  test('what was chosen before its time is not asked', async () => {
    await isOver();
    await passes(stage, '2026-03-16T10:00:00.000Z', everybody);
    await happens(stage, pm, held(), { type: 'PostmortemStepTaken', at: stage.now(), step: 'chosen' });
    await passes(stage, '2026-03-27T12:00:00.000Z', everybody);
    expect((await saidTo(priya)).slice(1)).toEqual([]);
    expect((await saidTo(ben)).slice(4)).toEqual(['Thu 19 10:00 message publish']);
  });

  test('the reminder is counted where it stands: in what asks, and in nothing else', async () => {
    await isOver();
    await passes(stage, '2026-03-11T12:00:00.000Z', everybody);
    const counted = await postmortemNow(stage, pm);
    // Three were asked on Tuesday and again on Wednesday; whoever is only told is asked nothing.
    expect(counted).toMatchObject({ reminders: { prompts: 6 } });
  });

  test('looked at twice, nothing is said twice', async () => {
    await isOver();
    await passes(stage, '2026-03-10T09:30:00.000Z', everybody);
    await passes(stage, plus('2026-03-10T09:30:00.000Z', 1), everybody);
    expect(await saidTo(chloe)).toHaveLength(1);
  });
});

describe('Of what is private', () => {
  const inc318 = 'INC-318';
  test('outsiders are owed nothing, however they come to be named, and their day stays free; insiders are', async () => {
    await perform(
      stage,
      incidents,
      inc318,
      { facts: () => ({}), decide: () => [{ ...declared({ private: true, by: ben }), at: mondayEvening } as IncidentEvent] },
      {},
    );
    stage.setTime(mondayEvening);
    const invited = { begins: '2026-03-12T10:00:00.000Z', minutes: 60, invited: [marek, ben], draftAt: '2026-03-11T10:00:00.000Z' };
    await happens(
      stage,
      pm,
      offered(pm, mondayEvening, { private: true }),
      required(mondayEvening),
      joined(mondayEvening, [as(ben, 'responder')]),
    );
    await happens(stage, pm, { type: 'PostmortemMeetingPlanned', at: mondayEvening, by: ben, ...invited });
    await happens(stage, pm, { type: 'PostmortemOverdue', at: mondayEvening, rung: 'lead', people: [marek] });
    await passes(stage, '2026-03-13T12:00:00.000Z', everybody);
    expect(await saidTo(marek)).toEqual([]);
    expect((await saidTo(ben)).join()).toContain('draft');
  });
});

describe('What a message says', () => {
  test('is brought up to date for each change by itself, and for all who were told of it', async () => {
    await isOver();
    await passes(stage, '2026-03-10T12:00:00.000Z', everybody);
    const asked: Request[] = [];
    const desk = { ...stage, queue: { ask: async (some: Request[]) => void asked.push(...some) } };
    const asksAfter = async (event: PostmortemEvent) => {
      asked.length = 0;
      const { version } = await isOnRecord(stage, pm, event);
      await bringUpToDate(desk, pm, version - 1);
      return asked.map(({ id, because }) => [id, because]);
    };
    const [first, second] = [await asksAfter(answeredBy(chloe, stage.now(), 'p1')), await asksAfter(answeredBy(chloe, stage.now(), 'p3'))];
    expect([first.map(([id]) => id), second.map(([id]) => id)]).toEqual([[promptsId(chloe)], [promptsId(chloe)]]);
    expect(first[0]?.[1]).not.toBe(second[0]?.[1]);
    const told = [ben, chloe, priya, tom].map(promptsId);
    const summary: PostmortemEvent = { type: 'PostmortemSummaryWritten', at: stage.now(), by: ben, textId: 'summary' };
    const waived: PostmortemEvent = { type: 'PostmortemWaived', at: stage.now(), by: priya, as: 'product_manager', reasonId: 'why' };
    for (const event of [summary, ownedBy(chloe, stage.now(), { because: 'changed' }), waived])
      expect((await asksAfter(event)).map(([id]) => id).toSorted()).toEqual(told.toSorted());
  });
});

describe('Whatever becomes of the alarm clocks', () => {
  test('late ones, lost ones and double ones lead to no message by night, none twice, and in the end to all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 * 60 }), { minLength: 20, maxLength: 40 }), async (steps) => {
        await begun();
        await isOver();
        for (const minutes of steps) {
          stage.setTime(plus(stage.now(), minutes));
          for (const person of everybody) await lookAgain(stage, person);
          await Promise.all(everybody.map((person) => lookAgain(stage, person)));
        }
        for (const person of everybody) {
          const sent = await sentTo(stage, person);
          const days = sent.map(({ day, as: how }) => `${day} ${how === 'reply'}`);
          expect(days).toEqual([...new Set(days)]);
          for (const { at } of sent) expect(lawful(london, at)).toBe(at);
          const asked = sent.flatMap(({ items }) => items.flatMap(({ what }) => what));
          expect(asked).toEqual([...new Set(asked)]);
          expect(asked.filter((what) => what.startsWith('nudge')).length).toBeLessThanOrEqual(2);
          if (person === chloe && stage.now() > '2026-03-20') expect(asked).toEqual(expect.arrayContaining(['p1', 'p3', 'p5']));
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  test('what the head of somebody says is found by the sweep, should no alarm clock ever ring', async () => {
    await isOver();
    expect(await stage.lists.due('due', '2026-03-10T09:31:00.000Z', 10)).toContain(promptsId(chloe));
  });

  test('another zone, other hours and other holidays count from then on', async () => {
    await isOver();
    await hasPerson(stage, chloe, livingIn('America/Los_Angeles'));
    await lookAgainIfAsked(stage, chloe);
    await hasTeam(stage, 'team-bedroom', aTeam({ holidays: ['2026-03-10'] }));
    expect(await scanPrompts(stage)).toEqual([]);
    await passes(stage, '2026-03-12T03:00:00.000Z', everybody);
    expect((await sentTo(stage, chloe)).map((one) => said(one, 'America/Los_Angeles'))).toEqual([
      'Mon 9 11:15 message p1',
      'Wed 11 10:00 message nudge_1 p3',
    ]);
    expect(await saidTo(tom)).toEqual(['Wed 11 09:30 message p1 p3']);
  });

  test('whoever has left is asked nothing', async () => {
    await isOver();
    await hasPerson(stage, chloe, deactivated);
    await passes(stage, '2026-03-12T03:00:00.000Z', everybody);
    expect(await saidTo(chloe)).toEqual([]);
  });
});
