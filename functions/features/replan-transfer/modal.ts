import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { TransferId } from '#domain/transfer/transfer-kind';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'replan-transfer';
const names = { planned: 'planned' } as const;
export const plannedMissing = { [names.planned]: 'Say when. Nothing has changed.' };
const About = z.object({ id: TransferId });

export const replanModal = (id: TransferId, plannedAt: string): ModalView =>
  modal(
    submitted,
    `Another date for ${id}`,
    'Save',
    [
      question(
        names.planned,
        'When, at the earliest?',
        { type: 'datetimepicker', initial_date_time: Math.floor(Date.parse(plannedAt) / 1000) },
        { hint: 'In your own time zone. From then on the new team can take ownership.' },
      ),
    ],
    { id },
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({ ...About.parse(JSON.parse(view.private_metadata)), plannedAt: answers(view).time(names.planned) });
