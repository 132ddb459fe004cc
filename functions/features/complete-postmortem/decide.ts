import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Incident, incidents, mayKnow } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { chosenStep, hasChosen } from '#domain/postmortem/chosen';
import { areChosen, type Complete, missingOf } from '#domain/postmortem/completeness';
import type { OpenPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isToBeSigned, lacksOnlySignOff, signersOf } from '#domain/postmortem/signing';
import { isWeighed } from '#domain/postmortem/weighed';
import { headRef } from '#domain/records';
import { type Service, serviceRef } from '#domain/service/service';

type Seen = { incident: Incident; improvements: Improvement[]; service: Service; signers: Person[] };

/** All that is asked for is there but the publishing: time says so to nobody, and no person has to. */
export const completePostmortem: Act<Postmortem, Seen, { at: string }, PostmortemEvent> = {
  facts: (postmortem, _, known) => {
    const { incident, improvements, service } = postmortem.state === 'none' ? nothing : postmortem;
    return {
      incident: headRef(incidents, incident),
      improvements: improvements.map((id) => improvementRef(ImprovementId.parse(id))),
      service: serviceRef(service ?? 'none'),
      signers: signersOf(known.service).map(personRef),
    };
  },
  decide(postmortem, { incident, improvements, service, signers }, { at }) {
    if (!isWeighed(postmortem) || postmortem.pausedAt !== undefined || incident.state === 'none') return [];
    const known = improvements.flatMap((improvement) => (improvement.state === 'none' ? [] : [{ improvement }]));
    const chosen = !hasChosen(postmortem) && areChosen(known);
    const whole = { postmortem, incident, improvements: known };
    const able = signersOf(service).filter(
      (person, index) => mayKnow(incident, person) && !unreachable(signers[index] ?? { state: 'unknown' }),
    );
    return [
      ...signing(whole, able[0], at),
      ...(chosen ? [{ type: 'PostmortemStepTaken' as const, at, step: chosenStep }] : []),
      ...(missingOf(whole).length > 0 ? [] : [{ type: 'PostmortemCompleted' as const, at }]),
    ];
  },
};
const nothing = { incident: 'INC-0', improvements: [], service: null } as const;

/** Whose word is missing alone is asked for it; and again whoever comes in their place. */
function signing(known: Complete & { postmortem: OpenPostmortem }, of: PersonId | undefined, at: string): PostmortemEvent[] {
  const { signing: asked, signedOff } = known.postmortem;
  if (signedOff) return [];
  if (asked && !lacksOnlySignOff(known)) return [{ type: 'PostmortemSignOffRests', at }];
  const isNews = asked ? asked.of !== of : isToBeSigned(known, at);
  return isNews ? [{ type: 'PostmortemSignOffAsked', at, ...(of && { of }) }] : [];
}
