import { triedAgain } from '#domain/time/tried-again';
import type { Postmortem } from './postmortem.ts';

/** A workspace, or a plan, that has none: it is copied from the export instead. */
export const noCanvases = [
  'missing_scope',
  'canvas_disabled_user_team',
  'team_tier_cannot_create_channel_canvases',
  'free_teams_cannot_create_standalone_canvases',
  'free_teams_cannot_edit_standalone_canvases',
  'restricted_action',
];
/** Nobody writes in a channel that was put away, and what people have made of its canvas is left to them. */
const forGood = (code: string) =>
  noCanvases.includes(code) || ['is_archived', 'channel_not_found'].includes(code) || code.endsWith('_already_exists');

/** When what Slack did not take is tried again by itself. */
export function canvasAgainAt(postmortem: Postmortem): string | undefined {
  if (postmortem.state !== 'closed' || postmortem.canvasRefused === undefined || forGood(postmortem.canvasRefused.code)) return undefined;
  const { canvasRefused, canvasTried } = postmortem;
  const last = canvasTried !== undefined && canvasTried > canvasRefused.at ? canvasTried : canvasRefused.at;
  return triedAgain(canvasRefused.at, last);
}
