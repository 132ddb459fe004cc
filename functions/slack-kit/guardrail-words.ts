import { blocks, type Finding, type GuardrailId, worstFirst } from '#domain/transfer/finding';
import { named, when } from './text.ts';

type Clause = (finding: Finding) => string;

const shown = (figure = 0) => String(Number(figure.toFixed(1)));
const list = (about: string[] = []) => about.map(named).join(', ');
const many = (count: number | undefined, one: string, more = `${one}s`) => `${count ?? 0} ${count === 1 ? one : more}`;

/** `home-mpt 2026-03-14T00:00:00.000Z 2026-03-16T00:00:00.000Z`, or a team that is not there. */
function timeSaid(span: string): string {
  const [team = '', from, to] = span.split(' ');
  return from && to ? `${named(team)} ${when(from, 'day and time')} to ${when(to, 'day and time')}` : `${named(team)} is not there`;
}

const whyNot: Record<string, string> = {
  not_active: 'there is no active team of that name',
  supports_only: 'it supports what others own and owns nothing itself',
  no_lead: 'its lead is not there any more',
  no_group: 'it has no user group in Slack, so that nobody would be called in',
};

/** What each guardrail has found, to go on a sentence with. */
const clauses: Record<GuardrailId, Clause> = {
  G1: ({ because = '' }) => whyNot[because] ?? 'it cannot take it',
  G2: ({ figure, about = [] }) =>
    `only ${figure} % of the hours in which somebody has to be on call are covered: ${about.map(timeSaid).join('; ')}`,
  G3: ({ about = [] }) => `nobody stands behind whoever is on call: ${about.map(timeSaid).join('; ')}`,
  G4: ({ figure }) => `${many(figure, 'person', 'people')} can be asked in turn when it is called`,
  G5: ({ figure }) => `${many(figure, 'person is', 'people are')} in its rota`,
  G6: ({ figure }) => `it would own ${many(figure, 'product domain')}`,
  G7: ({ because, about, figure }) =>
    because === 'complex_and_others'
      ? `${list(about)} is complex and leaves no room for other domains`
      : `it would own ${many(figure, 'complicated domain')}: ${list(about)}`,
  G8: ({ figure, per }) => `${many(figure, 'service')} for ${many(per, 'person', 'people')}`,
  G9: ({ figure }) => `support is ${shown(figure)} % of its capacity`,
  G10: ({ figure }) => `it is called ${shown(figure)} times in twelve hours of being on call`,
  G11: ({ about }) => `it is busy with a serious incident: ${list(about)}`,
  G12: ({ about }) => `there is an active incident on the service (${list(about)}); it can move once customers are restored`,
  G13: ({ about }) => `it owns nothing of the product domain ${list(about)}`,
  G14: ({ figure }) => `${many(figure, 'other transfer')} incoming`,
  G15: ({ figure }) =>
    `${shown(figure)} % of the error budget of this quarter is spent, and the product manager has to confirm that it moves all the same`,
  G16: ({ because }) =>
    because === 'operations_team'
      ? 'with an operations team, reliability and improvements have suffered elsewhere; compare below'
      : 'a regional team is grouped by place and not by product, which is harder to keep in mind; compare below',
  G17: ({ figure }) => `the team that has it now would own nothing, with ${many(figure, 'person', 'people')} in its rota`,
};

const units: Partial<Record<GuardrailId, string>> = { G2: ' %', G8: ' each', G9: ' %', G15: ' %' };

/** `(limit 50 %, G9 hard)`, `(soft 4 each, G8)`, `(G14)`. */
function tag({ guardrail, verdict, limit, figure }: Finding): string {
  const unit = units[guardrail] ?? '';
  const hard = verdict === 'blocks' || verdict === 'blocks_finally';
  const against = limit === undefined || figure === undefined || guardrail === 'G14' ? [] : [`${hard ? 'limit' : 'soft'} ${limit}${unit}`];
  return `(${[...against, hard ? `${guardrail} hard` : guardrail].join(', ')})`;
}

/** What is private is neither named nor numbered: that would name it. */
const said = (finding: Finding) =>
  finding.because === 'not_now'
    ? 'it is not possible right now; ask the product manager'
    : `${clauses[finding.guardrail](finding)} ${tag(finding)}`;

const sentence = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
const mark = ({ verdict }: Finding) => (verdict === 'informs' ? 'ℹ️' : verdict === 'warns' ? '⚠️' : '⛔');
const speaks = ({ verdict }: Finding) => verdict !== 'passes' && verdict !== 'no_figure';
const once = (findings: Finding[]) =>
  findings.filter((one, index) => one.because !== 'not_now' || findings.findIndex(({ because }) => because === 'not_now') === index);

const figures: Partial<Record<GuardrailId, string>> = {
  G7: 'how complex its services are',
  G9: 'the share of support',
  G10: 'how often it is called',
  G15: 'the error budget',
};
const unmeasured = (findings: Finding[]) => findings.flatMap(({ guardrail, verdict }) => (verdict === 'no_figure' ? [guardrail] : []));

/** A line for each that has something to say, the worst first; what has no figure yet is one line. */
export function findingsSaid(findings: Finding[]): string[] {
  const missing = unmeasured(findings).map((guardrail) => `${figures[guardrail] ?? 'this'} (${guardrail})`);
  return [
    ...once(worstFirst(findings))
      .filter(speaks)
      .map((finding) => `${mark(finding)} ${sentence(said(finding))}`),
    ...(missing.length > 0 ? [`ℹ️ No figure yet: ${missing.join(', ')}.`] : []),
  ];
}

/** Whether a team can take it, in one or two sentences. */
export function weighedSaid(team: string, findings: Finding[]): string {
  const spoken = once(worstFirst(findings)).filter(({ verdict }) => verdict !== 'informs');
  const [hard, soft] = [spoken.filter(blocks), spoken.filter(({ verdict }) => verdict === 'warns')];
  const all = (some: Finding[]) => some.map(said).join(', ');
  if (hard.length > 0) return `*${named(team)}* can't take this now: ${all(hard)}.${soft.length > 0 ? ` Also: ${all(soft)}.` : ''}`;
  return soft.length > 0 ? `*${named(team)}* can take this, with care: ${all(soft)}.` : `*${named(team)}* can take this.`;
}

/** What one can do about it now; nothing where nothing stands in the way. */
export function nextSaid(findings: Finding[]): string | undefined {
  if (!findings.some(blocks)) return undefined;
  return findings.some(({ verdict }) => verdict === 'blocks_finally')
    ? 'Pick another team, or save this for later. Nobody can override that.'
    : 'Pick another team, ask the product manager to override it with a reason, or save this for later.';
}
