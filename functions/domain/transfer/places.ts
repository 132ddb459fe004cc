import type { Effect, Place, Words } from '#domain/effects';
import type { PersonId } from '#domain/person/person';
import type { ActiveTeam } from '#domain/team/team';
import type { TransferId } from './transfer-kind.ts';
import type { TransferView } from './view.ts';

/** A channel as Slack takes it: by its id, or by its name with the sign before it. */
const channelNamed = (channel: string): Place => (/^[CG][A-Z0-9]{6,}$/.test(channel) ? channel : `#${channel.replace(/^#/, '')}`);
export const channelOf = (team: ActiveTeam | undefined): Place | undefined => (team?.channel ? channelNamed(team.channel) : undefined);

/** Where a transfer is worked on: with those who are to have it, or where ownership is spoken of. */
export const roomOf = ({ to, organisation }: TransferView): Place => channelOf(to) ?? organisation.ownership;

export const cardKey = (id: TransferId) => `${id}/card`;

type Said = Words & { current?: boolean };

/** In the thread under the transfer's card: once, or as things stand where it is `current`. */
export const inThread = (view: TransferView, name: string, words: Said): Effect => ({
  kind: 'message',
  key: `${view.id}/${name}`,
  to: roomOf(view),
  under: cardKey(view.id),
  ...words,
});

/** The same to each of these people. */
export const toEach = (view: TransferView, name: string, people: (PersonId | undefined)[], words: Said): Effect[] =>
  [...new Set(people.flatMap((person) => person ?? []))].map((person) => ({
    kind: 'message',
    key: `${view.id}/${name}/${person}`,
    to: person,
    ...words,
  }));
