import type { KnownBlock } from '@slack/types';
import type { LoadFigures } from '#domain/team/load-figures';
import type { KnownTeam, TeamSlug } from '#domain/team/team';
import { actions, context, fields, header } from '#slack-kit/blocks';
import { lifecycleName } from '#slack-kit/incident-words';
import { rotaButton, showButton, supportButton } from '#slack-kit/team-buttons';
import { named, when } from '#slack-kit/text';

/** What rests on a team, in the figures that the guardrails look at too. */
export function card(slug: TeamSlug, team: KnownTeam, figures: LoadFigures): { text: string; blocks: KnownBlock[] } {
  const { owns, byState, domains, targets, supports, takesBack, incoming, outgoing, peopleInRota, weeksBetween, callsEach } = figures;
  const text = `${named(team.name)} owns ${owns} ${owns === 1 ? 'service' : 'services'}`;
  return {
    text,
    blocks: [
      header(`Load of ${team.name}`),
      fields([
        ['Owns', owns === 0 ? 'nothing' : `${owns}: ${listed(byState.map(([state, count]) => `${count} ${lifecycleName[state]}`))}`],
        [
          'Product domains',
          domains.length === 0 ? 'none' : `${domains.length}: ${listed(domains.map(([domain, count]) => `${named(domain)} (${count})`))}`,
        ],
        [
          'Targets',
          targets.length === 0
            ? 'none'
            : listed(targets.map(([target, count]) => `${count} with ${target === undefined ? 'none' : `${target} %`}`)),
        ],
        ['Also', `supports ${supports}, takes back ${takesBack}`],
        ['Rota', rotaSaid(peopleInRota, weeksBetween)],
        ['Calls out of hours', callsEach === undefined ? 'nobody is in the rota' : `${callsEach.toFixed(1)} per person in 4 weeks`],
        ['Support', supportSaid(figures)],
        ['Transfers', `${incoming.length} in${tail(incoming)}, ${outgoing.length} out${tail(outgoing)}`],
      ]),
      context('Overdue improvements: no figure yet.'),
      actions(showButton(slug, 'The team'), rotaButton(slug), supportButton(slug)),
    ],
  };
}

const most = 8;
const listed = (all: string[]) => `${all.slice(0, most).join(', ')}${all.length > most ? ` and ${all.length - most} more` : ''}`;
const tail = (all: readonly string[]) => (all.length === 0 ? '' : ` (${listed([...all])})`);

function rotaSaid(people: number, weeks: number | undefined): string {
  if (people === 0) return 'nobody';
  const between =
    weeks === undefined ? '' : weeks === 0 ? ', on call every week' : `, ${weeks} ${weeks === 1 ? 'week' : 'weeks'} between shifts`;
  return `${people} ${people === 1 ? 'person' : 'people'}${between}`;
}

const supportSaid = ({ supportShare }: LoadFigures) =>
  supportShare === undefined
    ? 'no figure yet'
    : `${supportShare.percent} % of its capacity over ${supportShare.weeks} weeks, said ${when(supportShare.at, 'day and time')}`;
