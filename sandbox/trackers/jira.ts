import type { Asked, Desk, Told } from './desk.ts';
import { type Issue, refOf } from './issue.ts';

const ways = [
  { id: '11', name: 'To Do', closed: false, category: 'new', resolution: null },
  { id: '21', name: 'In Progress', closed: false, category: 'indeterminate', resolution: null },
  { id: '31', name: 'Done', closed: true, category: 'done', resolution: 'Done' },
  { id: '41', name: "Won't do", closed: true, category: 'done', resolution: "Won't Do" },
] as const;

/** Jira Cloud's issues, as far as Muster asks. https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export function jira(asked: Asked, desk: Desk): Told {
  const { path, method, body } = asked;
  if (path === '/rest/api/3/issue' && method === 'POST') return create(body, desk);
  if (path === '/rest/api/3/search/jql' && method === 'POST') return search(body, desk);
  const [, key = '', transitions] = /^\/rest\/api\/3\/issue\/([\w-]+)(\/transitions)?$/.exec(path) ?? [];
  const issue = desk.all().find((one) => one.tracker === 'jira' && (refOf(one) === key || String(one.id) === key));
  if (issue === undefined)
    return { status: 404, body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} } };
  if (transitions) return method === 'POST' ? move(issue, body, desk) : { status: 200, body: { transitions: ways.map(way) } };
  if (method === 'PUT') {
    const { summary, description } = body.fields as { summary?: string; description?: unknown };
    desk.change(issue, { ...(summary !== undefined && { title: summary }), ...(description !== undefined && { notes: description }) });
    return { status: 204 };
  }
  return { status: 200, body: shown(issue) };
}

const way = ({ id, name, category }: (typeof ways)[number]) => ({ id, name, to: { name, statusCategory: { key: category } } });

function create({ fields }: Record<string, unknown>, desk: Desk): Told {
  const { project, issuetype, summary, description, labels = [] } = fields as Record<string, unknown>;
  const errors = {
    ...(typeof summary === 'string' && summary !== '' && summary.length <= 255
      ? {}
      : { summary: 'You must specify a summary of the issue.' }),
    ...((description as { type?: string } | undefined)?.type === 'doc'
      ? {}
      : { description: 'Operation value must be an Atlassian Document' }),
    ...((issuetype as { name?: string } | undefined)?.name ? {} : { issuetype: 'Specify an issue type' }),
  };
  if (Object.keys(errors).length > 0) return { status: 400, body: { errorMessages: [], errors } };
  const place = (project as { key: string }).key;
  const issue = desk.add({ tracker: 'jira', place, title: String(summary), notes: description, labels: labels as string[] });
  return { status: 201, body: { id: String(issue.id), key: refOf(issue), self: `https://${desk.host}/rest/api/3/issue/${issue.id}` } };
}

function search({ jql }: Record<string, unknown>, desk: Desk): Told {
  const [, place, label = ''] = /^project = "([^"]+)" AND labels = "([^"]+)"/.exec(String(jql)) ?? [];
  const found = desk.all().filter((one) => one.tracker === 'jira' && one.place === place && one.labels.includes(label));
  return { status: 200, body: { issues: found.map((one) => ({ id: String(one.id), key: refOf(one) })), isLast: true } };
}

function move(issue: Issue, { transition }: Record<string, unknown>, desk: Desk): Told {
  const chosen = ways.find(({ id }) => id === (transition as { id?: string } | undefined)?.id);
  if (chosen === undefined)
    return { status: 400, body: { errorMessages: ['It seems that you have tried to perform an illegal workflow operation.'] } };
  desk.change(issue, { closed: chosen.closed, reason: chosen.resolution });
  return { status: 204 };
}

const shown = (issue: Issue) => ({
  id: String(issue.id),
  key: refOf(issue),
  fields: {
    summary: issue.title,
    description: issue.notes,
    labels: issue.labels,
    status: { name: issue.closed ? 'Done' : 'To Do', statusCategory: { key: issue.closed ? 'done' : 'new' } },
    resolution: issue.reason === null ? null : { name: issue.reason },
  },
});

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
export const jiraHook = (issue: Issue, by: string, now: number) => ({
  timestamp: now,
  webhookEvent: 'jira:issue_updated',
  issue_event_type_name: 'issue_generic',
  user: { displayName: by },
  issue: shown(issue),
  changelog: { id: '1', items: [{ field: 'status', fieldtype: 'jira', toString: issue.closed ? 'Done' : 'To Do' }] },
});
