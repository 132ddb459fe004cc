import type { Change, Issue } from './issue.ts';

export type Asked = { method: string; path: string; query: URLSearchParams; body: Record<string, unknown> };
export type Told = { status: number; body?: unknown };

/** What a stand-in can do with the issues that there are. */
export type Desk = {
  host: string;
  all(): Issue[];
  add(issue: Pick<Issue, 'tracker' | 'place' | 'title' | 'notes' | 'labels'>): Issue;
  change(issue: Issue, change: Change): Issue;
};
