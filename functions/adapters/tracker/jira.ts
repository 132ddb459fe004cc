import * as z from 'zod';
import { cut } from '#domain/cut';
import type { IssueEffect } from '#domain/effects';
import type { Tracked } from '#domain/improvement/improvement-kind';
import { isPutAsideAtJira } from '#domain/team/tracker';
import { type Ask, Refused } from './asking.ts';
import { markerOf } from './github.ts';
import { type Brought, type Known, standing } from './standing.ts';

/** Jira Cloud REST API v3, words as ADF: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ */
export const jiraHeaders = (secret: string) => ({
  accept: 'application/json',
  authorization: `Basic ${Buffer.from(secret).toString('base64')}`,
  'user-agent': 'muster',
});

const Made = z.object({ id: z.string(), key: z.string() });
const Found = z.object({ issues: z.array(Made) });
const Node = z.looseObject({ type: z.string() });
const Issue = Made.extend({
  fields: z.object({
    summary: z.string(),
    description: z.looseObject({ content: z.array(Node) }).nullish(),
    status: z.object({ name: z.string().optional(), statusCategory: z.object({ key: z.string() }) }),
    resolution: z.object({ name: z.string() }).nullish(),
    statuscategorychangedate: z.string().nullish(),
  }),
});
const Transitions = z.object({
  transitions: z.array(z.object({ id: z.string(), name: z.string(), to: z.object({ statusCategory: z.object({ key: z.string() }) }) })),
});

type Project = { site: string; project: string; issue_type: string; labels?: string[] | undefined };

const longestSummary = 255;
const longestParagraph = 5000;
/** A summary of two lines is refused. */
const summaryOf = ({ title }: IssueEffect) => cut(title.replace(/\s+/g, ' '), longestSummary);
const labelOf = ({ improvement }: IssueEffect) => `muster-${improvement}`;
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const ours = ({ paragraphs, improvement }: IssueEffect) =>
  [...paragraphs.map((one) => cut(one, longestParagraph)), markerOf(improvement)].map(paragraph);
const doc = (content: object[]) => ({ type: 'doc', version: 1, content });

const trackedAs = (site: string, { id, key }: z.infer<typeof Made>): Tracked => ({
  tracker: 'jira',
  id,
  ref: key,
  url: `https://${site}/browse/${key}`,
});

/** One request, so that where it is turned away nothing has been done. */
export async function createAtJira(ask: Ask, effect: IssueEffect, { site, project, issue_type, labels = [] }: Project): Promise<Tracked> {
  const fields = {
    project: { key: project },
    issuetype: { name: issue_type },
    summary: summaryOf(effect),
    description: doc(ours(effect)),
    labels: [...labels, labelOf(effect)],
  };
  return trackedAs(site, Made.parse(await ask('POST', '/rest/api/3/issue', { fields })));
}

/** By our own label; Jira's search may learn of an issue minutes late. https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile/ */
export async function findAtJira(ask: Ask, effect: IssueEffect, { site, project }: Project): Promise<Tracked | undefined> {
  const jql = `project = "${project}" AND labels = "${labelOf(effect)}" ORDER BY created ASC`;
  const { issues } = Found.parse(await ask('POST', '/rest/api/3/search/jql', { jql, fields: ['labels'], maxResults: 1 }));
  return issues[0] && trackedAs(site, issues[0]);
}

/** What is so already is left alone. An issue that was moved to another project goes on under its new key. */
export async function updateAtJira(ask: Ask, effect: IssueEffect, { issue: known, put }: Known, now: string): Promise<Brought> {
  const place = `/rest/api/3/issue/${known.id}`;
  const { fields, ...made } = Issue.parse(
    await ask('GET', `${place}?fields=summary,description,status,resolution,statuscategorychangedate`),
  );
  const before = fields.description?.content ?? [];
  const content = contentNow(effect, before);
  const changes = {
    ...(summaryOf(effect) !== fields.summary && { summary: summaryOf(effect) }),
    ...(JSON.stringify(content) !== JSON.stringify(before) && { description: doc(content) }),
  };
  if (Object.keys(changes).length > 0) await ask('PUT', place, { fields: changes });
  const { move: isToMove, brought } = standing(effect, put, closedThere(fields, now));
  if (isToMove) await move(ask, effect, place);
  return { issue: trackedAs(new URL(known.url).hostname, made), ...brought };
}

function closedThere({ status, resolution, statuscategorychangedate: at }: z.infer<typeof Issue>['fields'], now: string) {
  if (status.statusCategory.key !== 'done') return undefined;
  const since = Date.parse(at ?? '');
  const became = isPutAsideAtJira(status.name, resolution?.name) ? ('put_aside' as const) : ('done' as const);
  return { became, at: Number.isNaN(since) ? now : new Date(since).toISOString() };
}

/** Ours ends with the marker; what others wrote below it is theirs. Where somebody took it out, all of it is theirs. */
function contentNow(effect: IssueEffect, before: z.infer<typeof Node>[]): object[] {
  if (effect.alone) return ours(effect);
  const marker = before.findIndex((node) => textOf(node) === markerOf(effect.improvement));
  if (marker < 0) return before;
  const [wanted, stood] = [ours(effect), before.slice(0, marker + 1)];
  // Jira hands its own words back with attributes of its own.
  const same = stood.length === wanted.length && stood.every((node, index) => textOf(node) === textOf(wanted[index] ?? { type: '' }));
  return same ? before : [...wanted, ...before.slice(marker + 1)];
}
function textOf(node: { type: string; [more: string]: unknown }): string {
  if (typeof node.text === 'string') return node.text;
  return Array.isArray(node.content) ? node.content.map((one) => textOf(one as { type: string })).join('') : '';
}

/** Which ways there are says each workflow; a way that its screens bar is refused. */
async function move(ask: Ask, { stands }: IssueEffect, place: string): Promise<void> {
  const { transitions } = Transitions.parse(await ask('GET', `${place}/transitions`));
  const fitting = transitions.filter(({ to }) => (to.statusCategory.key === 'done') === (stands !== 'open'));
  const [first] = fitting;
  const named = fitting.find(({ name }) => isPutAsideAtJira(name) === (stands === 'dropped'));
  const way = named ?? first;
  if (way === undefined) throw new Refused('no_transition');
  await ask('POST', `${place}/transitions`, { transition: { id: way.id } });
}
