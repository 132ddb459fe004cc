import type { KnownBlock } from '@slack/types';
import { improvementShareOf } from '#domain/team/improvement-share';
import type { Load } from '#domain/team/load';
import { type OnCall, rotaSize } from '#domain/team/rota';
import type { KnownTeam, TeamSlug } from '#domain/team/team';
import { actions, context, fields, header, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import {
  describeButton,
  disbandButton,
  loadButton,
  membersButton,
  onCallButton,
  policyButton,
  rotaButton,
  showButton,
  swapButton,
} from '#slack-kit/team-buttons';
import { onCallSaid, teamTypeName } from '#slack-kit/team-words';
import { groupMention, link, mention, named, when } from '#slack-kit/text';

export type TeamSeen = { slug: TeamSlug; team: KnownTeam; load: Load; onCall: OnCall; words: Readonly<Record<string, string>> };

/** One team, with all that one can do about it. */
export function card({ slug, team, load, onCall, words }: TeamSeen): { text: string; blocks: KnownBlock[] } {
  const gone = team.state === 'disbanded';
  const text = `${team.name}: ${gone ? 'disbanded' : onCallSaid(onCall)}`;
  return {
    text,
    blocks: [
      header(team.name),
      ...warnings(team),
      fields([
        ['Team', `${slug} · ${teamTypeName[team.teamType]}${team.region ? ` · ${named(team.region)}` : ''}`],
        ['Lead', `${mention(team.lead)}${team.techLead ? `, technically ${mention(team.techLead)}` : ''}`],
        ['On call now', gone ? 'nobody: it was disbanded' : onCallSaid(onCall)],
        ['People', peopleSaid(team)],
        ['Clock', `${named(team.zone)}, ${hoursSaid(team)}`],
        ['Owns', listed(load.owns)],
        ['Supports', listed(load.supports)],
        ['Takes back', listed(load.takesBack)],
        ...improving(team),
      ]),
      ...(team.state === 'active' && team.policy ? policy(team.policy, words) : []),
      ...(gone ? (team.successor ? [actions(showButton(team.successor, team.successor))] : []) : [first(slug), second(slug)]),
    ],
  };
}

function warnings(team: KnownTeam): KnownBlock[] {
  if (team.state === 'disbanded')
    return [
      context(
        `Disbanded ${when(team.disbandedAt, 'day and time')}${team.successor ? `; ${team.successor} comes after it` : ''}. Names are never used twice.`,
      ),
    ];
  return team.windingDown
    ? [context(`⚠ At risk since ${when(team.windingDown.since, 'day and time')}: nobody is left in it who could answer.`)]
    : [];
}

const first = (slug: TeamSlug) => actions(rotaButton(slug), onCallButton(slug), swapButton(slug), membersButton(slug), loadButton(slug));
const second = (slug: TeamSlug) => actions(policyButton(slug), describeButton(slug), disbandButton(slug));

const mostNamed = 12;
const listed = (names: readonly string[]) =>
  names.length === 0
    ? 'nothing'
    : `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}`;

const peopleSaid = ({ members, headcount, group, rota }: KnownTeam) =>
  `${headcount ?? members.length}${group ? `, ${groupMention(group)}` : ''}; ${rotaSize(rota)} in the rota`;

const hoursSaid = ({ workingHours: { days, from, to } }: KnownTeam) =>
  days.length === 0 ? 'no working hours' : from === to ? `${days.join(' ')} round the clock` : `${days.join(' ')} ${from}–${to}`;

const improving = (team: KnownTeam): [string, string][] =>
  team.state === 'active' ? [['Improvements', `${improvementShareOf(team)} % of its time is meant for them`]] : [];

type Policy = { policyId: string; link?: string | undefined; by: string };
const policy = ({ policyId, link: url, by }: Policy, words: Readonly<Record<string, string>>): KnownBlock[] => [
  section(`*Support policy*, by ${mention(by)}${url ? `: ${link(url, url)}` : ''}`),
  ...(words[policyId] ? [quoted(words[policyId])] : []),
];
