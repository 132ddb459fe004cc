import { improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { incidents } from '#domain/incident/incident';
import { improvementId, postmortemId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Participant } from '#domain/postmortem/people';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Aggregate } from '#domain/records';
import { acknowledgeIncident } from '#features/acknowledge-incident/decide';
import { assignRole } from '#features/assign-role/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { resolveIncident } from '#features/resolve-incident/decide';
import { routeIncident } from '#features/route-incident/decide';
import { asha, chloe, dev, inc311, plus, type Stage, slug, teamSlug, tom, tuesday } from '#test/builders';
import { kinds } from './kinds.ts';
import { declaration, type Scene } from './scenes.ts';
import { peopled } from './transfer-scenes.ts';

export const pm311 = postmortemId(311);
export const imp1 = improvementId(1);
type PostmortemScene = Scene<typeof pm311>;
type ImprovementScene = Scene<typeof imp1>;
const [owner, facilitator, commander] = [kinds['postmortem owner'].who, kinds.facilitator.who, kinds.commander.who];
const day = 24 * 60;

/** What is on record by the time at which somebody acts, whoever put it there. */
const put = <State, Event extends { type: string; at: string }>(
  stage: Stage,
  aggregate: Aggregate<State, Event>,
  id: typeof pm311,
  ...events: Event[]
) => perform(stage, aggregate, id, { facts: () => ({}), decide: () => events }, {});
const onPostmortem = (stage: Stage, ...events: PostmortemEvent[]) => put(stage, postmortems, pm311, ...events);
const onImprovement = (stage: Stage, ...events: ImprovementEvent[]) => put(stage, improvements, imp1, ...events);

export const ladder = {
  soon: plus(tuesday, 6 * day),
  due: plus(tuesday, 7 * day),
  commander: plus(tuesday, 8 * day),
  lead: plus(tuesday, 9 * day),
  productManager: plus(tuesday, 14 * day),
  orgHeads: plus(tuesday, 21 * day),
};
const there: Participant[] = [
  { person: tom, as: ['reporter'], team: teamSlug('service-desk') },
  { person: dev, as: ['reporter'] },
  { person: asha, as: ['responder'], team: teamSlug('team-bedroom') },
  { person: chloe, as: ['responder'], team: teamSlug('team-bedroom') },
];

/** It is over; nobody has asked for a postmortem of it. */
export const nothingToLearnYet: PostmortemScene = async (stage, hidden) => {
  await peopled(stage);
  await perform(stage, incidents, inc311, declareIncident, declaration({ private: hidden }));
  await perform(stage, incidents, inc311, routeIncident, { at: tuesday });
  const by = hidden ? kinds.insider.who : chloe;
  await perform(stage, incidents, inc311, acknowledgeIncident, { by, at: tuesday, inRoom: true });
  if (!hidden) {
    const assignments = [{ role: 'commander' as const, person: commander }];
    await perform(stage, incidents, inc311, assignRole, { by: chloe, at: tuesday, inRoom: true, assignments });
  }
  const over = { fix: 'permanent' as const, how: 'Rolled back', howId: 'how' };
  await perform(stage, incidents, inc311, resolveIncident, { by: tom, at: tuesday, inRoom: true, ...over });
  return pm311;
};
/** One button asks for it. */
export const itIsOffered: PostmortemScene = async (stage, hidden) => {
  await nothingToLearnYet(stage, hidden);
  await onPostmortem(stage, {
    ...{ type: 'PostmortemOffered', at: tuesday, incident: inc311, service: slug('bedroom'), team: teamSlug('team-bedroom') },
    ...{ requirement: 'optional', because: [], peak: 'sev3', drill: false, private: hidden, t0: tuesday, declaredAt: tuesday },
  });
  return pm311;
};
/** The clock runs: those who were there are asked, and somebody drives it. */
export const peopleAreAsked: PostmortemScene = async (stage, hidden) => {
  await itIsOffered(stage, hidden);
  await onPostmortem(
    stage,
    { type: 'PostmortemRequired', at: tuesday, requirement: 'required', because: ['serious'], peak: 'sev2', t0: tuesday, ladder },
    { type: 'PostmortemPeopleChanged', at: tuesday, people: there },
    { type: 'PostmortemOwnerAssigned', at: tuesday, owner, because: 'picked' },
    { type: 'PostmortemFacilitatorAssigned', at: tuesday, facilitator },
  );
  return pm311;
};
/** They have met; what they said is weighed. */
export const theyHaveMet: PostmortemScene = async (stage, hidden) => {
  await peopleAreAsked(stage, hidden);
  const heldAt = plus(tuesday, 2 * day);
  const planned = { begins: heldAt, minutes: 60, invited: [owner, facilitator, asha] };
  await onPostmortem(
    stage,
    { type: 'PostmortemMeetingPlanned', at: tuesday, by: owner, ...planned },
    {
      ...{ type: 'PostmortemMeetingHeld', at: heldAt, by: owner, heldAt },
      ...{ decideBy: plus(heldAt, 2 * day), publishBy: plus(heldAt, 3 * day) },
    },
  );
  stage.setTime(heldAt);
  return pm311;
};
/** Whoever may know of the incident reads it. */
export const itIsPublished: PostmortemScene = async (stage, hidden) => {
  await theyHaveMet(stage, hidden);
  const at = plus(tuesday, 5 * day);
  await onPostmortem(
    stage,
    { type: 'PostmortemSignedOff', at, by: kinds['product manager'].who, as: 'product_manager' },
    { type: 'PostmortemCompleted', at },
    { type: 'PostmortemPublished', at, by: owner, version: 1, documentId: 'document', helpAt: plus(at, 30 * day) },
  );
  stage.setTime(at);
  return pm311;
};

/** A week on call is over, and nothing has come out of it yet. */
export const nothingIsProposed: ImprovementScene = async (stage, hidden) => {
  await nothingToLearnYet(stage, hidden);
  return imp1;
};
/** Somebody has proposed it; nobody is to do it yet. */
export const somethingIsProposed: ImprovementScene = async (stage, hidden) => {
  await theyHaveMet(stage, hidden);
  await onImprovement(stage, {
    ...{ type: 'ImprovementProposed', at: stage.now(), by: asha, kind: 'action', question: 'detect', postmortem: 'PM-311' },
    ...{ incidents: [inc311], service: slug('bedroom'), team: teamSlug('team-bedroom'), private: hidden },
    ...{ titleId: 'title', priority: 'high' },
  });
  await onPostmortem(stage, { type: 'PostmortemImprovementListed', at: stage.now(), by: asha, improvement: 'IMP-1' });
  return imp1;
};
/** Somebody else has proposed the same. */
export const anotherIsProposed: ImprovementScene = async (stage, hidden) => {
  await somethingIsProposed(stage, hidden);
  const at = stage.now();
  await put(stage, improvements, improvementId(2), {
    ...{ type: 'ImprovementProposed', at, by: tom, kind: 'action', question: 'detect', postmortem: 'PM-311' },
    ...{ incidents: [inc311], service: slug('bedroom'), team: teamSlug('team-bedroom'), private: hidden },
    ...{ titleId: 'title', priority: 'high' },
  } as ImprovementEvent);
  return imp1;
};
/** Whoever is on call has said that they do it, by the end of the month. */
export const somebodyDoesIt: ImprovementScene = async (stage, hidden) => {
  await somethingIsProposed(stage, hidden);
  const chosen = {
    owner: hidden ? kinds.insider.who : asha,
    team: teamSlug('team-bedroom'),
    dueOn: '2026-03-31',
    priority: 'high' as const,
  };
  await onImprovement(stage, { type: 'ImprovementAccepted', at: stage.now(), by: owner, ...chosen });
  return imp1;
};
/** The tracker that it is to be kept in too does not take it. */
export const itsTrackerRefuses: ImprovementScene = async (stage, hidden) => {
  await somebodyDoesIt(stage, hidden);
  await onImprovement(stage, { type: 'ImprovementTrackingRefused', at: plus(stage.now(), -60), tracker: 'github', code: 'http_401' });
  return imp1;
};
/** Its service has moved, and those who own it now have yet to say whether they take it. */
export const itWaitsForNewOwners: ImprovementScene = async (stage, hidden) => {
  await somebodyDoesIt(stage, hidden);
  const moved = { team: teamSlug('garden-mpt'), because: 'service_moved' as const, waiting: true };
  await onImprovement(stage, { type: 'ImprovementReassigned', at: stage.now(), ...moved });
  return imp1;
};
export const itIsDone: ImprovementScene = async (stage, hidden) => {
  await somebodyDoesIt(stage, hidden);
  await onImprovement(stage, { type: 'ImprovementCompleted', at: stage.now(), by: hidden ? kinds.insider.who : asha });
  return imp1;
};
