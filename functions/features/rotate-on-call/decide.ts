import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, belongs, standing } from '#domain/team/authority';
import { onCall } from '#domain/team/rota';
import type { ActiveTeam, Team, TeamEvent } from '#domain/team/team';
import { type Rotation, rotationDue } from '#domain/team/timers';

/** A week has changed hands, or a part of one: on record once, in order, whoever comes by first. */
export const rotateOnCall: Act<Team, Record<string, never>, { at: string; early?: boolean }, TeamEvent> = {
  facts: () => ({}),
  decide(team, _, { at, early = false }) {
    if (team.state !== 'active') return [];
    const events: TeamEvent[] = [];
    let after = team;
    for (let due = rotationDue(after, at, early); due; due = rotationDue(after, at, early)) {
      events.push(...rotated(team, due, at));
      after = { ...after, rotatedAt: due.begins };
    }
    return events;
  },
};

function rotated({ rota, zone }: ActiveTeam, rotation: Rotation, at: string): TeamEvent[] {
  const parts = (instant: string) => {
    const { superhero, sideKick } = onCall(rota, zone, instant);
    return { superhero, sideKick };
  };
  const before = parts(new Date(Date.parse(rotation.begins) - 1).toISOString());
  const now = parts(rotation.begins);
  // Swapped so that it stays with the same people: nobody comes, and nobody goes.
  if (now.superhero === before.superhero && now.sideKick === before.sideKick) return [];
  return [{ type: 'OnCallRotated', at, ...rotation, before, now }];
}

export type NoteHandover = { by: PersonId; at: string; week: string; words: string; noteId: string };

/** "What did you make easier for the next one?" By whoever had the week, or anyone of the team. */
export const noteHandover: Act<Team, Asking, NoteHandover, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, week, words, noteId }) {
    const active = standing(team, facts.person);
    if (!belongs(active, by))
      throw new Rejection('note_by_outsider', 'Only somebody of the team can leave a note for the next one. Nothing has changed.');
    if (words.trim() === '') throw new Rejection('no_words', 'There are no words in it, so nothing has changed.');
    return { events: [{ type: 'HandoverNoted', at, by, week, noteId }], texts: [{ id: noteId, by, body: words.trim(), inHead: true }] };
  },
};
