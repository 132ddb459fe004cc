import type { Button } from '@slack/types';
import * as z from 'zod';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { IncidentId } from '#domain/incident/incident-id';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { Question } from '#domain/postmortem/prompt';
import { TeamSlug } from '#domain/team/team-slug';
import { button } from './blocks.ts';

/** What one can do about an improvement, wherever it is shown; its number is what a button carries. */
export const showPressed = /^show-improvement:/;
/** Several of them stand in one row, so each has its own action id. */
export const showButton = (id: ImprovementId, label = 'Open'): Button => button(`show-improvement:${id}`, label, id);
export const choosePressed = 'choose-improvement';
export const chooseButton = (id: ImprovementId, label = 'Choose it'): Button => button(choosePressed, label, id, 'primary');
export const declinePressed = 'decline-improvement';
export const declineButton = (id: ImprovementId): Button => button(declinePressed, 'Decline', id, 'danger');
export const movePressed = /^move-improvement:/;
export const Move = z.enum(['started', 'done', 'again']);
export type Move = z.infer<typeof Move>;
const moveSaid: Record<Move, string> = { started: 'Begun', done: 'Done', again: 'Not done after all' };
export const moveButton = (id: ImprovementId, to: Move): Button =>
  button(`move-improvement:${to}`, moveSaid[to], `${id} ${to}`, to === 'done' ? 'primary' : undefined);
export function readMove(value = ''): { id: ImprovementId; to: Move } {
  const [id, to] = value.split(' ');
  return { id: ImprovementId.parse(id), to: Move.parse(to) };
}
export const reschedulePressed = 'reschedule-improvement';
export const rescheduleButton = (id: ImprovementId): Button => button(reschedulePressed, 'Another date', id);
export const reassignPressed = 'reassign-improvement';
export const reassignButton = (id: ImprovementId): Button => button(reassignPressed, 'Hand it on', id);
export const mergePressed = 'merge-improvement';
export const mergeButton = (id: ImprovementId): Button => button(mergePressed, 'Same as another', id);
export const describePressed = 'describe-improvement';
export const describeButton = (id: ImprovementId): Button => button(describePressed, 'Edit', id);
/** What a tracker refused, and somebody has mended since. */
export const retryTrackingPressed = 'track-improvement';
export const retryTrackingButton = (id: ImprovementId): Button => button(retryTrackingPressed, 'Try again', id);
export const readImprovement = (value: string | undefined): ImprovementId => ImprovementId.parse(value);

export const rankPressed = /^rank-improvement:/;
export const Place = z.enum(['first', 'up', 'down']);
export type Place = z.infer<typeof Place>;
const placeSaid: Record<Place, string> = { first: 'To the top', up: 'Up', down: 'Down' };
export const rankButton = (id: ImprovementId, place: Place): Button =>
  button(`rank-improvement:${place}`, placeSaid[place], `${id} ${place}`);
export function readRank(value = ''): { id: ImprovementId; place: Place } {
  const [id, place] = value.split(' ');
  return { id: ImprovementId.parse(id), place: Place.parse(place) };
}

/** “Did it help?”: several of them stand in one row. */
export const assessPressed = /^assess-improvement:/;
export const Helped = z.enum(['yes', 'partly', 'no', 'too_early']);
export type Helped = z.infer<typeof Helped>;
export const helpedSaid: Record<Helped, string> = { yes: 'It helped', partly: 'A little', no: 'It did not', too_early: 'Too early to say' };
export const assessButton = (id: ImprovementId, helped: Helped): Button =>
  button(`assess-improvement:${helped}`, helpedSaid[helped], `${id} ${helped}`);
export function readAssessed(value = ''): { id: ImprovementId; helped: Helped } {
  const [id, helped] = value.split(' ');
  return { id: ImprovementId.parse(id), helped: Helped.parse(helped) };
}

/** Proposes one: out of an answer to one of the questions, or of anything else about an incident. */
export const proposePressed = 'propose-improvement';
export const proposeButton = (incident: IncidentId, question?: Question, label = 'Propose an improvement'): Button =>
  button(proposePressed, label, `${incident} ${question ?? ''}`.trim());
export function readProposed(value = ''): { incident: IncidentId; question?: Question } {
  const [incident, said] = value.split(' ');
  const question = Question.safeParse(said).data;
  return { incident: IncidentId.parse(incident), ...(question && { question }) };
}
/** For whoever is on call in a team next. */
export const easierPressed = 'propose-improvement-easier';
export const easierButton = (team: TeamSlug): Button => button(easierPressed, 'Propose an improvement', team);
export const readEasier = (value: string | undefined): TeamSlug => TeamSlug.parse(value);

/** None of what was proposed is chosen. */
export const nonePressed = 'choose-no-improvement';
export const noneButton = (id: PostmortemId): Button => button(nonePressed, 'None of them', id);

/** All of one team, one service or one person. */
export const listPressed = /^list-improvements:/;
export const listButton = (of: 'team' | 'service' | 'mine', which: string, label: string): Button =>
  button(`list-improvements:${of}`, label, `${of} ${which}`.trim());
