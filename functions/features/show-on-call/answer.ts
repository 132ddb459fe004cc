import type { KnownBlock } from '@slack/types';
import type { OnCall } from '#domain/team/rota';
import type { KnownTeam, TeamSlug } from '#domain/team/team';
import { actions, context, section } from '#slack-kit/blocks';
import { rotaButton, showButton, swapButton } from '#slack-kit/team-buttons';
import { onCallSaid } from '#slack-kit/team-words';
import { mention, named, when } from '#slack-kit/text';

export type Answered = {
  slug: TeamSlug;
  team: KnownTeam;
  onCall: OnCall;
  /** Until when, as the rota has it. */
  until: string | undefined;
  at: string;
  now: boolean;
  /** The service that was asked about. */
  service?: string | undefined;
};

/** Who is on call: of a team, or of whoever has a service. */
export function answer({ slug, team, onCall, until, at, now, service }: Answered): { text: string; blocks: KnownBlock[] } {
  const whose = `${service ? `${named(service)} is ${named(team.name)}’s. ` : ''}*${named(team.name)}*`;
  const time = now ? 'now' : when(at, 'day and time');
  const since = onCall.uncoveredSince ? ` since ${when(onCall.uncoveredSince, 'day and time')}` : '';
  const said = `${whose}, ${time}: ${onCallSaid(onCall)}${since}${until ? ` until ${when(until, 'day and time')}` : ''}.`;
  const nobody = onCall.superhero === null && onCall.sideKick === null;
  const asked = team.state === 'disbanded' ? 'It was disbanded.' : `Its lead is ${mention(team.lead)}.`;
  return {
    text: said,
    blocks: [
      section(said),
      ...(nobody ? [context(`${team.rota === null ? 'It has no rota. ' : ''}${asked}`)] : []),
      actions(showButton(slug, 'The team'), rotaButton(slug), swapButton(slug)),
    ],
  };
}
