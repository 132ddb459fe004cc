import type { KnownBlock } from '@slack/types';
import type { Answered, Called, PostmortemDocument, Words } from '#domain/postmortem/document';
import { context, header, section } from './blocks.ts';
import { windowsSaid } from './impact-words.ts';
import { withheldSaid } from './improvement-words.ts';
import { leftOutSaid } from './left-out.ts';
import { boxes, questionNames } from './postmortem-words.ts';
import { line, words as plainWords, quoted, strong } from './rich.ts';
import { cut, mention, named, when } from './text.ts';
import { toldIn } from './told-in.ts';

/** With heading and buttons a view stays within Slack's hundred blocks. */
export const blocksAPage = 80;
const longestQuote = 2800;

/** The same document for reading in Slack: times are in the reader's own zone. */
export function documentBlocks(document: PostmortemDocument): KnownBlock[] {
  return [head, artifacts, summary, timeline, questions, improvements, wentWell, quality].flatMap((part) => part(document));
}

/** One page of it; pages count from 0. */
export function pageOf<One>(all: One[], page: number, size = blocksAPage): { shown: One[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(page, 0), pages - 1);
  return { shown: all.slice(at * size, (at + 1) * size), page: at, pages };
}

const called = ({ label, person }: Called) => (person ? mention(person) : label);
const said = ({ text, erased }: Words) => (erased ? '_words removed_' : named(cut(text.replaceAll(/\s+/g, ' '), 300)));
const quote = ({ text, erased }: Words): KnownBlock => quoted(erased ? 'Words removed' : cut(text, longestQuote));

function head({
  incident,
  title,
  service,
  service_name,
  severity,
  version,
  as_of,
  exercise,
  private: hidden,
}: PostmortemDocument): KnownBlock[] {
  const flags = [...(hidden ? ['private'] : []), ...(exercise ? ['an exercise'] : [])];
  const about = [named(service_name ?? service ?? 'unknown service'), severity.peak.toUpperCase(), ...flags].join(' · ');
  return [
    header(`Postmortem of ${incident}`),
    line(plainWords(title.erased ? 'Words removed' : title.text)),
    context(about, version === 0 ? 'Draft, as it stands' : `Version ${version}, ${when(as_of, 'day and time')}`),
    context('How it happened, not who did what. People are called by what they were in it.'),
  ];
}

function artifacts({ artifacts: all }: PostmortemDocument): KnownBlock[] {
  const lines = all.map(({ kind, at, words }) => `• ${kind}, ${when(at, 'day and time')}: ${said(words)}`);
  return [header('Artifacts'), ...(lines.length > 0 ? inSections(lines) : [section('None were collected.')])];
}

function summary({ summary: { words, windows, confirmed } }: PostmortemDocument): KnownBlock[] {
  const none = confirmed ? 'No customer was hurt.' : 'When customers were hurt is not on record.';
  const impact = windows.length > 0 ? windowsSaid(windows, 20) : none;
  return [
    header('Summary'),
    ...(words ? [quote(words)] : [section('No summary has been written.')]),
    section(`*Impact on customers${confirmed ? '' : ', not confirmed'}*\n${impact}`),
  ];
}

function timeline({ timeline: all, seen }: PostmortemDocument): KnownBlock[] {
  return [
    header('Timeline'),
    ...(all.length === 0 ? [section('Nothing stands on it.')] : []),
    ...all.flatMap(({ at, kind, told, pieces, words }) => [
      section(
        `*${when(at, 'day and time')}* · ${kind.replace('_', ' ')} · ${toldIn({ told: named(told), pieces: pieces?.map((piece) => (typeof piece === 'string' ? named(piece) : piece)) }, called)}`,
      ),
      ...(words ? [quote(words)] : []),
    ]),
    ...seen.flatMap((one) => answered(one)),
  ];
}

function answered({ key, answers, nothing }: Answered, name?: string): KnownBlock[] {
  return [
    section(`${name ? `*${name}*: ` : ''}*${boxes[key]}*`),
    ...answers.flatMap(({ by, words }) => [context(called(by)), quote(words)]),
    ...(nothing > 0 ? [context(`${nothing} ${nothing === 1 ? 'person has' : 'people have'} nothing to add.`)] : []),
  ];
}

function questions({ questions: all, factors }: PostmortemDocument): KnownBlock[] {
  return [
    header('Five questions'),
    ...(all.length === 0 ? [section('Nobody has answered them.')] : []),
    ...all.flatMap((one) => answered(one, one.key in questionNames ? questionNames[one.key as keyof typeof questionNames] : undefined)),
    ...(factors.length > 0
      ? [line(strong('What contributed: '), plainWords(`${factors.map(({ name }) => name).join(', ')}. Conditions, never a person.`))]
      : []),
  ];
}

function improvements({ improvements: all, improvements_withheld: withheld = 0, none_chosen }: PostmortemDocument): KnownBlock[] {
  const lines = all.map((one) => {
    const parts = [
      one.state.replace('_', ' '),
      `${one.priority} priority`,
      ...(one.owner ? [`owner ${called(one.owner)}`] : []),
      ...(one.due_on ? [`due ${one.due_on}`] : []),
    ];
    const more = [...(one.done_when ? [`done when: ${said(one.done_when)}`] : []), ...(one.reason ? [`because: ${said(one.reason)}`] : [])];
    return `• *${one.id}* ${said(one.title)} · ${[...parts, ...more].join(' · ')}`;
  });
  return [
    header('Improvements'),
    ...(lines.length > 0 || withheld > 0 ? inSections(lines) : [section('None.')]),
    ...(withheld > 0 ? [context(withheldSaid(withheld))] : []),
    ...(none_chosen ? [section('None was chosen. What was weighed:'), quote(none_chosen)] : []),
  ];
}

const wentWell = ({ went_well }: PostmortemDocument): KnownBlock[] => [
  header('What went well'),
  ...(went_well.length > 0 ? went_well.flatMap((one) => answered(one)) : [section('Nobody has said.')]),
];

function quality({ data_quality }: PostmortemDocument): KnownBlock[] {
  const { asked, answered: answers, not_asked, missing, words_cut } = data_quality;
  const lines = [
    `${answers} of ${asked} people who were asked have said something${not_asked > 0 ? `; ${not_asked} more were there` : ''}.`,
    ...missing.map((one) => `Missing: ${one}`),
    ...leftOutSaid(data_quality),
    ...(words_cut ? ['Long answers are shortened here.'] : []),
  ];
  return [header('Data quality'), ...inSections(lines.map((one) => `• ${one}`))];
}

/** Lines together in as few blocks as hold them, each whole. */
function inSections(lines: string[]): KnownBlock[] {
  const blocks: string[] = [];
  for (const one of lines) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + one.length < 2900) blocks[blocks.length - 1] = `${last}\n${one}`;
    else blocks.push(one);
  }
  return blocks.map(section);
}
