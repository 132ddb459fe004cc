import { Rejection } from '#domain/rejection';
import type { Person } from './person.ts';

/**
 * Nobody acts who has left, and no bot acts at all. Someone we have not met yet may: Slack lets in nobody but people of the workspace, and
 * knows better than an empty record.
 */
export function refuseUnlessPerson(person: Person): void {
  if (hasLeft(person) || (person.state === 'known' && person.kind === 'bot'))
    throw new Rejection(
      'not_a_person',
      'Only people of this workspace can do this, and this account is a bot or has been deactivated. Nothing has changed; a colleague can do it.',
    );
}

export const hasLeft = (person: Person): boolean => person.state === 'known' && person.deactivated;

/** Slack's guests, of one channel or of several: they see the channels they are in, and nothing else of the workspace. */
export const isGuest = (person: Person): boolean => person.state === 'known' && person.kind === 'guest';
