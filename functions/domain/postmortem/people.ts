import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { TeamSlug } from '#domain/team/team-slug';
import { AnswerKey, Prompt } from './prompt.ts';

const at = z.iso.datetime();

/** How somebody was part of it (`domain.md` 4.2). Those who are only notified are asked nothing. */
export const PartIn = z.enum([
  'responder',
  'reporter',
  'customer_support',
  'builder',
  'receiver',
  'owner',
  'facilitator',
  'product_manager',
  'lead',
  'notified',
]);
export type PartIn = z.infer<typeof PartIn>;
/** Whose questions reach everybody who was there. */
export const promptedAs: readonly PartIn[] = ['responder', 'reporter', 'customer_support', 'builder', 'receiver'];

/** How many are asked one by one: a head stays small, and more would say the same. Others answer by the button in the channel. */
export const mostAsked = 40;

/** `team`: whose working days and holidays are theirs; the organisation's usual ones where none is known. */
export const Participant = z.object({ person: PersonId, as: z.array(PartIn), team: TeamSlug.optional() });
export type Participant = z.infer<typeof Participant>;

/** One message that they got: on which of their days, what it asked, and whether it only asked again. */
export const SentPrompts = z.object({ day: z.iso.date(), at, what: z.array(z.string()), nudge: z.int().optional() });
export type SentPrompts = z.infer<typeof SentPrompts>;

/** What somebody is asked again. */
export const Reminded = z.enum([...Prompt.options, 'sign_off']);

/** Prompts that reached somebody together for the first time and are neither answered nor skipped; how often they were asked again since. */
const FirstAsked = z.object({ prompts: z.array(Reminded), at, nudges: z.int() });
export type FirstAsked = z.infer<typeof FirstAsked>;

/** What is known of one person in one postmortem. */
export const Part = z.object({
  /** The how-manieth who came to it: what they are called where their name is not shown. */
  no: z.int(),
  as: z.array(PartIn),
  team: TeamSlug.optional(),
  /** What they need not be told again. */
  sent: z.array(SentPrompts),
  /** From when they are reminded. */
  asked: z.array(FirstAsked).optional(),
  /** On which of their days they were reminded last. */
  nudgedOn: z.iso.date().optional(),
  /** Prompts that need no more asking: answered or skipped. */
  settled: z.array(Prompt),
  /** Of those, what they have skipped and not answered since. */
  skipped: z.array(Prompt).optional(),
  /** Boxes that hold words, and those where they said that there is nothing to add. */
  answered: z.array(AnswerKey),
  nothing: z.array(AnswerKey),
  /** They have erased all that they had written; that they answered remains. */
  erased: z.literal(true).optional(),
  /** Had answered the five questions when the incident came back: is asked by itself what the first fix told. */
  firstFix: z.literal(true).optional(),
  /** “I only watched”: asked nothing more. */
  watched: z.boolean().optional(),
  /** “Answer later”: not before then. */
  laterThan: at.optional(),
  /** Their name instead of their role, in exports. */
  named: z.boolean().optional(),
  /** Has left the company. */
  gone: z.boolean().optional(),
});
export type Part = z.infer<typeof Part>;

export const newPart = (no: number, { as, team }: Omit<Participant, 'person'>): Part => ({
  no,
  as,
  ...(team && { team }),
  sent: [],
  settled: [],
  answered: [],
  nothing: [],
});
