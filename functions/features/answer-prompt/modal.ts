import type { Checkboxes, InputBlock, KnownBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import type { AnswerForm, Box, OfAnswers } from '#domain/postmortem/answer-form';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { AnswerKey, Prompt, Question } from '#domain/postmortem/prompt';
import type { Rejection } from '#domain/rejection';
import { actions, context, option, plain, section } from '#slack-kit/blocks';
import { answers, askedAnew, type Filled, modal, question } from '#slack-kit/inputs';
import { eraseButton } from '#slack-kit/postmortem-buttons';
import { blamelessReminder, boxes as boxWords, questionNames } from '#slack-kit/postmortem-words';
import { instant, line, quoted, words } from '#slack-kit/rich';
import { cut, named } from '#slack-kit/text';
import { toldOf, wordsIn } from '#slack-kit/timeline-words';
import { opened, touched } from '#slack-kit/touched';
import { wordingHint } from '#slack-kit/wording-hint';
import type { Written } from './decide.ts';

export const submitted = 'answer-prompt-form';
/** A letter in one of the boxes: each is its own action, so that it is heard. */
export const typing = /^answer:/;
const boxName = (key: AnswerKey) => `answer:${key}`;
const names = { entry: 'entry', when: 'entry-when', nothing: 'nothing', named: 'named' } as const;
const longest = 3000;

const Carried = z.object({
  id: PostmortemId,
  prompts: z.array(Prompt),
  inRoom: z.boolean(),
  form: z.string(),
  opened: z.record(z.string(), z.string()),
  versions: z.partialRecord(AnswerKey, z.int()),
  nothing: z.array(AnswerKey),
  named: z.boolean(),
  hinted: z.boolean(),
});

/** `round`: asked anew, with nothing left of what was typed; `hints`: their own words at which they might look again; `moved`: written elsewhere; `noted`: what was to go on the timeline stands there. */
type More = { saved?: string; hints?: boolean; moved?: AnswerKey[]; round?: string; noted?: boolean };

export function answerModal(form: AnswerForm, { saved, hints = false, moved = [], round, noted = false }: More = {}): ModalView {
  const { id, prompts, inRoom, form: name, postmortem, boxes, nothing, named: shown } = form;
  const ticked = boxes.map(({ key }) => key).filter((key) => nothing.includes(key));
  const anew = (block: InputBlock) => (round ? askedAnew(block, round) : block);
  const blocks: KnownBlock[] = [
    section(blamelessReminder),
    context(
      `*${postmortem.incident}: ${named(form.title)}* · any box may stay empty · read by those who were there and the owning team until it is published`,
    ),
    ...(saved ? [section(saved)] : []),
    ...boxes.flatMap((box) => [
      ...(box.key === 'missing' ? timeline(form) : []),
      ...(moved.includes(box.key)
        ? [context('In another window you wrote, and it is kept as long as you do not send this again:'), quoted(box.body)]
        : []),
      ...(hints ? wordingHint(box.body) : []),
      anew(asking(box, box.draft ?? box.body)),
      ...(box.key === 'missing' && !noted ? entry().map(anew) : []),
    ]),
    ...nothingToAdd(boxes, ticked).map(anew),
    ...(boxes.some(({ key }) => Question.safeParse(key).success) ? [anew(showName(shown))] : []),
    ...(form.written ? [actions(eraseButton(id))] : []),
  ];
  const carried = {
    ...{ id, prompts, inRoom, form: name, named: shown, hinted: hints, nothing: ticked },
    ...opened(boxes.map((box) => asking(box, box.body))),
    versions: Object.fromEntries(boxes.map(({ key, version }) => [key, version])),
  } satisfies z.infer<typeof Carried>;
  return modal(submitted, `${postmortem.incident}: how it went`, saved ? 'Send again' : 'Send', blocks, carried);
}

function asking({ key }: Box, body: string): InputBlock {
  const asked = Question.safeParse(key);
  const label = asked.success ? `${questionNames[asked.data]}: ${boxWords[key]}` : boxWords[key];
  const element = {
    type: 'plain_text_input' as const,
    multiline: true,
    max_length: longest,
    ...(body && { initial_value: cut(body, longest) }),
    // What is typed is kept letter by letter: what stood in a form that is closed, Slack does not say.
    dispatch_action_config: { trigger_actions_on: ['on_character_entered' as const] },
  };
  return { ...question(boxName(key), label, element, { optional: true }), dispatch_action: true };
}

/** What is on the incident's timeline, and a place to put something on it. */
function timeline({ timeline: shown, postmortem: { incident } }: AnswerForm): KnownBlock[] {
  if (shown === undefined) return [];
  return [
    section("*Here's what we have*"),
    ...shown.entries.map((one) => {
      const said = wordsIn(one);
      return line(instant(one.at, shown.days), words(' '), ...toldOf(one), ...(said ? [words(`: ${cut(said, 200)}`)] : []));
    }),
    ...(shown.more ? [context(`… and more: \`/incident timeline ${incident}\` shows all of it.`)] : []),
  ];
}
const entry = (): InputBlock[] => [
  question(
    names.entry,
    'Something that belongs on the timeline',
    { type: 'plain_text_input', multiline: true, max_length: longest },
    { optional: true },
  ),
  question(
    names.when,
    'When was that?',
    { type: 'plain_text_input', max_length: 100, placeholder: plain('14:05', 150) },
    { optional: true, hint: 'In your own time: 14:05, yesterday 23:30, or 2026-03-10 14:05.' },
  ),
];

const asTicks = (all: AnswerKey[]) =>
  all.flatMap((key) => (Question.safeParse(key).success ? [option(key, questionNames[key as Question])] : []));
function nothingToAdd(boxes: Box[], ticked: AnswerKey[]): InputBlock[] {
  const [options, initial] = [asTicks(boxes.map(({ key }) => key)), asTicks(ticked)];
  const element: Checkboxes = { type: 'checkboxes', options, ...(initial.length > 0 && { initial_options: initial }) };
  return options.length === 0
    ? []
    : [question(names.nothing, 'Nothing to add', element, { optional: true, hint: 'That is an answer too.' })];
}
function showName(shown: boolean): InputBlock {
  const options = [option('named', 'Show my name in what is published')];
  const element: Checkboxes = { type: 'checkboxes', options, ...(shown && { initial_options: options }) };
  return question(names.named, 'Your name', element, { optional: true, hint: 'Otherwise it says, for example, responder 2.' });
}

type Read = Omit<OfAnswers, 'id'> & {
  id: PostmortemId;
  written: Written[];
  entry?: string | undefined;
  when?: string | undefined;
  named: boolean | undefined;
  /** Nothing stands in it and nothing ever did. */
  empty: boolean;
  hinted: boolean;
};

/** The reader beside the view: what somebody has changed of what stood in it. */
export function read(view: Filled): Read {
  const { opened: before, versions, nothing, named: shown, hinted, ...about } = Carried.parse(JSON.parse(view.private_metadata));
  const [{ text, choices }, { changed }] = [answers(view), touched(unrounded(view))];
  const ticks = choices(names.nothing);
  const stands = AnswerKey.options
    .filter((key) => boxName(key) in before)
    .map((key) => ({ key, words: text(boxName(key)) ?? '', nothing: ticks.includes(key), seen: versions[key] ?? 0 }));
  const written = stands.filter((one) => changed(boxName(one.key)) || (one.words === '' && one.nothing !== nothing.includes(one.key)));
  const wanted = choices(names.named).includes('named');
  const asksName = Question.options.some((key) => boxName(key) in before);
  const [said, when] = [text(names.entry), text(names.when)];
  return {
    ...about,
    ...{ written, hinted, entry: said, when, named: asksName && wanted !== shown ? wanted : undefined },
    empty: written.length === 0 && said === undefined && wanted === shown && stands.every(({ words, nothing }) => words === '' && !nothing),
  };
}

/** Blocks that were asked anew are called by what they ask. */
const unrounded = ({ private_metadata, state: { values } }: Filled): Filled => ({
  private_metadata,
  state: {
    values: Object.fromEntries(
      Object.values(values).flatMap((block) => Object.entries(block).map(([name, one]) => [name, { [name]: one }])),
    ),
  },
});

/** All that was typed and not sent, by box. */
export const readTyped = (view: Filled) => {
  const { id, form, written } = read(view);
  return { id, form, words: Object.fromEntries(written.map(({ key, words: said }) => [key, said])) };
};

export const entryWithoutTime = { [names.when]: 'When was that? Roughly is fine: 14:05, or yesterday 23:30.' };
export const timeUnread = { [names.when]: 'I cannot read this as a time. Try 14:05, 20 min ago, yesterday 23:30, or 2026-03-10 14:05.' };
/** All of the form is still there: the entry goes first, and the answers with it. */
export const notNoted = ({ code, message }: Rejection) =>
  code === 'in_the_future'
    ? { [names.when]: 'That time is still to come: when did it happen? Nothing was sent yet, and all that you typed is still here.' }
    : { [names.entry]: message };
export const nothingYet = (view: Filled) => {
  const [first = ''] = Object.keys(view.state.values).filter((block) => typing.test(block));
  return { [first]: 'Nothing stands in it yet. A few words in one box are enough; “Skip” and “I only watched” are in the message.' };
};
