import { describe, expect, test } from 'vitest';
import type { Effect } from '#domain/effects';
import { promptsId } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { owedOf } from '#domain/postmortem/owed';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { incidentOf, type PostmortemId } from '#domain/postmortem/postmortem-id';
import type { PostmortemView } from '#domain/postmortem/view';
import type { OwedWhat, PromptSource } from '#domain/prompts/owed';
import type { Said } from '#domain/prompts/prompts';
import type { PromptsNews } from '#domain/prompts/view';
import { react } from '#features/prompt-people/react';
import { asha, aView, omar } from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, prompted, required, thereWere } from '#test/postmortem-known';
import { london } from '#test/prompting';

const day = '2026-03-11';
const known = (id: PostmortemId, ...more: PostmortemEvent[]): PostmortemView => ({
  id,
  postmortem: { ...postmortemAfter(offered(), required(), thereWere(), owner, ...more), incident: incidentOf(id) },
  version: 4,
  now: over,
  incident: incidentAfter(),
  incidentVersion: 3,
  title: `Nothing works in ${id}`,
  organisation: aView().organisation,
  improvements: [],
  incidentWords: {},
});
const asking = (person: PersonId, views: PostmortemView[], what: OwedWhat[], said: Partial<Said> = {}, news: PromptsNews[] = []) => {
  const items = views.map(({ id }) => ({ of: id as PromptSource, what }));
  const last: Said = { day, as: 'message', items, ...said };
  return react(
    {
      ...{ id: promptsId(person), person, version: 1, now: over, improvements: new Map() },
      prompts: { state: 'asked', from: [], lookAt: null, generation: 1, said: [last] },
      postmortems: new Map(views.map((view) => [view.id, view])),
    },
    news,
  );
};
type Message = Extract<Effect, { kind: 'message' }>;
const one = (effects: Effect[]) => effects[0] as Message;
const read = (effect: Message) => JSON.stringify(effect.blocks);

describe('The one message of a day', () => {
  test('asks of every incident in a section of its own, with the reminder above them once', () => {
    const message = one(asking(asha, [known('PM-311'), known('PM-312')], ['p1']));
    expect(message).toMatchObject({ key: `PROMPTS-${asha}/${day}/message`, to: asha, current: true });
    expect(read(message)).toContain('*INC-311: Nothing works in PM-311*');
    expect(read(message)).toContain('*INC-312: Nothing works in PM-312*');
    expect(read(message).split("We're here to learn how this happened")).toHaveLength(2);
  });

  test('only tells, without the reminder, where nothing is asked', () => {
    expect(read(one(asking(asha, [known('PM-311')], ['due_soon'])))).not.toContain("We're here to learn");
    expect(read(one(asking(asha, [known('PM-311')], ['p2'])))).toContain("We're here to learn");
  });

  test('thanks for what was answered, and asks no more of who only watched', () => {
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p1'], answers: [] };
    expect(read(one(asking(asha, [known('PM-311', answered)], ['p1'])))).toContain('✓ Thank you');
    const watched: PostmortemEvent = { type: 'PostmortemPromptSkipped', at: over, by: asha, prompts: [], how: 'watched' };
    expect(read(one(asking(asha, [known('PM-311', watched)], ['p1'])))).toContain('✓ You only watched');
  });

  test('asked again is what is still open, under the message that had asked', () => {
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p1'], answers: [] };
    const message = one(
      asking(asha, [known('PM-311', prompted(asha, ['p1', 'p3']), answered)], ['nudge_1'], { day: '2026-03-12', as: 'nudge', under: day }),
    );
    expect(message).toMatchObject({ key: `PROMPTS-${asha}/2026-03-12/nudge`, under: `PROMPTS-${asha}/${day}/message` });
    expect(read(message)).toContain('Still open, whenever it suits you:');
    expect(read(message)).toContain('Timeline:');
    expect(read(message)).not.toContain('Before it fades');
  });

  test('above what is not asked any more a reminder does not say that it is still open', () => {
    const reminded = (...events: PostmortemEvent[]) =>
      read(
        one(
          asking(asha, [known('PM-311', prompted(asha, ['p1']), ...events)], ['nudge_1'], { day: '2026-03-12', as: 'nudge', under: day }),
        ),
      );
    const waived: PostmortemEvent = { type: 'PostmortemWaived', at: over, by: asha, as: 'product_manager', reasonId: 'why' };
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p1'], answers: [] };
    expect(reminded()).toContain('Still open, whenever it suits you:');
    for (const settled of [waived, answered]) {
      expect(reminded(settled)).not.toContain('Still open');
      expect(reminded(settled)).toContain('Nothing of this is open any more:');
    }
    expect(reminded(waived)).toContain('It was waived');
  });

  test('what was skipped is said to be skipped, and is thanked for when it is answered after all', () => {
    const skipped: PostmortemEvent = { type: 'PostmortemPromptSkipped', at: over, by: asha, prompts: ['p1'], how: 'skipped' };
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p1'], answers: [] };
    const stands = (...events: PostmortemEvent[]) => read(one(asking(asha, [known('PM-311', prompted(asha), ...events)], ['p1'])));
    expect(stands(skipped)).toContain('✓ Skipped.');
    expect(stands(skipped)).toContain('Answer after all');
    expect(stands(skipped)).not.toMatch(/Thank you|What I wrote|skip-prompt/);
    expect(stands(skipped, answered)).toContain('✓ Thank you');
  });

  test('a reminder asks for ever what it asked when it was sent, and says what is settled of it', () => {
    const later = known('PM-311', prompted(asha, ['p1']), prompted(asha, ['p5', 'p2']));
    const items = [{ of: 'PM-311' as const, what: ['nudge_1' as const], again: ['p1' as const] }];
    const sent = (view: PostmortemView) => read(one(asking(asha, [view], [], { as: 'nudge', under: day, items })));
    expect(sent(later)).toContain('Before it fades');
    expect(sent(later)).not.toMatch(/Detect|five|Summary: what was the impact/i);
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p1'], answers: [] };
    const settled = { ...later, postmortem: known('PM-311', prompted(asha, ['p1']), prompted(asha, ['p5', 'p2']), answered).postmortem };
    expect(sent(settled)).toContain('✓ Thank you');
    expect(sent(settled)).not.toMatch(/Detect|five|Summary: what was the impact/i);
  });

  test('asked again is nothing that was asked again twice before: the choice after the meeting is reminded of by itself', () => {
    const sent = (what: string[], nudge?: number): PostmortemEvent => ({
      ...{ type: 'PostmortemPromptSent', at: over, person: asha, day, what, reminded: true, ...(nudge && { nudge }) },
    });
    const held: PostmortemEvent = { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: over, publishBy: over };
    const silent = [sent(['p1', 'p3']), sent(['nudge_1'], 1), sent(['nudge_2'], 2), held, sent(['p6'])];
    const again = one(asking(asha, [known('PM-311', ...silent, sent(['nudge_1'], 1))], ['nudge_1']));
    expect(read(again)).toContain('Which of these do we want to try?');
    expect(read(again)).not.toMatch(/Before it fades|Timeline:/);
  });

  test('stays within fifty blocks however much there is, and says how much more', () => {
    const message = one(
      asking(
        asha,
        Array.from({ length: 60 }, (_, n) => known(`PM-${n + 1}`)),
        ['p1', 'p5', 'owns'],
      ),
    );
    expect(message.blocks?.length).toBeLessThanOrEqual(50);
    expect(read(message)).toContain('… and 38 more');
  });

  test('of what is private says nothing to who has no part in it, and is not sent for that alone', () => {
    const hidden: PostmortemEvent = { type: 'PostmortemMadePrivate', at: over };
    const alone = one(asking(omar, [known('PM-311', hidden)], ['p1']));
    expect(alone.onlyIfThere).toBe(true);
    expect(JSON.stringify(alone)).not.toMatch(/INC-311|PM-311|Nothing works/);
    const beside = one(asking(omar, [known('PM-311', hidden), known('PM-312')], ['p1']));
    expect(JSON.stringify(beside)).not.toMatch(/INC-311|PM-311/);
    expect(read(beside)).toContain('INC-312');
  });

  test('what is to be published says what is missing before that', () => {
    const held: PostmortemEvent = { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: over, publishBy: over };
    const message = read(one(asking(asha, [known('PM-311', held)], ['publish'])));
    expect(message).toContain('Before it can be published, this is still missing:');
    expect(message).toContain('• The product manager’s sign-off.');
    expect(message).not.toContain('It can be published');
  });

  test('asked again for what has a form of its own, the reminder stands above it', () => {
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p1'], answers: [] };
    const message = read(one(asking(asha, [known('PM-311', prompted(asha, ['p1', 'p2']), answered)], ['nudge_1'])));
    expect(message).toContain("We're here to learn");
    expect(message).toContain('Summary: what was the impact');
  });

  test('who drives it is spoken to, and of nobody else as if they were not there', () => {
    const late: OwedWhat[] = ['overdue_commander', 'overdue_lead', 'overdue_product_manager'];
    for (const what of late) {
      expect(read(one(asking(asha, [known('PM-311')], [what])))).toMatch(/You drive it: what would make room for half an hour\?/);
      expect(read(one(asking(omar, [known('PM-311')], [what])))).toContain(`<@${asha}> drives it: what would make room for half an hour?`);
    }
  });

  test('who drove it hears who does now, and that it is off their hands', () => {
    expect(read(one(asking(omar, [known('PM-311')], ['drives_no_more'])))).toContain(
      `<@${asha}> drives it now, so that is off your hands.`,
    );
    expect(read(one(asking(asha, [known('PM-311')], ['drives_no_more'])))).toContain('You drive it again.');
  });

  test('who was to lead a talk that is not needed any more is asked nothing', () => {
    const leads: PostmortemEvent = { type: 'PostmortemFacilitatorAssigned', at: over, facilitator: omar };
    const light: PostmortemEvent = {
      type: 'PostmortemRequirementChanged',
      at: over,
      requirement: 'light',
      because: ['downgraded'],
      peak: 'sev1',
    };
    expect(read(one(asking(omar, [known('PM-311', leads)], ['facilitates'])))).toContain('You facilitate this postmortem');
    expect(read(one(asking(omar, [known('PM-311', leads, light)], ['facilitates'])))).toContain('There is no talk to lead');
    const owed = (...more: PostmortemEvent[]) =>
      owedOf('PM-311', known('PM-311', leads, ...more).postmortem, omar, london).map(({ what }) => what);
    expect([owed(), owed(light)]).toEqual([['facilitates'], []]);
  });

  test('what is waived or published is not asked any more', () => {
    const waived: PostmortemEvent = { type: 'PostmortemWaived', at: over, by: omar, as: 'product_manager', reasonId: 'why' };
    expect(read(one(asking(asha, [known('PM-311', waived)], ['p1'])))).toContain('It was waived');
    expect(read(one(asking(asha, [known('PM-311', waived)], ['p1'])))).not.toContain('skip-prompt');
  });

  test('of an earlier day that has not been said yet is said too, once', () => {
    const event = { type: 'PromptsSent' as const, at: over, day: '2026-03-10', as: 'message' as const, items: [], from: [], lookAt: null };
    const effects = asking(asha, [known('PM-311')], ['p1'], {}, [{ version: 1, event }]);
    expect(effects.map(({ key }) => key)).toEqual([`PROMPTS-${asha}/2026-03-10/message`, `PROMPTS-${asha}/${day}/message`]);
  });
});
