import type { Button } from '@slack/types';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { button } from './blocks.ts';

/** What one can do about the meeting of a postmortem and about its document; the postmortem's number is what a button carries. */
export const calendarPressed = 'plan-meeting-calendar';
export const calendarButton = (id: PostmortemId, label = 'For my calendar'): Button => button(calendarPressed, label, id);
export const startPressed = 'hold-meeting-start';
export const startButton = (id: PostmortemId): Button => button(startPressed, 'Start', id, 'primary');
export const nextPressed = 'hold-meeting-next';
/** It says from where one goes on: pressed by two people at once, it goes on once. */
export const nextButton = (id: PostmortemId, step: number): Button => button(nextPressed, 'Next', `${id} ${step}`, 'primary');
export const remindedPressed = 'hold-meeting-reminded';
export const remindedButton = (id: PostmortemId): Button => button(remindedPressed, 'Yes, we began with it', id, 'primary');
export const withoutPressed = 'hold-meeting-without';
export const withoutButton = (id: PostmortemId): Button => button(withoutPressed, 'Do without a meeting', id);

export const signOffPressed = 'publish-postmortem-sign-off';
export const signOffButton = (id: PostmortemId): Button => button(signOffPressed, 'Sign it off', id, 'primary');
export const exportPressed = 'export-postmortem';
export const exportButton = (id: PostmortemId, label = 'Document'): Button => button(exportPressed, label, id);
export const readPressed = 'read-postmortem';
export const readButton = (id: PostmortemId): Button => button(readPressed, 'Read', id, 'primary');
export const listPressed = 'list-postmortems';
