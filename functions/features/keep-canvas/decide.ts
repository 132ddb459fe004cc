import type { Outcome } from '#domain/effects';
import type { Act } from '#domain/perform';
import { canvasAgainAt } from '#domain/postmortem/canvas';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isDue } from '#domain/time/due';

type Nothing = Record<string, never>;

/** What came of keeping it in the channel's canvas. Being refused the same again is nothing new. */
export const recordCanvas: Act<Postmortem, Nothing, { at: string; outcome: Outcome }, PostmortemEvent> = {
  facts: () => ({}),
  decide(postmortem, _, { at, outcome }) {
    if (postmortem.state === 'none') return [];
    const { canvasRefused: before } = postmortem;
    if (outcome.kind === 'refused')
      return before?.code === outcome.code ? [] : [{ type: 'PostmortemCanvasRefused', at, code: outcome.code }];
    return before === undefined ? [] : [{ type: 'PostmortemCanvasKept', at }];
  },
};

export const retryCanvas: Act<Postmortem, Nothing, { at: string }, PostmortemEvent> = {
  facts: () => ({}),
  decide: (postmortem, _, { at }) => (isDue(canvasAgainAt(postmortem), at, true) ? [{ type: 'PostmortemCanvasTried', at }] : []),
};
