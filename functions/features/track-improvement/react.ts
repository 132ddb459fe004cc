import type { Effect, IssueEffect } from '#domain/effects';
import { isChosen, type KnownImprovement } from '#domain/improvement/improvement';
import { type Tracked, trackedAs } from '#domain/improvement/improvement-kind';
import type { ImprovementNews, ImprovementView } from '#domain/improvement/view';
import { type Tracker, trackerName } from '#domain/team/tracker';
import { escaped, link, unescaped } from '#slack-kit/text';
import { putAsideThere } from './decide.ts';

/** What is chosen has a twin in the tracker of the team that does it; what is private never has one, and loses its words where it had. */
export function react(view: ImprovementView, news: ImprovementNews[]): Effect[] {
  return [...twin(view), ...sayRefused(view, news)];
}

function twin(view: ImprovementView): IssueEffect[] {
  const { id, improvement, hidden, now } = view;
  const { tracked, trackingRefused: refused } = improvement;
  const tracker = view.team?.tracker ?? view.organisation.tracker ?? (tracked && placeOf(tracked));
  if (tracker === undefined) return [];
  const isNew = tracked === undefined;
  const wanted = isChosen(improvement) && !hidden;
  // Whatever happens to it on another day, it is tried again.
  const today = now.slice(0, 10);
  const again = refused && refused.code !== putAsideThere && refused.at.slice(0, 10) < today ? { again: today } : {};
  const words = hidden ? { title: id, paragraphs: [keptHere] } : said(view);
  return [
    {
      kind: 'issue',
      key: trackedAs(id),
      improvement: id,
      tracker,
      ...words,
      stands: hidden ? 'dropped' : standing(improvement),
      ...(hidden && { alone: true as const }),
      ...again,
      // One whose making was never heard of may be there all the same.
      ...(isNew && !wanted && { onlyIfThere: true as const }),
    },
  ];
}

const keptHere = 'This one is kept in Slack only.';

function standing({ state }: KnownImprovement): IssueEffect['stands'] {
  if (state === 'done') return 'done';
  return state === 'declined' || state === 'superseded' ? 'dropped' : 'open';
}

/** No names: who has it is said in Slack, and a tracker may be public. */
function said({ id, improvement, words, service, team }: ImprovementView): Pick<IssueEffect, 'title' | 'paragraphs'> {
  const text = (textId: string | undefined) => unescaped((textId && words[textId]) || '').trim();
  const doneWhen = text(improvement.doneWhenId);
  const facts = [
    service && `Service: ${service.name}`,
    team && `Team: ${team.name}`,
    'dueOn' in improvement && `Due: ${improvement.dueOn}`,
    `Priority: ${improvement.priority}`,
  ].filter(Boolean);
  const outOf = improvement.incidents.length > 0 ? `What was learnt from ${improvement.incidents.join(', ')}. ` : '';
  return {
    title: text(improvement.titleId) || id,
    paragraphs: [
      ...(doneWhen ? [`Done when: ${doneWhen}`] : []),
      facts.join(' · '),
      `${outOf}It is kept in Slack as ${id}: closed here it is done there, and the other way round. What you write below the next line stays yours.`,
    ],
  };
}

/** Where nobody says any more where it is to be, it stays where it is. */
function placeOf({ tracker, ref, url }: Tracked): Tracker {
  if (tracker === 'github') return { github: { repository: ref.split('#')[0] ?? '' } };
  return { jira: { site: new URL(url).hostname, project: ref.split('-')[0] ?? '', issue_type: 'Task' } };
}

/** Once, where the team reads, with what to do. */
function sayRefused({ id, improvement, hidden, team, organisation, words }: ImprovementView, news: ImprovementNews[]): Effect[] {
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'ImprovementTrackingRefused') return [];
    const title = hidden ? '' : words[improvement.titleId];
    const name = title ? `*${id}* ${escaped(unescaped(title))}` : `*${id}*`;
    const tool = event.tracker === 'jira' ? trackerName.jira : trackerName.github;
    const there = improvement.tracked && !hidden ? link(improvement.tracked.url, improvement.tracked.ref) : tool;
    const text =
      event.code === putAsideThere
        ? `${name}: ${there} was closed as not to be done. Here it stays open: decline it with what speaks against it, or open it again over there.`
        : `${name} could not be kept up to date in ${tool}: ${whatToDo(tool, event.code)} Here nothing is lost; it is tried again when something about it changes, or when anything happens to it on another day.`;
    const to = team?.channel && !hidden ? team.channel : organisation.operations;
    return [{ kind: 'message', key: `${id}/${version}/tracking-refused`, to, orElse: organisation.operations, text: `⚠ ${text}` }];
  });
}

function whatToDo(tool: string, code: string): string {
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
