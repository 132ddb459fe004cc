import type { Effect, IssueEffect, PagerEffect, SlackEffect } from './effects.ts';
import type { World } from './ports.ts';

type Worlds = { slack: World<SlackEffect>; pagers: World<PagerEffect>; trackers: World<IssueEffect> };

/** Slack, the teams' pagers and their trackers side by side: where one is down, the others go on. */
export function bothWorlds({ slack, pagers, trackers }: Worlds): World {
  const pick = <Result>(
    effect: Effect,
    inSlack: (effect: SlackEffect) => Result,
    atPagers: (effect: PagerEffect) => Result,
    inTrackers: (effect: IssueEffect) => Result,
  ) => (effect.kind === 'pager' ? atPagers(effect) : effect.kind === 'issue' ? inTrackers(effect) : inSlack(effect));
  return {
    perform: (effect) => pick(effect, slack.perform, pagers.perform, trackers.perform),
    find: (effect, at) =>
      pick(
        effect,
        (one) => slack.find(one, at),
        (one) => pagers.find(one, at),
        (one) => trackers.find(one, at),
      ),
    update: (effect, outcome) =>
      pick(
        effect,
        (one) => slack.update(one, outcome),
        (one) => pagers.update(one, outcome),
        (one) => trackers.update(one, outcome),
      ),
  };
}
