import { expect, test } from 'vitest';
import type { Improvement } from '#domain/improvement/improvement';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { completePostmortem } from '#features/complete-postmortem/decide';
import { asha, priya, tom } from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, prompted, required, thereWere } from '#test/postmortem-known';

const held: PostmortemEvent = { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: over, publishBy: over };
const listed = (improvement: string): PostmortemEvent => ({ type: 'PostmortemImprovementListed', at: over, improvement });
const is = (state: string) => ({ state }) as Improvement;
const decided = (events: PostmortemEvent[], improvements: Improvement[]) =>
  completePostmortem.decide(
    postmortemAfter(offered(), required(), thereWere(), owner, ...events),
    { incident: incidentAfter(), improvements },
    { at: over },
    {} as never,
  );
const chosen = { type: 'PostmortemStepTaken', at: over, step: 'chosen' } as const;

test('what to try is chosen once nothing that was proposed waits, is said once, and is open again with the next proposal', () => {
  expect(decided([held, listed('IMP-1')], [is('proposed')])).toEqual([]);
  expect(decided([held, listed('IMP-1')], [is('accepted')])).toEqual([chosen]);
  expect(decided([held, listed('IMP-1'), chosen], [is('accepted')])).toEqual([]);
  expect(decided([held, listed('IMP-1'), chosen, listed('IMP-2')], [is('accepted'), is('proposed')])).toEqual([]);
  expect(decided([held, listed('IMP-1'), chosen, listed('IMP-2')], [is('accepted'), is('declined')])).toEqual([chosen]);
});

test('a light one is complete without a meeting, as soon as it is signed off; any other is not', () => {
  const answers = [
    { key: 'detect' as const, textId: 'a' },
    { key: 'react' as const, textId: 'b' },
  ];
  const said: PostmortemEvent[] = [
    prompted(tom),
    { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p5'], answers },
    { type: 'PostmortemSignedOff', at: over, by: priya, as: 'product_manager' },
  ];
  const light = required({ requirement: 'light', because: ['false_alarm'] });
  expect(decided([light, ...said], [])).toEqual([{ type: 'PostmortemCompleted', at: over }]);
  expect(decided([light, ...said.slice(0, 2)], [])).toEqual([]);
  expect(decided(said, [])).toEqual([]);
});
