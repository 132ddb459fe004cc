import { actingAs, choosers, mayKnowOf, type Parties, partyRefs } from '#domain/improvement/authority';
import type { Improvement } from '#domain/improvement/improvement';
import type { ImprovementEvent, ImprovementFact } from '#domain/improvement/improvement-events';
import { mostLetters } from '#domain/improvement/words';
import type { Act } from '#domain/perform';
import { hasLeft } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { helpStep } from '#domain/postmortem/timers';
import { Rejection } from '#domain/rejection';

export type Helped = ImprovementFact<'ImprovementHelpSaid'>['helped'];
export type AssessImprovement = { by: PersonId; at: string; helped: Helped; words?: string | undefined; wordsId: string };

/** “Did it help?”: one click, and a word if there is one. */
export const assessImprovement: Act<Improvement, Parties, AssessImprovement, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, { by, at, helped, words, wordsId }) {
    const known = actingAs(improvement, by, facts, [...choosers, 'owner', 'team'], notYoursToAssess);
    if (known.state !== 'done')
      throw new Rejection('not_done_yet', 'It is not done, so it cannot have helped yet. Nothing has changed; you will be asked.');
    const body = words?.trim().slice(0, mostLetters.words);
    const before = known.helped.find((one) => one.by === by);
    if (before?.helped === helped && !body) return [];
    return {
      events: [{ type: 'ImprovementHelpSaid', at, by, helped, ...(body && { wordsId }) }],
      texts: body ? [{ id: wordsId, by, body }] : [],
    };
  },
};

const notYoursToAssess = () =>
  new Rejection(
    'verdict_not_yours',
    'Whether it helped say its owner, their team, the product manager, and the owner of the postmortem. Nothing has changed; tell one of them what you have seen.',
  );

type Asking = Omit<Parties, 'person'> & { owner: Person; manager: Person };
const nobody = 'U0' as PersonId;

/** A month later: whoever did it and whoever answers for it are asked. */
export const askWhetherItHelped: Act<Improvement, Asking, { at: string }, ImprovementEvent> = {
  facts(improvement, _, { service }) {
    const { person: _person, ...parties } = partyRefs(improvement, nobody);
    return { ...parties, owner: personRef(ownerOf(improvement) ?? nobody), manager: personRef(managerOf(service) ?? nobody) };
  },
  decide(improvement, { service, incidents, owner, manager }, { at }) {
    if (improvement.state !== 'done' || improvement.helpAsked) return [];
    const known: [PersonId | undefined, Person][] = [
      [ownerOf(improvement), owner],
      [managerOf(service), manager],
    ];
    const people = known.flatMap(([id, person]) => (id && !hasLeft(person) && mayKnowOf(improvement, id, incidents) ? [id] : []));
    return [{ type: 'ImprovementHelpAsked', at, people: [...new Set(people)] }];
  },
};
const ownerOf = (improvement: Improvement) => ('owner' in improvement ? improvement.owner : undefined);
const managerOf = (service: Parties['service'] | undefined) => (service?.state === 'registered' ? service.productManager : undefined);

/** It was asked of all that came out of this postmortem. */
export const takeHelpStep: Act<Postmortem, Record<string, never>, { at: string }, PostmortemEvent> = {
  facts: () => ({}),
  decide: (postmortem, _, { at }) =>
    postmortem.state === 'closed' && !postmortem.steps.includes(helpStep) ? [{ type: 'PostmortemStepTaken', at, step: helpStep }] : [],
};
