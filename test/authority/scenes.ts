import { type IncidentId, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { perform } from '#domain/perform';
import { acknowledgeIncident } from '#features/acknowledge-incident/decide';
import { askWhetherOver } from '#features/ask-whether-over/decide';
import { type DeclareIncident, declareIncident } from '#features/declare-incident/decide';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { askHandover } from '#features/handover-incident/decide';
import { recordChannel } from '#features/open-channel/decide';
import { pinMessage } from '#features/pin-message/decide';
import { resolveIncident } from '#features/resolve-incident/decide';
import { routeIncident } from '#features/route-incident/decide';
import { subscribeIncident } from '#features/subscribe-incident/decide';
import { deactivated, dev, hasPerson, inc311, plus, type Stage, tom, tuesday } from '#test/builders';
import { kinds } from './kinds.ts';

/** How things stand when somebody acts. Answers with the incident, or with what it would be called were it there. */
export type Scene<Id extends AggregateId = IncidentId> = (stage: Stage, hidden: boolean) => Promise<Id>;

export const declaration = (more: Partial<DeclareIncident> = {}): DeclareIncident => ({
  by: tom,
  reportedBy: dev,
  at: tuesday,
  service: 'bedroom',
  title: 'Beds cannot be ordered',
  titleId: 'title',
  symptomsId: 'symptoms',
  severity: 'sev2',
  private: false,
  drill: false,
  saidId: 'said',
  ...more,
});

const declared = async (stage: Stage, more: Partial<DeclareIncident>) => {
  await perform(stage, incidents, inc311, declareIncident, declaration(more));
  await perform(stage, incidents, inc311, routeIncident, { at: tuesday });
  return inc311;
};

export const nothingThere: Scene = async () => inc311;
/** Routed, the on-call paged, and nobody has it. */
export const nobodyHasIt: Scene = (stage, hidden) => declared(stage, { private: hidden });
export const serviceUnknown: Scene = (stage, hidden) => declared(stage, { private: hidden, service: '?' });
export const responderHasIt: Scene = async (stage, hidden) => {
  await declared(stage, { private: hidden });
  await perform(stage, incidents, inc311, acknowledgeIncident, { by: kinds.responder.who, at: tuesday, inRoom: true });
  return inc311;
};
export const holderHasLeft: Scene = async (stage, hidden) => {
  await responderHasIt(stage, hidden);
  await hasPerson(stage, kinds.responder.who, deactivated);
  return inc311;
};
export const itIsResolved: Scene = async (stage, hidden) => {
  await declared(stage, { private: hidden });
  const act = { by: tom, at: tuesday, inRoom: true, fix: 'permanent' as const, how: 'Rolled back', howId: 'how' };
  await perform(stage, incidents, inc311, resolveIncident, act);
  return inc311;
};
/** Whoever has it asks the service desk to take it. */
export const deskIsAsked: Scene = async (stage, hidden) => {
  await responderHasIt(stage, hidden);
  const by = hidden ? kinds.insider.who : kinds.responder.who;
  const act = { by, at: tuesday, inRoom: true, team: 'service-desk', reason: 'It is theirs', reasonId: 'theirs' };
  await perform(stage, incidents, inc311, askHandover, act);
  return inc311;
};
/** Somebody had declared the same a minute before. */
export const anotherOfTheSame: Scene = async (stage, hidden) => {
  await perform(stage, incidents, 'INC-310', declareIncident, declaration({ private: hidden }));
  await declared(stage, { private: hidden, evenSo: true });
  return inc311;
};
export const itIsADuplicate: Scene = async (stage, hidden) => {
  await anotherOfTheSame(stage, hidden);
  await perform(stage, incidents, inc311, duplicateIncident, { by: tom, at: tuesday, inRoom: true, of: 'INC-310' });
  return inc311;
};
/** A day of silence, and it was asked whether it still goes on. */
export const goneQuiet: Scene = async (stage, hidden) => {
  await declared(stage, { private: hidden });
  await perform(stage, incidents, inc311, askWhetherOver, { at: plus(tuesday, 24 * 60) });
  return inc311;
};
/** In its room somebody wrote something. */
export const roomIsOpen: Scene = async (stage, hidden) => {
  await declared(stage, { private: hidden });
  await perform(stage, incidents, inc311, recordChannel, { at: tuesday, hidden, outcome: { kind: 'channel', channel: aMessage.channel } });
  return inc311;
};
export const aMessage = { channel: 'C0ROOM', ts: '1773151200.000100' };
/** The reporter has put 📌 on it. */
export const messageIsPinned: Scene = async (stage, hidden) => {
  await roomIsOpen(stage, hidden);
  const seen = '1773151260.000100';
  await perform(stage, incidents, inc311, pinMessage, {
    by: tom,
    inRoom: true,
    at: tuesday,
    seen,
    message: aMessage,
    on: true,
    entryId: 'entry',
  });
  return inc311;
};
/** Where it is private nobody could. */
export const channelIsKeptPosted: Scene = async (stage, hidden) => {
  await declared(stage, { private: hidden });
  const channel = { id: 'C0NEWS', member: true, shared: false, archived: false };
  const act = { by: tom, at: tuesday, inRoom: false, channel };
  if (!hidden) await perform(stage, incidents, inc311, subscribeIncident, act);
  return inc311;
};
