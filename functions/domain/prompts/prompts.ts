import * as z from 'zod';
import { dayKey, promptsId } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { type Aggregate, headRef, oneRef, type Ref } from '#domain/records';
import { OwedWhat, PromptSource } from './owed.ts';

const at = z.iso.datetime();
const day = z.iso.date();

/** What stands in the weekly list of a head: all that is escalated to them and has not been held. */
const Digest = z.array(PostmortemId);
/** `again`: what a reminder asked again when it was sent; what is asked later is not in it. */
const Sent = z.object({ of: PromptSource, what: z.array(OwedWhat), again: z.array(OwedWhat).optional() });

/** One person's postmortem messages, over all incidents: so that there is one a day, and one reply. */
export const PromptsEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    /** What may ask them something, and when that is to be looked at next. */
    z.object({ type: z.literal('PromptsPlanned'), at, from: z.array(PromptSource), lookAt: at.nullable() }),
    /** `under`: the day whose message it is a reply to; a message of its own where that is missing. */
    z.object({
      type: z.literal('PromptsSent'),
      at,
      day,
      as: z.enum(['message', 'reply', 'nudge']),
      under: day.optional(),
      items: z.array(Sent),
      digest: Digest.optional(),
      from: z.array(PromptSource),
      lookAt: at.nullable(),
    }),
    /** They may not know of that any more: what they were told of it, on whatever day, is taken back. */
    z.object({ type: z.literal('PromptsWithdrawn'), at, of: PromptSource }),
  ]),
);
export type PromptsEvent = z.infer<typeof PromptsEvent>;
export type PromptsSent = Extract<PromptsEvent, { type: 'PromptsSent' }>;

/** What was sent last, with what was said under it: brought up to date while it is the last. */
const Said = z.object({
  day,
  as: z.enum(['message', 'reply', 'nudge']),
  under: day.optional(),
  items: z.array(Sent),
  digest: Digest.optional(),
});
export type Said = z.infer<typeof Said>;
const mostSaid = 4;

export const Prompts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({
    state: z.literal('asked'),
    from: z.array(PromptSource),
    /** When it is looked at again; `null`: when something new comes. */
    lookAt: at.nullable(),
    /** Counts the times that were planned: a timer of an older one asks nothing. */
    generation: z.int(),
    said: z.array(Said),
    /** On which of their days they had their list last. */
    digestOn: day.optional(),
  }),
]);
export type Prompts = z.infer<typeof Prompts>;

function evolve(prompts: Prompts, event: PromptsEvent): Prompts {
  if (event.type === 'PromptsWithdrawn') return prompts;
  const { from, lookAt } = event;
  const before = prompts.state === 'none' ? [] : prompts.said;
  const said = event.type === 'PromptsSent' ? saidNow(before, event) : before;
  const generation = prompts.state === 'none' ? 1 : prompts.lookAt === lookAt ? prompts.generation : prompts.generation + 1;
  const digestOn = event.type === 'PromptsSent' && event.digest ? event.day : digestOf(prompts);
  return { state: 'asked', from, lookAt, generation, said, ...(digestOn && { digestOn }) };
}

export const digestOf = (prompts: Prompts): string | undefined => (prompts.state === 'none' ? undefined : prompts.digestOn);

function saidNow(before: Said[], { day, as, under, items, digest }: PromptsSent): Said[] {
  const one = { day, as, ...(under && { under }), items, ...(digest && { digest }) };
  return as === 'message' ? [one] : [...before, one].slice(-mostSaid);
}

export const prompts: Aggregate<Prompts, PromptsEvent> = {
  name: 'prompts',
  initial: { state: 'none' },
  evolve,
  state: Prompts,
  event: PromptsEvent,
  listed: (one) => (one.state === 'asked' && one.lookAt ? { list: 'due', at: one.lookAt } : undefined),
};

export const promptsRef = (person: PersonId): Ref<Prompts> => headRef(prompts, promptsId(person));

/** What a person got on one of their local days: claimed in the transaction that sends it. */
export const Day = z.object({ message: at, reply: at.optional() });
export type Day = z.infer<typeof Day>;
export const dayRef = (person: PersonId, date: string): Ref<Day | undefined> => oneRef(dayKey(person, date), Day);
