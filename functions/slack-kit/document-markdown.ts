import { leadsIn, pageAt } from '#domain/postmortem/artifacts';
import type { Answered, Called, PostmortemDocument, Words } from '#domain/postmortem/document';
import { lasting } from './impact-words.ts';
import { withheldSaid } from './improvement-words.ts';
import { inert } from './inert.ts';
import { leftOutSaid } from './left-out.ts';
import { boxes, questionNames } from './postmortem-words.ts';
import { toldIn } from './told-in.ts';

const inline = (said: string) => inert(said.replaceAll(/\s+/g, ' ').trim());

/** Names that people let be shown, by their ids. */
export type Names = ReadonlyMap<string, string>;
type Said = { document: PostmortemDocument; time: (at: string) => string; called: (who: Called) => string };

/** In the order in which it is read: for somebody who was not there, and without anything that a person wrote becoming markup. */
export function markdown(document: PostmortemDocument, names: Names = new Map()): string {
  const said: Said = {
    document,
    time: timesIn(document.zone),
    called: ({ label, person }) => inline((person && names.get(person)) ?? label),
  };
  const parts = [head, artifacts, summary, timeline, questions, improvements, wentWell, quality];
  return `${parts
    .map((part) => part(said))
    .filter((part) => part.length > 0)
    .flat()
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** UTC first, because it is the same everywhere; beside it the organisation's own clock. */
function timesIn(zone: string): (at: string) => string {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' });
  const nameAt = (at: string) => offset.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  return (at) => {
    const utc = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
    const name = nameAt(at);
    return /^(UTC|GMT)$/.test(name) ? utc : `${utc} (${local.format(new Date(at)).replace(',', '')} ${name})`;
  };
}

const text = ({ text: body, erased, cut }: Words): string => (erased ? '*words removed*' : `${inline(body)}${cut ? ' *(shortened)*' : ''}`);
/** What somebody wrote, as they wrote it, line by line. */
function quote({ text: body, erased, cut }: Words, indent = ''): string[] {
  if (erased) return [`${indent}> *words removed*`];
  const lines = body.split(/\r\n|\r|\n/).map((line) => `${indent}> ${inert(line.trim())}`.trimEnd());
  return [
    ...lines.map((line, index) => (index < lines.length - 1 ? `${line}  ` : line)),
    ...(cut ? [`${indent}>`, `${indent}> *(shortened)*`] : []),
  ];
}

function head({ document, time }: Said): string[] {
  const { incident, title, service, service_name, team, severity, times, version, as_of, exercise } = document;
  const rows: [string, string | undefined][] = [
    ['Service', service === null ? 'unknown' : `${inline(service_name ?? service)} (${inline(service)})`],
    ['Owned by', team === null ? undefined : inline(team)],
    ['Severity', severityOf(severity)],
    ['Noticed', times.detected_at && time(times.detected_at)],
    ['Declared', time(times.declared_at)],
    ['First response', times.first_response_at && time(times.first_response_at)],
    ['Customers no longer hurt', times.restored_at && time(times.restored_at)],
    ['Resolved', times.resolved_at && time(times.resolved_at)],
    ['Came back', times.reopened_at.length > 0 ? times.reopened_at.map(time).join(', ') : undefined],
    ['Version', version === 0 ? `draft as of ${time(as_of)}` : `${version}, ${time(as_of)}`],
  ];
  return [
    `# Postmortem of ${incident}: ${text(title)}`,
    '',
    ...(document.private ? ['**Private: for those whom the incident was opened to, and nobody else.**', ''] : []),
    ...(exercise ? ['**This was an exercise.**', ''] : []),
    'This tells how it happened, not who did what. People are called by what they were in it.',
    '',
    ...rows.flatMap(([label, value]) => (value === undefined ? [] : [`- **${label}:** ${value}`])),
    '',
  ];
}

const severityOf = ({ declared, peak, final }: PostmortemDocument['severity']) =>
  declared === peak && peak === final ? peak : `${final} in the end; ${declared} when declared, ${peak} at most`;

function artifacts({ document, time }: Said): string[] {
  const rows = document.artifacts.map(({ kind, at, words }) => `- ${kind}, ${time(at)}: ${linked(words)}`);
  return ['## Artifacts', '', ...(rows.length > 0 ? rows : ['None were collected.']), ''];
}

/** What leads to a page stays a link: that it is one was looked at when it was added. */
function linked(words: Words): string {
  const { url, title } = leadsIn(words.text) ?? { url: '', title: undefined };
  const page = words.erased || /[\s<>]/.test(url) ? undefined : pageAt(url);
  return page === undefined ? text(words) : `<${page}>${title ? ` ${inline(title)}` : ''}`;
}

function summary({ document, time }: Said): string[] {
  const { words, windows, confirmed } = document.summary;
  const spans = windows.map(({ from, to, level, fraction }) => {
    const share = fraction > 0 && fraction < 1 ? `, ${Number((fraction * 100).toFixed(2))} %` : '';
    const long = to === null ? 'going on' : lasting(Date.parse(to) - Date.parse(from));
    return `- ${time(from)} to ${to === null ? 'now' : time(to)}: ${level}${share}, ${long}`;
  });
  const none = confirmed ? 'No customer was hurt.' : 'When customers were hurt is not on record.';
  return [
    '## Summary',
    '',
    ...(words ? quote(words) : ['No summary has been written.']),
    '',
    `**Impact on customers${confirmed ? '' : ', not confirmed'}:**`,
    '',
    ...(spans.length > 0 ? spans : [none]),
    '',
  ];
}

function timeline({ document, time, called }: Said): string[] {
  const entries = document.timeline.flatMap(({ at, kind, told, pieces, words }) => [
    `- **${time(at)}** · ${kind.replace('_', ' ')} · ${pieces ? toldIn({ pieces: pieces.map((piece) => (typeof piece === 'string' ? inert(piece) : piece)) }, called) : inline(told)}`,
    ...(words ? ['', ...quote(words, '  '), ''] : []),
  ]);
  return [
    '## Timeline',
    '',
    ...(entries.length > 0 ? entries : ['Nothing stands on it.']),
    '',
    ...(document.seen.length > 0
      ? ['### How it looked to those who were there', '', ...document.seen.flatMap((one) => answered(one, called))]
      : []),
  ];
}

function answered({ key, answers, nothing }: Answered, called: Said['called'], heading = boxes[key]): string[] {
  return [
    `**${inline(heading)}**`,
    '',
    ...answers.flatMap(({ by, words }) => [`${called(by)}:`, '', ...quote(words), '']),
    ...(nothing > 0 ? [`${nothing} ${nothing === 1 ? 'person has' : 'people have'} nothing to add.`, ''] : []),
  ];
}

function questions({ document, called }: Said): string[] {
  const asked = document.questions.flatMap((one) => {
    const name = one.key in questionNames ? questionNames[one.key as keyof typeof questionNames] : undefined;
    return [...(name ? [`### ${name}`, ''] : []), ...answered(one, called)];
  });
  const factors = document.factors.map(({ name }) => `- ${inline(name)}`);
  return [
    '## Five questions',
    '',
    ...(asked.length > 0 ? asked : ['Nobody has answered them.', '']),
    ...(factors.length > 0 ? ['### What contributed', '', 'Conditions, never a person:', '', ...factors, ''] : []),
  ];
}

const states = {
  proposed: 'proposed',
  accepted: 'chosen',
  in_progress: 'begun',
  done: 'done',
  declined: 'declined',
  superseded: 'merged into another',
} as const;

function improvements({ document, called }: Said): string[] {
  const { improvements_withheld: withheld = 0 } = document;
  const rows = document.improvements.flatMap((one) => [
    `- **${one.id}** ${text(one.title)}`,
    ...[
      `${states[one.state]}, ${one.priority} priority${one.question ? `, out of “${questionNames[one.question]}”` : ''}`,
      ...(one.owner ? [`owner: ${called(one.owner)}${one.team ? `, ${inline(one.team)}` : ''}`] : []),
      ...(one.due_on ? [`due on ${one.due_on}`] : []),
      ...(one.done_when ? [`done when: ${text(one.done_when)}`] : []),
      ...(one.reason ? [`declined because: ${text(one.reason)}`] : []),
      ...(one.tracked ? [`kept as ${inline(one.tracked.ref)}: ${inline(one.tracked.url)}`] : []),
    ].map((line) => `  - ${line}`),
  ]);
  return [
    '## Improvements',
    '',
    ...(rows.length > 0 || withheld > 0 ? rows : ['None.']),
    ...(withheld > 0 ? ['', withheldSaid(withheld)] : []),
    '',
    ...(document.none_chosen ? ['None was chosen. What was weighed:', '', ...quote(document.none_chosen), ''] : []),
  ];
}

function wentWell({ document, called }: Said): string[] {
  const all = document.went_well.flatMap((one) => answered(one, called));
  return ['## What went well', '', ...(all.length > 0 ? all : ['Nobody has said.', ''])];
}

function quality({ document, time }: Said): string[] {
  const { asked, answered: said, not_asked, met_at, meeting, overdue, missing, words_cut } = document.data_quality;
  const met = {
    held: `The meeting was held ${met_at ? time(met_at) : ''}.`,
    waived: 'It was done without a meeting.',
    to_come: 'The meeting is to come.',
  };
  return [
    '## Data quality',
    '',
    `- ${said} of ${asked} people who were asked have said something${not_asked > 0 ? `; ${not_asked} more were there and were not asked one by one` : ''}.`,
    `- ${met[meeting].replace(' .', '.')}${overdue ? ' It came later than was due.' : ''}`,
    ...missing.map((one) => `- Missing: ${inline(one)}`),
    ...leftOutSaid(document.data_quality).map((one) => `- ${one}`),
    ...(words_cut ? ['- Long answers are shortened here; the whole words are in the record.'] : []),
    '',
  ];
}
