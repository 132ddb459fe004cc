import { improvementShareOf } from '#domain/team/improvement-share';
import type { OnCall, Shift } from '#domain/team/rota';
import type { ActiveTeam } from '#domain/team/team';
import type { Gap } from '#domain/team/team-events';
import type { TeamType } from '#domain/team/team-type';
import { mention, when } from './text.ts';

export const teamTypeName: Record<TeamType, string> = {
  delivery_team: 'delivery team',
  multi_product_team: 'multi-product team',
  operations_team: 'operations team',
  regional_developer_support: 'regional developer support',
  sre_team: 'SRE team',
  monitoring_team: 'monitoring team',
  service_desk: 'service desk',
  ops_bridge: 'operations bridge',
  production_support: 'production support',
  specialist: 'specialists',
  platform: 'platform team',
  swat: 'SWAT team',
};

export const roleName = { superhero: 'Superhero', side_kick: 'Side-kick' } as const;

/** "@dev is the Superhero, @ben the Side-kick". */
export function onCallSaid({ superhero, sideKick }: Pick<OnCall, 'superhero' | 'sideKick'>): string {
  if (superhero === null && sideKick === null) return '⚠ nobody is on call';
  if (superhero === null && sideKick !== null) return `⚠ no Superhero; ${mention(sideKick)} is the Side-kick`;
  const first = `${mention(superhero ?? '')} is the Superhero`;
  return sideKick === null ? `${first}, with no Side-kick` : `${first}, ${mention(sideKick)} the Side-kick`;
}

export const shiftSaid = (shift: Shift): string => `${spanSaid(shift)}: ${onCallSaid(shift)}`;
export const spanSaid = ({ from, to }: Gap): string =>
  to === null ? `from ${when(from, 'day and time')} on` : `${when(from, 'day and time')} – ${when(to, 'day and time')}`;

/** Meant, and not measured. */
export const shareSaid = (team: Pick<ActiveTeam, 'improvementShare'>): string => {
  const said = team.improvementShare;
  const since = said
    ? ` since ${when(said.at, 'day and time')}${said.by ? `, by ${mention(said.by)}` : ''}`
    : ', as nobody has said otherwise';
  return `*Improvements after incidents*: ${improvementShareOf(team)} % of its time is meant for them${since}.`;
};

export const levelSaid = { team: 'the team itself', domain: 'domain cover', none: 'working hours' } as const;
