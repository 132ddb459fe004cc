import type { Desk } from '#domain/desk';
import { incidents, type OpenIncident } from '#domain/incident/incident';
import { type Entry, timelinePage } from '#domain/incident/timeline';
import { titleOf } from '#domain/incident/view';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import { zoneOf } from '#domain/person/moment';
import type { PersonId } from '#domain/person/person';
import { beginning } from '#domain/ports';
import { type Found, headRef, type Ref } from '#domain/records';
import { type AnswerDraft, draftOf } from './answer-draft.ts';
import { answerText } from './answer-text.ts';
import { answerableBy, answerWordsRef } from './answering.ts';
import { boxesFor } from './boxes.ts';
import { localDay } from './clock.ts';
import { partiesTo } from './looking.ts';
import type { KnownPostmortem } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';
import type { AnswerKey, Prompt } from './prompt.ts';

/** Which form somebody has before them. `form`: its own name, so that what is typed into it is told from what is typed into another. */
export type OfAnswers = { id: PostmortemId; prompts: Prompt[]; inRoom: boolean; form: string };
/** What stands in one box: on record, at which version of the words, and what was typed since and not sent. */
export type Box = { key: AnswerKey; body: string; version: number; draft?: string };
export type AnswerForm = OfAnswers & {
  postmortem: KnownPostmortem;
  /** Of the incident. */
  title: string;
  boxes: Box[];
  nothing: AnswerKey[];
  named: boolean;
  /** Something that they have written stands on record. */
  written: boolean;
  /** Of the incident, where they are asked what is missing on it; `days`: by their own clock it is of more than one. */
  timeline?: { entries: Entry[]; more: boolean; days: boolean };
};

const mostEntries = 20;

/** All that the form shows, for somebody who may fill it in: their own words, and nobody else's. */
export async function answerForm(
  desk: Pick<Desk, 'records' | 'log' | 'timeline'>,
  by: PersonId,
  { id, prompts, inRoom, form }: OfAnswers,
): Promise<AnswerForm> {
  const { postmortem: found, parties } = await partiesTo(desk.records, id, by);
  const postmortem = answerableBy(found, by, parties, inRoom);
  const part = postmortem.people[by];
  const keys = boxesFor(prompts, postmortem, part);
  const missing = keys.includes('missing');
  const [[incident, organisation, ...versions], texts, draft, timeline] = await Promise.all([
    desk.records.load([
      headRef(incidents, postmortem.incident),
      organisationRef,
      ...keys.map((key) => answerWordsRef(id, by, key)),
    ] as Ref<unknown>[]),
    desk.log.texts(
      id,
      keys.map((key) => answerText(by, key)),
    ),
    draftOf(desk, id, by),
    missing ? timelinePage(desk, postmortem.incident, { after: beginning }, mostEntries) : undefined,
  ]);
  const zone = zoneOf(parties.person, organisation?.value as Organisation);
  const days = new Set(timeline?.entries.map((entry) => localDay({ zone }, entry.at))).size > 1;
  return {
    ...{ id, prompts, inRoom, form, postmortem },
    title: titleOf((incident as Found<OpenIncident>).value, incident?.words ?? {}),
    boxes: keys.map((key, index) => ({
      key,
      body: texts[answerText(by, key)]?.body ?? '',
      version: versions[index]?.version ?? 0,
      ...begun(draft, key),
    })),
    nothing: part?.nothing ?? [],
    named: part?.named ?? false,
    written: (part?.answered ?? []).length > 0 && part?.erased !== true,
    ...(timeline && { timeline: { entries: timeline.entries, more: timeline.later !== undefined, days } }),
  };
}

const begun = (draft: AnswerDraft['words'], key: AnswerKey) => (draft[key] === undefined ? {} : { draft: draft[key] });
