/** One issue as both stand-ins keep it. `notes`: what Jira has as ADF and GitHub as Markdown. */
export type Issue = {
  tracker: 'github' | 'jira';
  id: number;
  /** The repository or the project. */
  place: string;
  host: string;
  number: number;
  title: string;
  notes: unknown;
  labels: string[];
  closed: boolean;
  reason: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  /** Every call that changed it, and by whom. */
  changes: { at: string; by: string; what: string[] }[];
};

export const refOf = ({ tracker, place, number }: Issue) => (tracker === 'github' ? `${place}#${number}` : `${place}-${number}`);
export type Change = Partial<Pick<Issue, 'title' | 'notes' | 'closed' | 'reason'>>;

/** To the second, as both tell it. */
export const toTheSecond = (at: string) => `${at.slice(0, 19)}Z`;

export function changed(issue: Issue, { at, by, ...change }: Change & { at: string; by: string }): Issue {
  const what = Object.keys(change).filter(
    (name) => JSON.stringify(issue[name as keyof Change]) !== JSON.stringify(change[name as keyof Change]),
  );
  if (what.length === 0) return issue;
  const closedAt = change.closed === undefined ? issue.closedAt : change.closed ? (issue.closedAt ?? at) : null;
  return { ...issue, ...change, updatedAt: at, closedAt, changes: [...issue.changes, { at, by, what }] };
}
