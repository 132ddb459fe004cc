import * as z from 'zod';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { Prompt } from '#domain/postmortem/prompt';

/** What a message is about: a postmortem, or an improvement that came out of one. */
export const PromptSource = z.union([PostmortemId, ImprovementId]);
export type PromptSource = z.infer<typeof PromptSource>;

/** All that a message can ask or tell one person. */
export const OwedWhat = z.enum([
  'p1',
  'p2',
  'p3',
  'p4',
  'p5',
  'p6',
  'p7',
  'p8',
  /** Asked again: what is still open. */
  'nudge_1',
  'nudge_2',
  /** Somebody made them its owner, or its facilitator. */
  'owns',
  'facilitates',
  /** They drove it until nobody had picked them within the hour. */
  'drives_no_more',
  /** For those who are only to know that there is one. */
  'notified',
  /** When and where it is talked through. */
  'invited',
  /** The draft, a day before the meeting. */
  'draft',
  'due_soon',
  'due',
  'overdue_commander',
  'overdue_lead',
  'overdue_product_manager',
  'escalated',
  /** Only their word is missing. */
  'sign_off',
  'publish',
  /** Somebody has chosen them to do it. */
  'improvement_yours',
  'improvement_before',
  'improvement_due',
  'improvement_late',
  'improvement_weekly',
  'improvement_offered',
  'improvement_extended',
  'did_it_help',
]);
export type OwedWhat = z.infer<typeof OwedWhat>;

/**
 * Something that somebody is to be asked or told. `due`: the earliest instant, already moved out of nights and days off. `keepsTime`: comes as
 * the one reply of the day where that day's message has gone out already (the owner's P2, and P5 after a sev1).
 */
export type Owed = { of: PromptSource; what: OwedWhat; due: string; keepsTime?: true };

/** The blameless reminder stands above whatever asks, for the first time or again. */
export const isAsking = (what: readonly OwedWhat[]): boolean => what.some((one) => Prompt.safeParse(one).success || isNudge(one));
export const isNudge = (what: OwedWhat): boolean => what === 'nudge_1' || what === 'nudge_2';
