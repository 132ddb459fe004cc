import type { Button } from '@slack/types';
import { mayKnowOf } from '#domain/improvement/authority';
import { isOpen, type KnownImprovement } from '#domain/improvement/improvement';
import type { OfferedBecause } from '#domain/improvement/improvement-events';
import type { ImprovementView } from '#domain/improvement/view';
import type { PersonId } from '#domain/person/person';
import type { OwedWhat } from '#domain/prompts/owed';
import { actions, section } from '#slack-kit/blocks';
import {
  assessButton,
  chooseButton,
  declineButton,
  describeButton,
  Helped,
  moveButton,
  reassignButton,
  rescheduleButton,
  showButton,
} from '#slack-kit/improvement-buttons';
import { titleOf, titleWanted } from '#slack-kit/improvement-words';
import { escaped, named } from '#slack-kit/text';
import type { Card } from './card.ts';

/** What somebody is told of one improvement: nothing where it came out of what is private and is not theirs to know. */
export function improvementCard(view: ImprovementView, person: PersonId, what: readonly OwedWhat[]): Card[] {
  const { id, improvement, words, incidents } = view;
  if (!mayKnowOf(improvement, person, incidents)) return [];
  const title = titleOf(improvement, words);
  const wanted = 'owner' in improvement && improvement.owner === person ? titleWanted(improvement, words) : undefined;
  const lines = [
    ...lastOf(what).flatMap((one) => lineOf(view, one, person) ?? []),
    ...(wanted ? [{ text: wanted, buttons: [describeButton(id)] }] : []),
  ];
  const buttons = [...new Map(lines.flatMap((line) => line.buttons).map((one) => [one.action_id, one])).values()];
  const said = lines.map(({ text }) => text).join('\n');
  return [
    {
      text: `${id}: ${escaped(title)}`,
      blocks: [section(`*${id}: ${named(title)}*\n${said}`), ...(buttons.length > 0 ? [actions(...buttons)] : [])],
      asks: false,
      open: (isOpen(improvement) || improvement.state === 'done') && lines.some((line) => !line.text.startsWith('✓')),
    },
  ];
}

/** Of several reminders of one date the last is the one that counts. */
const reminders: OwedWhat[] = ['improvement_yours', 'improvement_before', 'improvement_due', 'improvement_late', 'improvement_weekly'];
function lastOf(what: readonly OwedWhat[]): OwedWhat[] {
  const last = reminders.findLast((one) => what.includes(one));
  return what.filter((one) => one === last || !reminders.includes(one));
}

type Line = { text: string; buttons: Button[] };
const dueOf = (improvement: KnownImprovement) => ('dueOn' in improvement ? improvement.dueOn : 'a date that is not set');

const offered: Record<OfferedBecause, string> = {
  service_moved: 'It comes with its service',
  owner_left: 'Whoever had it is not here any more',
};

function lineOf({ id, improvement }: ImprovementView, what: OwedWhat, person: PersonId): Line | undefined {
  const show = showButton(id);
  if (what === 'did_it_help') {
    const said = improvement.state === 'done' && improvement.helped.some(({ by }) => by === person);
    if (said) return { text: '✓ Thank you for saying how it turned out.', buttons: [show] };
    return { text: 'A month on: did it help?', buttons: [...Helped.options.map((one) => assessButton(id, one)), show] };
  }
  if (!isOpen(improvement))
    return { text: improvement.state === 'done' ? '✓ It is done.' : 'Nobody waits for it any more.', buttons: [show] };
  const [done, later, on] = [moveButton(id, 'done'), rescheduleButton(id), reassignButton(id)];
  switch (what) {
    case 'improvement_yours':
      return {
        text: `It is yours to do, due on ${dueOf(improvement)}. Another date, or somebody else, is fine: say so with a button.`,
        buttons: [done, later, on, show],
      };
    case 'improvement_before':
      return { text: `It is due on ${dueOf(improvement)}.`, buttons: [done, later, show] };
    case 'improvement_due':
      return { text: `It is due on ${dueOf(improvement)}, today.`, buttons: [done, later, show] };
    case 'improvement_late':
    case 'improvement_weekly':
      return {
        text: `It was due on ${dueOf(improvement)}. Another date is fine, with a word on what came between.`,
        buttons: [done, later, on, show],
      };
    case 'improvement_offered':
      return {
        text: improvement.waitingSince
          ? `${offered[improvement.waitingBecause ?? 'service_moved']}: will you take it?`
          : '✓ That is answered.',
        buttons: improvement.waitingSince ? [chooseButton(id, 'Take it'), declineButton(id), show] : [show],
      };
    case 'improvement_extended':
      return {
        text: `It was given another date for the third time: ${dueOf(improvement)} now. What would make room for it?`,
        buttons: [show],
      };
    default:
      return undefined;
  }
}
