import type { Calls } from './calls.ts';

const pageSize = 200;

/** Everyone and every group of the workspace, as Slack shows them, page by page: for the nightly scan only. */
export const slackWorkspace = (calls: Calls) => ({
  async *people(): AsyncGenerator<unknown> {
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await calls((slack) => slack.users.list({ limit: pageSize, ...(cursor && { cursor }) }));
      yield* page.members ?? [];
      cursor = page.response_metadata?.next_cursor;
    }
  },
  async groups(): Promise<unknown[]> {
    const { usergroups = [] } = await calls((slack) => slack.usergroups.list({ include_users: true, include_disabled: true }));
    return usergroups;
  },
});
