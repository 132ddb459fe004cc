import * as z from 'zod';
import { isPutAsideAtGithub, isPutAsideAtJira } from '#domain/team/tracker';
import type { FollowTracker } from './decide.ts';

type Heard = Omit<FollowTracker, 'at'>;
const at = z.iso.datetime({ offset: true });

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues */
const GithubHook = z.object({
  action: z.enum(['closed', 'reopened']),
  issue: z.object({ id: z.int(), state_reason: z.string().nullish(), closed_at: at.nullish(), updated_at: at }),
});

/** What of it is none of our business (a push, a comment, a ping) is `nothing`. */
export function readGithub(body: unknown): Heard | 'nothing' {
  const read = GithubHook.safeParse(body);
  if (!read.success) return 'nothing';
  const { action, issue } = read.data;
  const heard = { tracker: 'github', issue: String(issue.id) } as const;
  if (action === 'reopened') return { ...heard, became: 'reopened', happenedAt: issue.updated_at };
  return {
    ...heard,
    became: isPutAsideAtGithub(issue.state_reason) ? 'put_aside' : 'done',
    happenedAt: issue.closed_at ?? issue.updated_at,
  };
}

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
const JiraHook = z.object({
  webhookEvent: z.literal('jira:issue_updated'),
  timestamp: z.int().min(0).max(8_640_000_000_000_000),
  issue: z.object({
    id: z.string(),
    fields: z.object({
      status: z.object({ name: z.string().optional(), statusCategory: z.object({ key: z.string() }) }),
      resolution: z.object({ name: z.string() }).nullish(),
    }),
  }),
  changelog: z.object({ items: z.array(z.object({ field: z.string() })) }),
});

export function readJira(body: unknown): Heard | 'nothing' {
  const read = JiraHook.safeParse(body);
  if (!read.success || !read.data.changelog.items.some(({ field }) => field === 'status')) return 'nothing';
  const { issue, timestamp } = read.data;
  const heard = { tracker: 'jira', issue: issue.id, happenedAt: new Date(timestamp).toISOString() } as const;
  const { status, resolution } = issue.fields;
  // Any move to what is not done; whether it was done there before, it does not say.
  if (status.statusCategory.key !== 'done') return { ...heard, became: 'going_on' };
  return { ...heard, became: isPutAsideAtJira(status.name, resolution?.name) ? 'put_aside' : 'done' };
}
