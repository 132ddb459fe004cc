import type { Effect, PagerEffect, SlackEffect } from './effects.ts';
import type { World } from './ports.ts';

/** Slack and the teams' pagers side by side: where one is down, the other goes on. */
export function bothWorlds(slack: World<SlackEffect>, pagers: World<PagerEffect>): World {
  const pick = <Result>(effect: Effect, inSlack: (effect: SlackEffect) => Result, elsewhere: (effect: PagerEffect) => Result) =>
    effect.kind === 'pager' ? elsewhere(effect) : inSlack(effect);
  return {
    perform: (effect) => pick(effect, slack.perform, pagers.perform),
    find: (effect, at) =>
      pick(
        effect,
        (one) => slack.find(one, at),
        (one) => pagers.find(one, at),
      ),
    update: (effect, outcome) =>
      pick(
        effect,
        (one) => slack.update(one, outcome),
        (one) => pagers.update(one, outcome),
      ),
  };
}
