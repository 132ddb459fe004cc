import type { Improvement } from '#domain/improvement/improvement';
import { lastTried, triedAgainAt } from '#domain/improvement/tracking';
import { trackerName } from '#domain/team/tracker';
import { escaped, when } from './text.ts';

export const toolName = (tracker: string): string => (tracker === 'jira' ? trackerName.jira : trackerName.github);

/** That it does not stand there as it stands here, for whoever looks at it. */
export const refusedSaid = (improvement: Improvement, { tracker, code, at }: { tracker: string; code: string; at: string }): string =>
  `⚠ It could not be kept up to date in ${toolName(tracker)}: ${whatToDo(toolName(tracker), code)} Here nothing is lost. Last tried ${when(lastTried(improvement) ?? at, 'day and time')}. ${triesSaid(improvement)}`;

export const triesSaid = (improvement: Improvement): string =>
  `It is tried again ${triedAgainAt(improvement) ? 'by itself, and at once' : ''} with the button.`.replace('  ', ' ');

export function whatToDo(tool: string, code: string): string {
  const path = `\`/muster/trackers/${tool.toLowerCase()}\``;
  switch (code) {
    case 'no_secret':
      return `there is no token. Whoever looks after Muster puts one into the parameter ${path}.`;
    case 'http_401':
      return `its token is not good any more. Whoever looks after Muster puts a new one into the parameter ${path}.`;
    case 'http_403':
      return 'its token may not do that. It needs to read and write issues there.';
    case 'http_404':
      return 'there is no such place, or its token may not see it. Look at `tracker` in the catalogue, and whether the issue is still there.';
    case 'http_410':
      return 'the issue was deleted, or issues are turned off there.';
    case 'no_transition':
      return 'its workflow has no way to where this one is now. Move it by hand.';
    default:
      return `it did not take what was said (${escaped(code)}). Look at \`tracker\` in the catalogue: labels and issue type have to exist there.`;
  }
}
