import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { beforePublishing, knowing, notYoursToPutDown } from '#domain/postmortem/known';
import { factorFrom, factorsOf, meansSomebody, mostOwnFactors, ownFactorsPut, ownFactorsRef } from '#domain/postmortem/own-factors';
import type { KnownPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Factor } from '#domain/postmortem/prompt';
import { Rejection } from '#domain/rejection';
import { same } from '#domain/same';

/** `another`: a condition that is not on the list yet, in somebody's own words. */
export type NameFactors = { by: PersonId; at: string; factors: Factor[]; another?: string | undefined };
export type Facts = Parties & { own: Factor[] | undefined };
export const mostFactors = 10;

/** Conditions that contributed, never people. What is added to the list is there for everybody from then on. */
export const nameFactors: Act<Postmortem, Facts, NameFactors, PostmortemEvent> = {
  facts: (postmortem, { by }) => ({ ...partyRefs(postmortem, by), own: ownFactorsRef }),
  decide(postmortem, { own = [], ...facts }, { by, at, factors, another }, { versions }) {
    const known = actingAs(postmortem, by, facts, knowing, notYoursToPutDown).postmortem;
    // Where nobody has asked for one, they may show that it is the third of its kind.
    if (known.state !== 'not_required') beforePublishing(known);
    const added = another === undefined ? undefined : addedBy(another, known, own);
    const all = [...new Set([...factors, ...(added ? [added] : [])])];
    const unknown = all.filter((one) => one !== added && !factorsOf(own).includes(one) && !known.factors.includes(one));
    if (unknown.length > 0) throw new Rejection('no_such_factor', 'That is on no list any more. Nothing has changed; choose again.');
    if (all.length > mostFactors)
      throw new Rejection(
        'too_many_factors',
        `Name at most ${mostFactors}, those that would have made the most difference. Nothing has changed.`,
      );
    const extended = added !== undefined && !factorsOf(own).includes(added);
    return {
      events: same(all.toSorted(), known.factors.toSorted()) ? [] : [{ type: 'PostmortemFactorsSet', at, by, factors: all }],
      puts: extended ? [ownFactorsPut([...own, added], versions.own)] : [],
    };
  },
};

function addedBy(said: string, { private: hidden }: KnownPostmortem, own: Factor[]): Factor {
  if (meansSomebody(said))
    throw new Rejection(
      'a_person',
      'A person is never what an incident came of: what made it likely is. Nothing has changed; say the condition in small letters, for example “two alerts looked alike” or “no runbook for the fallback”.',
    );
  const factor = factorFrom(said);
  if (factor === undefined)
    throw new Rejection(
      'no_condition',
      'A condition has 2 to 40 letters and begins with one, for example “no runbook for the fallback”. Nothing has changed.',
    );
  if (factorsOf(own).includes(factor)) return factor;
  if (hidden)
    throw new Rejection(
      'private_words',
      'What is added goes on everybody’s list, and this incident is private. Nothing has changed; use what is on the list, and say the rest in the answers.',
    );
  if (own.length >= mostOwnFactors)
    throw new Rejection(
      'list_full',
      'The list is so long that nothing alike would be found on it any more. Nothing has changed; use what is there.',
    );
  return factor;
}
