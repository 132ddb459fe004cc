import { mayKnow, type OpenIncident } from '#domain/incident/incident';
import type { PersonId } from '#domain/person/person';
import type { Service } from '#domain/service/service';
import { type Complete, missingOf } from './completeness.ts';
import type { KnownPostmortem } from './postmortem.ts';
import { decideStep } from './timers.ts';

/** Nothing but the word of whoever answers for the service is missing. */
export function lacksOnlySignOff(known: Complete): boolean {
  const missing = missingOf(known);
  return missing.length === 1 && missing[0]?.item === 'sign_off';
}

/** Their word is asked for once each proposal has been decided on, or the time for that is over. */
export function isToBeSigned(known: Complete, at: string): boolean {
  const { postmortem, improvements } = known;
  const mayWait = 'decideBy' in postmortem && at < postmortem.decideBy && !postmortem.steps.includes(decideStep);
  return lacksOnlySignOff(known) && !(mayWait && improvements.some(({ improvement }) => improvement.state === 'proposed'));
}

/** Whose word it is, in this order: who answers for the service, and the delegate whom they have named. */
export const signersOf = (service: Service | undefined): PersonId[] =>
  service?.state === 'registered' ? [service.productManager, ...(service.delegate ? [service.delegate] : [])] : [];

/** Who answers for the service and cannot see it, where nobody else could sign it off or waive it either. */
export function answersFromOutside(
  { private: hidden }: Pick<KnownPostmortem, 'private'>,
  incident: Pick<OpenIncident, 'private' | 'insiders'>,
  service: Service | undefined,
): PersonId | undefined {
  const signers = signersOf(service);
  const sees = (person: PersonId) => mayKnow({ ...incident, private: hidden || incident.private }, person);
  return signers.some(sees) ? undefined : signers[0];
}

/** Whose word is waited for now. */
export const isAskedToSign = (postmortem: KnownPostmortem, person: PersonId): boolean =>
  postmortem.signing?.of === person && postmortem.signedOff === undefined;

/** What those inside are told who could not do it themselves. */
export const wayIn = 'Into a private incident `/incident access` lets them, where they cannot see it.';
