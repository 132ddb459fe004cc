import { randomBytes } from 'node:crypto';
import { Failure } from './failure.ts';
import type { ResponseUrl, Trigger } from './records.ts';
import type { Workspace } from './workspace.ts';

/** A trigger lives 3 seconds and opens one view; a response_url lives 30 minutes and is used five times. */

export function issueTrigger(workspace: Workspace, user: string, view: string | null): Trigger {
  const id = `${workspace.now()}.${workspace.identity().team.id}.${randomBytes(16).toString('hex')}`;
  const trigger: Trigger = { id, user, issued: workspace.now(), used: false, view };
  workspace.triggers.set(id, trigger);
  return trigger;
}

export function exchange(workspace: Workspace, id: string): Trigger {
  const trigger = workspace.triggers.get(id);
  if (!trigger) throw new Failure('invalid_trigger_id');
  if (trigger.used) throw new Failure('exchanged_trigger_id');
  if (workspace.now() - trigger.issued > 3000) throw new Failure('expired_trigger_id');
  return trigger;
}

export function issueResponseUrl(workspace: Workspace, user: string, channel: string, original: ResponseUrl['original']): ResponseUrl {
  const id = `${workspace.identity().team.id}-${randomBytes(16).toString('hex')}`;
  const responseUrl: ResponseUrl = { id, user, channel, issued: workspace.now(), uses: 0, original };
  workspace.responseUrls.set(id, responseUrl);
  return responseUrl;
}
