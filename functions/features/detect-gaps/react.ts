import type { Effect } from '#domain/effects';
import type { TeamNews, TeamView } from '#domain/team/view';
import { actions, section } from '#slack-kit/blocks';
import { coverButton, rotaButton, swapButton } from '#slack-kit/team-buttons';
import { levelSaid, spanSaid } from '#slack-kit/team-words';
import { mention, named } from '#slack-kit/text';

/** Said to whoever can see to it, each time to other people. */
export const react = ({ id, slug, team }: TeamView, news: TeamNews[]): Effect[] =>
  news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'OnCallGapDetected') return [];
    const { gap, services, level, told, people } = event;
    const needed = services.slice(0, 10).join(', ') + (services.length > 10 ? ` and ${services.length - 10} more` : '');
    const whose = told === 'lead' ? '' : ` Its lead ${mention(team.lead)} has known for a while.`;
    const text = `⚠ No one is on call for ${named(team.name)} ${spanSaid(gap)}. Required: ${levelSaid[level]} for ${needed}.${whose}`;
    const blocks = [section(text), actions(rotaButton(slug), coverButton(slug), swapButton(slug))];
    return people.map((person) => ({ kind: 'message', key: `${id}/${version}/gap-${person}`, to: person, text, blocks }));
  });
