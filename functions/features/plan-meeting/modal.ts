import type { KnownBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { Slot } from '#domain/postmortem/slots';
import { actions, button, context, option, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { calendarButton } from '#slack-kit/meeting-buttons';
import { mentions, when } from '#slack-kit/text';

export const submitted = 'plan-meeting-form';
/** Several stand in one view, so each has its own action id. */
export const slotPressed = /^plan-meeting-slot:/;
const names = { minutes: 'meeting-minutes', time: 'meeting-time', invited: 'meeting-invited' } as const;
const lengths = [30, 45, 60, 90] as const;
export const usualMinutes = 60;

type Asked = { id: PostmortemId; due: string; slots: Slot[]; invited: PersonId[]; minutes: number; begins?: string | undefined };

/** Three times at one press each; any other by hand. */
export const meetingModal = ({ id, due, slots, invited, minutes, begins }: Asked): ModalView =>
  modal(
    submitted,
    'Meet about it',
    'Plan it',
    [
      section(`It is to be held by ${when(due, 'day and time')}. These times suit best, shown in your own zone:`),
      ...slots.map((slot, index) => slotRow(slot, index, due)),
      question(
        names.time,
        'Or another time',
        { type: 'datetimepicker' },
        { optional: true, hint: begins ? 'It has a time already: choosing moves it.' : '' },
      ),
      question(names.minutes, 'How long', {
        type: 'static_select',
        options: lengths.map((one) => option(String(one), `${one} minutes`)),
        initial_option: option(String(nearest(minutes)), `${nearest(minutes)} minutes`),
      }),
      question(
        names.invited,
        'Who comes',
        { type: 'multi_users_select', ...(invited.length > 0 && { initial_users: invited }) },
        { hint: 'Those who were there and those who reported it. The draft reaches them a day before.' },
      ),
    ],
    { id },
  );

const nearest = (minutes: number) => lengths.toSorted((a, b) => Math.abs(a - minutes) - Math.abs(b - minutes))[0] ?? usualMinutes;

const slotRow = (slot: Slot, index: number, due: string): KnownBlock => ({
  ...section(`*${when(slot.begins, 'day and time')}*\n${isAfter(slot, due) ? 'after it is due, ' : ''}${suits(slot)}`),
  accessory: button(`plan-meeting-slot:${index}`, 'Take it', slot.begins),
});

const isAfter = ({ begins, minutes }: Slot, due: string) => Date.parse(begins) + minutes * 60_000 > Date.parse(due);

function suits(slot: Slot): string {
  const said = outside(slot);
  return said.length === 0 ? "inside everyone's working hours" : `${said.join(', ')}; the others are at work`;
}

function outside({ early, late, resting }: Slot): string[] {
  return [
    ...(early.length > 0 ? [`early for ${mentions(early, 5)}`] : []),
    ...(late.length > 0 ? [`late for ${mentions(late, 5)}`] : []),
    ...(resting.length > 0 ? [`at night or on a day off for ${mentions(resting, 5)}`] : []),
  ];
}

/** The readers beside the view. */
const Carried = z.object({ id: PostmortemId });
export const readId = (view: Filled): PostmortemId => Carried.parse(JSON.parse(view.private_metadata)).id;
export function read(view: Filled) {
  const said = answers(view);
  const minutes = Number(said.choice(names.minutes) ?? usualMinutes);
  const invited = said.people(names.invited).map((person) => PersonId.parse(person));
  return { id: readId(view), minutes, invited, begins: said.time(names.time) };
}
export const timeMissing = { [names.time]: 'Take one of the times above, or choose another here.' };

export const planned = (id: PostmortemId, begins: string, minutes: number, slot?: Slot): ModalView =>
  modal(submitted, 'Meet about it', undefined, [
    section(
      `*${when(begins, 'day and time')}*, ${minutes} minutes. It stands in the channel, and those who come get the draft a day before.`,
    ),
    ...(slot && outside(slot).length > 0
      ? [section(`It is ${outside(slot).join(', ')}. That is fine where they know of it; another time can still be chosen.`)]
      : []),
    actions(calendarButton(id)),
    context('Choosing another time later moves it.'),
  ]);
