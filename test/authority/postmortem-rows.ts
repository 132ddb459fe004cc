import { kindNames } from './kinds.ts';
import { decided, each, reading } from './learnt-row.ts';
import { itIsPublished, peopleAreAsked } from './postmortem-scenes.ts';
import type { Expected, MachineOnly, Row } from './row.ts';

export const postmortemRows: Row[] = [
  reading('read a postmortem while people are asked', peopleAreAsked, decided('yes')),
  reading('read a postmortem that is published', itIsPublished, {
    ...(each('yes', ...kindNames) as Expected),
    ...each('not_yours_to_read', 'guest', 'guest in it'),
    ...each('no_postmortem', 'outsider', 'visitor', 'guest visitor'),
    ...each('not_a_person', 'deactivated', 'bot'),
  }),
];

export const postmortemMachineOnly: MachineOnly[] = [];
