import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import type { PersonId } from '#domain/person/person';
import { noSuchPostmortem, type Parties, partyRefs } from '#domain/postmortem/authority';
import { ladderFrom } from '#domain/postmortem/clock';
import { owningCalendar } from '#domain/postmortem/met';
import { isOpen, type Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Rejection } from '#domain/rejection';

export type AskForPostmortem = { by: PersonId; at: string; how: 'light' | 'full' };
type Facts = Parties & { organisation: Organisation };

/** Nothing asks for it, and somebody wants to learn from it all the same: whoever knows of the incident may. A short one becomes a full one. */
export const askForPostmortem: Act<Postmortem, Facts, AskForPostmortem, PostmortemEvent> = {
  facts: (postmortem, { by }) => ({ ...partyRefs(postmortem, by), organisation: organisationRef }),
  decide(postmortem, { person, incident, team, organisation }, { by, at, how }) {
    refuseUnlessPerson(person);
    if (postmortem.state === 'none' || incident.state === 'none') throw noSuchPostmortem();
    if ((postmortem.private || incident.private) && !incident.insiders.includes(by)) throw noSuchPostmortem();
    if (isGuest(person))
      throw new Rejection(
        'asked_by_guest',
        'Guests help in incidents; a member of the workspace asks for a postmortem. Nothing has changed.',
      );
    const { peak } = postmortem;
    const requirement = how === 'full' ? ('required' as const) : ('light' as const);
    const wanted = { requirement, because: [...new Set([...postmortem.because, 'asked_for' as const])], peak };
    if (postmortem.state === 'not_required') {
      return [{ type: 'PostmortemRequired', at, by, t0: at, ...wanted, ladder: ladderFrom(at, peak, owningCalendar(team, organisation)) }];
    }
    if (!isOpen(postmortem))
      throw new Rejection('postmortem_not_open', 'This one is over: it is published, waived, or part of another. Nothing has changed.');
    return postmortem.requirement === 'light' && how === 'full' ? [{ type: 'PostmortemRequirementChanged', at, ...wanted }] : [];
  },
};
