import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { CostBasis } from '#domain/service/ownership';
import { dateLater } from '#domain/team/working-days';
import { TransferId } from '#domain/transfer/transfer-kind';
import type { TransferView } from '#domain/transfer/view';
import { option, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { moveSaid } from '#slack-kit/transfer-said';

export const submitted = 'confirm-funding';
const names = { ended: 'ended', until: 'until', payer: 'payer', basis: 'basis', targets: 'targets' } as const;
const About = z.object({ id: TransferId });
const Day = z.iso.date().optional();
const noDay = 'Name a day of the calendar. Nothing has changed.';

const bases = [option('opex', 'OpEx', 'What it costs to run'), option('capex', 'CapEx', 'What is invested')];
const kept = option('kept', 'They stay as they are');
const changed = option('to_change', 'I will change them', '`/service targets` does it, also before the transfer');

export function fundingModal(view: TransferView): ModalView {
  const { id, transfer, service, from, to, now } = view;
  const maintained = transfer.kind === 'to_maintenance';
  const basis = bases.find(({ value }) => value === (transfer.plan.costBasis ?? to?.costBasis)) ?? bases[0];
  const target = service?.availabilityTarget;
  return modal(
    submitted,
    `Funding of ${id}`,
    'Confirm',
    [
      section(`${moveSaid(view)}.`),
      question(
        names.ended,
        'Until when is there money for features?',
        { type: 'datepicker', ...(maintained && { initial_date: dateLater(from?.zone ?? 'UTC', now, 0) }) },
        { optional: !maintained, hint: 'The last day, where the funding ends.' },
      ),
      question(
        names.until,
        'Until when is it funded from now on?',
        { type: 'datepicker', ...(transfer.plan.fundedUntil && { initial_date: transfer.plan.fundedUntil }) },
        { optional: true, hint: 'Where there is new money.' },
      ),
      question(names.payer, 'Who pays for its being on call?', {
        type: 'users_select',
        initial_user: to?.budgetHolder ?? transfer.productManager,
      }),
      question(names.basis, 'From which budget?', { type: 'static_select', options: bases, ...(basis && { initial_option: basis }) }),
      question(
        names.targets,
        `Its targets${target === undefined ? '' : ` (availability ${target} %)`}`,
        { type: 'radio_buttons', options: [kept, changed], initial_option: kept },
        { hint: 'A transfer does not change them, and nothing is muted by maintenance mode.' },
      ),
    ],
    { id },
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { day, person, choice } = answers(view);
  const [endedOn, until] = [Day.safeParse(day(names.ended)), Day.safeParse(day(names.until))];
  if (!endedOn.success) return { errors: { [names.ended]: noDay } };
  if (!until.success) return { errors: { [names.until]: noDay } };
  return {
    ...About.parse(JSON.parse(view.private_metadata)),
    endedOn: endedOn.data,
    until: until.data,
    onCallPaidBy: PersonId.parse(person(names.payer)),
    costBasis: CostBasis.parse(choice(names.basis)),
    targets: z.enum(['kept', 'to_change']).parse(choice(names.targets) ?? 'kept'),
  };
}
