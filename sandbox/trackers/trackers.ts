import { createHmac } from 'node:crypto';
import type { Collection, Common, Door, HttpRequest, HttpResponse, Part } from '#sandbox/contracts';
import { struck } from '#sandbox/slack/struck';
import type { Desk, Told } from './desk.ts';
import { github, githubHook } from './github.ts';
import { type Change, changed, type Issue, refOf } from './issue.ts';
import { jira, jiraHook } from './jira.ts';

export type Trackers = Part & {
  nameOf(path: string): Issue['tracker'];
  take(request: HttpRequest): Promise<HttpResponse>;
  all(): (Issue & { ref: string })[];
  /** What a person does over there; answers whether there is such an issue. */
  change(ref: string, by: string, change: Change): boolean;
};

const tokens = { github: 'Bearer ghp_sandbox', jira: `Basic ${Buffer.from('muster@example.com:sandbox').toString('base64')}` };
const secret = 'sandbox-hook-secret';
const us = 'muster';
const firstId = 90_000_001;

/** GitHub issues and Jira Cloud, as far as Muster can tell: what happens to an issue there is told at the app's door. */
export function createTrackers({ clock, store, faults, door }: Common & { door: Door }): Trackers {
  const issues: Collection<Issue> = store.collection<Issue>('issues');
  let telling = 0;
  const nameOf = (path: string): Issue['tracker'] => (path.startsWith('/tracker/api.github.com/') ? 'github' : 'jira');

  async function tell(issue: Issue, by: string): Promise<void> {
    telling += 1;
    const { tracker } = issue;
    const body = JSON.stringify(tracker === 'github' ? githubHook(issue, by) : jiraHook(issue, by, clock.now()));
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const named =
      tracker === 'github' ? { 'x-hub-signature-256': signature, 'x-github-event': 'issues' } : { 'x-hub-signature': signature };
    const headers = { 'content-type': 'application/json', ...named };
    try {
      await door({ method: 'POST', path: `/hooks/${tracker}`, query: '', headers, body });
    } finally {
      telling -= 1;
    }
  }

  function change(issue: Issue, by: string, what: Change): Issue {
    const next = changed(issue, { ...what, at: clock.iso(), by });
    issues.set(refOf(issue), next);
    if (next.closed !== issue.closed) void tell(next, by).catch(() => {});
    return next;
  }

  const desk = (host: string): Desk => ({
    host,
    all: () => issues.all(),
    add(given) {
      const at = clock.iso();
      const number = issues.all().filter(({ place }) => place === given.place).length + 1;
      const rest = {
        closed: false,
        reason: null,
        createdAt: at,
        updatedAt: at,
        closedAt: null,
        changes: [{ at, by: us, what: ['created'] }],
      };
      const issue: Issue = { ...given, ...rest, id: firstId + issues.size(), host, number };
      issues.set(refOf(issue), issue);
      return issue;
    },
    change: (issue, what) => change(issue, us, what),
  });

  function taken({ method, path, query, headers, body }: HttpRequest): HttpResponse {
    const [, host = '', place = '/'] = /^\/tracker\/([^/]+)(\/.*)$/.exec(path) ?? [];
    const tracker = nameOf(path);
    if (headers.authorization !== tokens[tracker]) return answer({ status: 401, body: { message: 'Bad credentials' } });
    const asked = {
      method,
      path: place,
      query: new URLSearchParams(query),
      body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
    };
    return answer(tracker === 'github' ? github(asked, desk(host)) : jira(asked, desk(host)));
  }

  return {
    busy: () => telling > 0,
    next: () => null,
    wake: () => {},
    nameOf,
    all: () => issues.all().map((issue) => ({ ...issue, ref: refOf(issue) })),
    change(ref, by, what) {
      const issue = issues.get(ref);
      if (issue) change(issue, by, what);
      return issue !== undefined;
    },
    async take(request) {
      const fault = faults.at(`tracker:${nameOf(request.path)}`);
      const refuse = (code: string) => answer({ status: 422, body: { message: code } });
      return fault ? struck(fault, refuse, () => taken(request)) : taken(request);
    },
  };
}

const answer = ({ status, body }: Told): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: body === undefined ? '' : JSON.stringify(body),
});
