import type { IssueEffect, Outcome } from '#domain/effects';
import type { Tracked } from '#domain/improvement/improvement-kind';
import type { World } from '#domain/ports';
import { ComeBackLater } from '#domain/rejection';
import { asking, Refused } from './asking.ts';
import { createAtGithub, findAtGithub, githubHeaders, updateAtGithub } from './github.ts';
import { createAtJira, findAtJira, jiraHeaders, updateAtJira } from './jira.ts';
import type { Brought, Known } from './standing.ts';

type ReadParameters = (names: string[]) => Promise<Record<string, string>>;
type Options = { readParameters: ReadParameters; prefix: string; now: () => string; through?: string | undefined };

const keptForMs = 5 * 60_000;
/** How long an issue may be there before their lists know of it. */
const knownAfterSeconds = { github: 15, jira: 120 };
const githubHost = 'api.github.com';

/** Whose token is good there: `github-acme` before `github`, `jira-acme` before `jira`. */
type Door = { kind: 'github' | 'jira'; host: string; of: string };
const atGithub = (repository: string): Door => ({ kind: 'github', host: githubHost, of: repository.split('/')[0]?.toLowerCase() ?? '' });
const atJira = (site: string): Door => ({ kind: 'jira', host: site, of: site.split('.')[0] ?? '' });
const doorOf = (known: Tracked): Door => (known.tracker === 'github' ? atGithub(known.ref) : atJira(new URL(known.url).hostname));

/** GitHub issues and Jira. `through` stands in for both, so that neither is called from a test. */
export function trackers({ readParameters, prefix, now, through }: Options): World<IssueEffect> {
  const kept = new Map<string, { secret: string; until: number }>();

  async function secretFor({ kind, of }: Door): Promise<string> {
    const names = [`${kind}-${of}`, kind].map((name) => `${prefix}/${name}`);
    const [own = '', usual = ''] = names;
    const known = kept.get(own);
    if (known && known.until > Date.parse(now())) return known.secret;
    const found = await readParameters(names);
    const secret = found[own] ?? found[usual];
    if (secret === undefined) throw new Refused('no_secret');
    kept.set(own, { secret, until: Date.parse(now()) + keptForMs });
    return secret;
  }

  async function askOf(door: Door) {
    const secret = await secretFor(door);
    const { kind, host, of } = door;
    return asking({
      line: `${kind}-${of}`,
      base: new URL(through === undefined ? `https://${host}` : `${through}/${host}`),
      headers: kind === 'github' ? githubHeaders(secret) : jiraHeaders(secret),
      now,
    });
  }

  const create = async (effect: IssueEffect): Promise<Tracked> =>
    'github' in effect.tracker
      ? createAtGithub(await askOf(atGithub(effect.tracker.github.repository)), effect, effect.tracker.github)
      : createAtJira(await askOf(atJira(effect.tracker.jira.site)), effect, effect.tracker.jira);

  const look = async (effect: IssueEffect, intendedAt: string): Promise<Tracked | undefined> =>
    'github' in effect.tracker
      ? findAtGithub(await askOf(atGithub(effect.tracker.github.repository)), effect, effect.tracker.github, intendedAt)
      : findAtJira(await askOf(atJira(effect.tracker.jira.site)), effect, effect.tracker.jira);

  async function bring(effect: IssueEffect, known: Known): Promise<Brought> {
    const ask = await askOf(doorOf(known.issue));
    return known.issue.tracker === 'github' ? updateAtGithub(ask, effect, known) : updateAtJira(ask, effect, known, now());
  }
  const made = async (effect: IssueEffect): Promise<Brought> => ({ issue: await create(effect), put: 'open' });

  async function outcomeOf(doing: Promise<Brought>, known?: Known): Promise<Outcome> {
    try {
      return { kind: 'issue', ...(await doing) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A token that was changed is read again the next time.
      kept.clear();
      return { kind: 'refused', code: error.code, ...(known && { issue: known.issue, ...(known.put && { put: known.put }) }) };
    }
  }

  return {
    perform: (effect) => outcomeOf(made(effect)),
    async find(effect, intendedAt) {
      const found = await look(effect, intendedAt).catch((error: unknown) => {
        // Where even looking is refused, making it is too; that says so.
        if (error instanceof Refused) return 'refused' as const;
        throw error;
      });
      if (found === 'refused') return undefined;
      if (found) return { kind: 'issue', issue: found };
      const age = (Date.parse(now()) - Date.parse(intendedAt)) / 1000;
      const soon = Math.ceil(knownAfterSeconds['github' in effect.tracker ? 'github' : 'jira'] - age);
      if (soon > 0) throw new ComeBackLater(soon, 'an issue that was just made may not be listed yet');
      return undefined;
    },
    /** What is there is brought up to date wherever it is, and never made a second time. */
    update(effect, outcome) {
      const { issue, put } = outcome.kind === 'issue' || outcome.kind === 'refused' ? outcome : {};
      return issue ? outcomeOf(bring(effect, { issue, put }), { issue, put }) : outcomeOf(made(effect));
    },
  };
}
