import * as z from 'zod';
import { cut } from '#domain/cut';
import type { ClosedThere, IssueEffect } from '#domain/effects';
import type { Tracked } from '#domain/improvement/improvement-kind';
import { isPutAsideAtGithub } from '#domain/team/tracker';
import type { Ask } from './asking.ts';
import { type Brought, type Known, standing } from './standing.ts';

/** REST API 2022-11-28: https://docs.github.com/en/rest/issues/issues?apiVersion=2022-11-28 */
export const githubHeaders = (token: string) => ({
  accept: 'application/vnd.github+json',
  authorization: `Bearer ${token}`,
  'user-agent': 'muster',
  'x-github-api-version': '2022-11-28',
});

const Issue = z.object({
  id: z.int(),
  number: z.int(),
  html_url: z.url(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  closed_at: z.iso.datetime().nullish(),
  created_at: z.iso.datetime(),
});
type Issue = z.infer<typeof Issue>;

const longestTitle = 256;
const page = 100;
const pages = 10;
/** Their clock and ours need not agree. */
const clocksApart = 5 * 60_000;

/** Of what Markdown makes of a line nothing is left but its links, and nobody is called. */
const plain = (said: string) =>
  said.replace(/https?:\/\/[^\s<>]+|[\\`*_{}[\]<>#|~@]/g, (found) => (found.length > 1 ? found : found === '@' ? '@\u200b' : `\\${found}`));
export const markerOf = (improvement: string) => `muster: ${improvement}`;
const markerIn = (improvement: string) => new RegExp(`^${markerOf(improvement)}\\s*$`, 'm');

const titleOf = ({ title }: IssueEffect) => cut(title.replace(/\s+/g, ' '), longestTitle);
const bodyOf = ({ paragraphs, improvement }: IssueEffect) => [...paragraphs.map(plain), markerOf(improvement)].join('\n\n');

/** Ours ends with the marker; what others wrote below it is theirs. Where somebody took it out, the whole body is theirs. */
function bodyNow(effect: IssueEffect, before: string): string {
  if (effect.alone) return bodyOf(effect);
  const found = markerIn(effect.improvement).exec(before);
  return found ? bodyOf(effect) + before.slice(found.index + found[0].trimEnd().length) : before;
}

const trackedAs = (repository: string, { id, number, html_url: url }: Issue): Tracked => ({
  tracker: 'github',
  id: String(id),
  ref: `${repository}#${number}`,
  url,
});

/** One request, so that where it is turned away nothing has been done. */
export async function createAtGithub(ask: Ask, effect: IssueEffect, { repository, labels = [] }: Repository): Promise<Tracked> {
  const wanted = { title: titleOf(effect), body: bodyOf(effect), labels };
  return trackedAs(repository, Issue.parse(await ask('POST', `/repos/${repository}/issues`, wanted)));
}
type Repository = { repository: string; labels?: string[] | undefined };

/** By our marker, among all that came to be since: by list, because their search learns of an issue late. */
export async function findAtGithub(
  ask: Ask,
  effect: IssueEffect,
  { repository }: Repository,
  intendedAt: string,
): Promise<Tracked | undefined> {
  const since = new Date(Date.parse(intendedAt) - clocksApart).toISOString();
  for (let at = 1; at <= pages; at++) {
    const query = new URLSearchParams({
      state: 'all',
      since,
      sort: 'created',
      direction: 'desc',
      per_page: String(page),
      page: String(at),
    });
    const listed = z.array(Issue).parse(await ask('GET', `/repos/${repository}/issues?${query}`));
    const found = listed.find(({ body }) => markerIn(effect.improvement).test(body ?? ''));
    if (found) return trackedAs(repository, found);
    const last = listed.at(-1);
    if (listed.length < page || last === undefined || Date.parse(last.created_at) < Date.parse(since)) return undefined;
  }
  throw new Error(`${effect.improvement} was not found among ${pages * page} issues of ${repository}`);
}

const reasons = { done: 'completed', dropped: 'not_planned' } as const;

/** What is so already is left alone. */
export async function updateAtGithub(ask: Ask, effect: IssueEffect, { issue: known, put }: Known): Promise<Brought> {
  const [repository = '', number = ''] = known.ref.split('#');
  const place = `/repos/${repository}/issues/${number}`;
  const issue = Issue.parse(await ask('GET', place));
  const [title, body] = [titleOf(effect), bodyNow(effect, issue.body ?? '')];
  const { move, brought } = standing(effect, put, closedThere(issue));
  const changes = {
    ...(title !== issue.title && { title }),
    ...(body !== (issue.body ?? '') && { body }),
    ...(move &&
      (effect.stands === 'open' ? { state: 'open', state_reason: 'reopened' } : { state: 'closed', state_reason: reasons[effect.stands] })),
  };
  if (Object.keys(changes).length > 0) await ask('PATCH', place, changes);
  return { issue: known, ...brought };
}

function closedThere({ state, state_reason: reason, closed_at: at, created_at: made }: Issue): ClosedThere | undefined {
  return state === 'open' ? undefined : { became: isPutAsideAtGithub(reason) ? 'put_aside' : 'done', at: at ?? made };
}
