import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { answerableBy } from '#domain/postmortem/answering';
import { type Parties, partyRefs } from '#domain/postmortem/authority';
import { openFor } from '#domain/postmortem/owed';
import { skipped } from '#domain/postmortem/parts';
import { isOpen, type Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Prompt } from '#domain/postmortem/prompt';
import { Rejection } from '#domain/rejection';

export type SkipPrompt = { by: PersonId; at: string; prompts: Prompt[] } & (
  | { how: 'skipped' | 'watched' }
  /** Not before then. */
  | { how: 'later'; until: string }
);

/** Nobody has to answer: not this, not now, or nothing at all because they only watched. */
export const skipPrompt: Act<Postmortem, Parties, SkipPrompt, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(postmortem, facts, said) {
    const { by, at, prompts, how } = said;
    const known = answerableBy(postmortem, by, facts, false);
    const part = known.people[by];
    if (how === 'later') {
      const event = { type: 'PostmortemPromptSkipped' as const, at, by, prompts, how, until: said.until };
      const after = part && isOpen(known) ? { ...known, people: { ...known.people, [by]: skipped(part, event) } } : undefined;
      const open = after ? openFor(after, by) : [];
      if (!open.some((one) => prompts.length === 0 || prompts.includes(one))) throw nothingLater();
      const isSaid = part?.laterThan === said.until && !part.watched && !prompts.some((one) => part.skipped?.includes(one));
      return isSaid ? [] : [event];
    }
    // What nobody waits for needs no skipping.
    if (part === undefined || !isOpen(known)) return [];
    const done = how === 'watched' ? part.watched === true : prompts.every((one) => part.settled.includes(one));
    return done ? [] : [{ type: 'PostmortemPromptSkipped', at, by, prompts, how }];
  },
};

const nothingLater = () =>
  new Rejection(
    'nothing_later',
    'Nobody waits for an answer to that any more, so you are not asked it again. Nothing has changed; `/postmortem answer` shows what you wrote.',
  );
