import { describe, expect, test } from 'vitest';
import type { PersonId } from '#domain/person/person';
import { lawful } from '#domain/postmortem/clock';
import { owedOf } from '#domain/postmortem/owed';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Calendar } from '#domain/team/working-hours';
import { crowd, plus } from '#test/builders';
import { answeredBy, as, given, joined, london, offered, required } from '#test/prompting';

const monday = '2026-03-09T18:00:00.000Z';
const people = crowd(40);
const open = (...more: PostmortemEvent[]): Postmortem =>
  given(
    offered('PM-1', monday),
    required(monday),
    joined(
      monday,
      people.map((person) => as(person, 'responder')),
    ),
    ...more,
  );

/** A calendar that counts how often it is asked for somebody's hours. */
function counted(): { calendar: Calendar; looks: () => number } {
  let looks = 0;
  const { workingHours, ...rest } = london;
  const calendar = Object.defineProperty({ ...rest } as Calendar, 'workingHours', {
    get: () => {
      looks++;
      return workingHours;
    },
  });
  return { calendar, looks: () => looks };
}

function looksFor(postmortem: Postmortem, all: readonly PersonId[]): number {
  const { calendar, looks } = counted();
  for (const person of all) owedOf('PM-1', postmortem, person, calendar);
  return looks();
}

describe('Working days are slow to reckon with', () => {
  test('what forty people with one calendar are owed takes as much of it as what one is', () => {
    const one = looksFor(open(), people.slice(0, 1));
    expect(one).toBeGreaterThan(0);
    expect(looksFor(open(), people)).toBe(one);
  });

  test('nothing is reckoned for those who have been asked and have answered, only watched, or are gone', () => {
    const [answered, watched, gone] = people as [PersonId, PersonId, PersonId];
    const at = plus(monday, 60);
    const postmortem = open(
      answeredBy(answered, at, 'p1', 'p3', 'p5'),
      { type: 'PostmortemPromptSkipped', at, by: watched, prompts: [], how: 'watched' },
      { type: 'PostmortemPeopleChanged', at, people: [], gone: [gone] },
    );
    expect(looksFor(postmortem, [answered, watched, gone])).toBe(0);
  });

  test('another calendar is reckoned with anew', () => {
    const easter = { ...london, holidays: ['2026-03-10'] };
    const evening = '2026-03-09T20:30:00.000Z';
    expect([lawful(london, evening), lawful(easter, evening), lawful(london, evening)]).toEqual([
      '2026-03-10T09:30:00.000Z',
      '2026-03-11T09:30:00.000Z',
      '2026-03-10T09:30:00.000Z',
    ]);
  });

  test('and so is the same one after another call in the night', () => {
    const [morning, called] = ['2026-03-10T09:30:00.000Z', '2026-03-10T02:00:00.000Z'];
    expect([lawful(london, morning), lawful(london, morning, called), lawful(london, morning)]).toEqual([
      morning,
      '2026-03-10T14:00:00.000Z',
      morning,
    ]);
  });
});
