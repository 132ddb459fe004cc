import type { Effect, IssueEffect } from '#domain/effects';
import { isChosen, type KnownImprovement } from '#domain/improvement/improvement';
import { type Tracked, trackedAs } from '#domain/improvement/improvement-kind';
import { putAsideThere } from '#domain/improvement/tracking';
import type { ImprovementNews, ImprovementView } from '#domain/improvement/view';
import type { Tracker } from '#domain/team/tracker';
import { actions, section } from '#slack-kit/blocks';
import { retryTrackingButton } from '#slack-kit/improvement-buttons';
import { escaped, link, unescaped } from '#slack-kit/text';
import { toolName, triesSaid, whatToDo } from '#slack-kit/tracker-words';

/** What is chosen has a twin in the tracker of the team that does it; what is private never has one, and loses its words where it had. */
export function react(view: ImprovementView, news: ImprovementNews[]): Effect[] {
  return [...twin(view), ...sayRefused(view, news)];
}

export function twin(view: ImprovementView): IssueEffect[] {
  const { id, improvement, hidden } = view;
  const { tracked, trackingTried: again } = improvement;
  const tracker = view.team?.tracker ?? view.organisation.tracker ?? (tracked && placeOf(tracked));
  if (tracker === undefined) return [];
  const isNew = tracked === undefined;
  const wanted = isChosen(improvement) && !hidden;
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
      ...(again && { again }),
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
    const tool = toolName(event.tracker);
    const there = improvement.tracked && !hidden ? link(improvement.tracked.url, improvement.tracked.ref) : tool;
    const text =
      event.code === putAsideThere
        ? `${name}: ${there} was closed as not to be done. Here it stays open: decline it with what speaks against it, or open it again over there.`
        : `${name} could not be kept up to date in ${tool}: ${whatToDo(tool, event.code)} Here nothing is lost. ${triesSaid(improvement)}`;
    const to = team?.channel && !hidden ? team.channel : organisation.operations;
    const said = `⚠ ${text}`;
    const mended = event.code !== putAsideThere && !hidden ? { blocks: [section(said), actions(retryTrackingButton(id))] } : {};
    return [{ kind: 'message', key: `${id}/${version}/tracking-refused`, to, orElse: organisation.operations, text: said, ...mended }];
  });
}
