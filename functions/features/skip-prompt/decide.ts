import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { answerableBy } from '#domain/postmortem/answering';
import { type Parties, partyRefs } from '#domain/postmortem/authority';
import { isOpen, type Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Prompt } from '#domain/postmortem/prompt';

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
    // What nobody waits for needs no skipping.
    if (part === undefined || !isOpen(known)) return [];
    if (how === 'later')
      return part.laterThan === said.until ? [] : [{ type: 'PostmortemPromptSkipped', at, by, prompts, how, until: said.until }];
    const done = how === 'watched' ? part.watched === true : prompts.every((one) => part.settled.includes(one));
    return done ? [] : [{ type: 'PostmortemPromptSkipped', at, by, prompts, how }];
  },
};
