import type { App } from '@slack/bolt';
import { cut } from '#domain/cut';
import type { Desk } from '#domain/desk';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type ListedTeam, listTeams } from '#domain/team/board';
import { type KnownTeam, type OfGroup, type Team, TeamSlug, teamOfGroupRef, teamRef } from '#domain/team/team';
import { type Channel, channelRef, notHere } from '#domain/workspace/channel';
import { type Heard, onVerb } from './commands.ts';
import { mentioned } from './mentioned.ts';
import { privately } from './say.ts';
import { menu, notFound } from './team-buttons.ts';
import type { TeamVerb } from './team-help.ts';
import { unescaped } from './text.ts';

/** Which team a line is about, who typed it and when; `rest` is what follows verb and team. */
export type OnTeam = Omit<Heard, 'rest'> & { slug: TeamSlug; team: KnownTeam; by: PersonId; at: string; rest: string };

/** `/team rota home-mpt …`: the team by its name or its Slack group; whoever names none means the only one that is theirs. */
export function onTeamVerb(app: App, desk: Desk, verb: TeamVerb, listener: (heard: OnTeam) => Promise<void>): void {
  onTeam(app, verb, async ({ rest: said, ...heard }) => {
    const by = PersonId.parse(heard.payload.user_id);
    const [found] = await Promise.all([teamNamedIn(desk, said, by), refuseShared(desk, heard.payload.channel_id)]);
    if ('which' in found) return heard.ack(found.which);
    await listener({ ...heard, ...found, by, at: desk.now() });
  });
}

export const onTeam = (app: App, verb: TeamVerb, listener: (heard: Heard) => Promise<void>): void => onVerb(app, '/team', verb, listener);

export async function refuseShared({ records }: Desk, channel: string): Promise<void> {
  const [here] = await records.load([channelRef(channel)] as Ref<unknown>[]);
  if ((here?.value as Channel | undefined)?.shared) throw new Rejection('shared_channel', notHere);
}

/** A form or a button names it exactly. */
export async function teamCalled({ records }: Pick<Desk, 'records'>, slug: TeamSlug): Promise<Team> {
  const [found] = await records.load([teamRef(slug)] as Ref<unknown>[]);
  return found?.value as Team;
}

type Named = { slug: TeamSlug; team: KnownTeam; rest: string };
type Which = { which: ReturnType<typeof privately> };

export async function teamNamedIn(desk: Desk, said: string, by: PersonId): Promise<Named | Which> {
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(said.trim()) ?? [];
  const slug = await slugOf(desk, word);
  const team = slug && (await teamCalled(desk, slug));
  if (slug && team && team.state !== 'none') return { slug, team, rest: rest.trim() };
  const all = await listTeams(desk.boards);
  const called = calledIn(all, said.trim());
  if (called) return known(desk, called, said.trim().slice(called.name.length).trim());
  const mine = all.filter(({ people }) => people.includes(by));
  const [only] = mine;
  if (only && mine.length === 1 && !looksLikeTeam(word)) return known(desk, only, said.trim());
  const which = word === '' || !looksLikeTeam(word) ? privately('Which team?', menu(mine)) : unknownTeam(word);
  return { which };
}

/** One whose whole name begins the line; of “Home” and “Home Products” the longer. */
export const calledIn = (all: ListedTeam[], said: string): ListedTeam | undefined =>
  all
    .filter(({ name }) => said.toLowerCase().startsWith(name.toLowerCase()) && /^(\s|$)/.test(said.slice(name.length)))
    .toSorted((a, b) => b.name.length - a.name.length)[0];

export const unknownTeam = (said: string) => {
  const words = cut(unescaped(said), 100);
  return privately(`I know no team that is called “${words}”.`, notFound(words));
};

/** A person, a time or an address is no team's name. */
const looksLikeTeam = (word: string) => /^@?[a-z0-9][a-z0-9-]*$/i.test(word) && /-|^@/.test(word) && !/^\d{4}-/.test(word);

async function slugOf({ records }: Desk, word: string): Promise<TeamSlug | undefined> {
  const [group] = mentioned(word).groups;
  if (!group) return TeamSlug.safeParse(unescaped(word).replace(/^@/, '').toLowerCase()).data;
  const [found] = await records.load([teamOfGroupRef(group)] as Ref<unknown>[]);
  return (found?.value as OfGroup | undefined)?.team;
}

async function known(desk: Desk, { slug }: ListedTeam, rest: string): Promise<Named | Which> {
  const team = await teamCalled(desk, slug);
  return team.state === 'none' ? { which: unknownTeam(slug) } : { slug, team, rest };
}
