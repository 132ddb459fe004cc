import type { Asked, Desk, Told } from './desk.ts';
import { type Issue, refOf, toTheSecond } from './issue.ts';

/** GitHub's issues, as far as Muster asks. https://docs.github.com/en/rest/issues/issues?apiVersion=2022-11-28 */
export function github({ path, method, query, body }: Asked, desk: Desk): Told {
  const [, place = '', number] = /^\/repos\/([^/]+\/[^/]+)\/issues(?:\/(\d+))?$/.exec(path) ?? [];
  if (place === '') return { status: 404, body: { message: 'Not Found' } };
  if (number === undefined) return method === 'POST' ? create(place, body, desk) : list(place, query, desk);
  const issue = desk.all().find((one) => one.tracker === 'github' && one.place === place && one.number === Number(number));
  if (issue === undefined) return { status: 404, body: { message: 'Not Found' } };
  if (method !== 'PATCH') return { status: 200, body: shown(issue) };
  const { title, body: notes, state, state_reason: reason } = body as Record<string, string | undefined>;
  const closed = state && { closed: state === 'closed', reason: reason ?? null };
  return { status: 200, body: shown(desk.change(issue, { ...(title && { title }), ...(notes !== undefined && { notes }), ...closed })) };
}

function create(place: string, { title, body, labels = [] }: Record<string, unknown>, desk: Desk): Told {
  if (typeof title !== 'string' || title === '' || title.length > 256)
    return { status: 422, body: { message: 'Validation Failed', errors: [{ resource: 'Issue', field: 'title', code: 'missing_field' }] } };
  return { status: 201, body: shown(desk.add({ tracker: 'github', place, title, notes: body ?? null, labels: labels as string[] })) };
}

function list(place: string, query: URLSearchParams, desk: Desk): Told {
  const since = query.get('since') ?? '';
  const size = Number(query.get('per_page') ?? 30);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  const found = desk
    .all()
    .filter((one) => one.tracker === 'github' && one.place === place && one.updatedAt >= since)
    .filter(({ closed }) => query.get('state') === 'all' || !closed)
    .reverse();
  return { status: 200, body: found.slice(from, from + size).map(shown) };
}

export function shown(issue: Issue) {
  const { id, number, place, title, notes, closed, reason, labels, createdAt, updatedAt, closedAt } = issue;
  return {
    id,
    number,
    html_url: `https://github.com/${place}/issues/${number}`,
    title,
    body: notes,
    labels: labels.map((name) => ({ name })),
    state: closed ? 'closed' : 'open',
    state_reason: reason,
    created_at: toTheSecond(createdAt),
    updated_at: toTheSecond(updatedAt),
    closed_at: closedAt && toTheSecond(closedAt),
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues */
export const githubHook = (issue: Issue, by: string) => ({
  action: issue.closed ? 'closed' : 'reopened',
  issue: shown(issue),
  repository: { full_name: refOf(issue).split('#')[0] },
  sender: { login: by },
});
