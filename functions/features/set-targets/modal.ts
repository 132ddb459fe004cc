import type { ModalView } from '@slack/types';
import { PersonId } from '#domain/person/person';
import { targetsOf } from '#domain/service/changing';
import type { RegisteredService } from '#domain/service/service';
import { option, plain } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { readAboutService } from '#slack-kit/service-forms';
import { downtime, percent } from '#slack-kit/service-words';
import { suggestion } from './answer.ts';
import type { Change } from './decide.ts';
import { readFigure } from './line.ts';

export const submitted = 'set-targets';
export const names = {
  availability: 'availability',
  other: 'availability_other',
  restore: 'time_to_restore',
  interval: 'deployment_interval',
  lead: 'lead_time',
  advice: 'advice_from',
  reason: 'reason',
} as const;
/** The nines; another figure is typed. */
const levels = [95, 99, 99.5, 99.9, 99.99, 99.999];
const options = [...levels.map((level) => option(String(level), percent(level), downtime(level))), option('none', 'No target')];

export function targetsModal(service: RegisteredService): ModalView {
  const { availability, timeToRestoreMinutes, deploymentIntervalDays, leadTimeDays } = targetsOf(service);
  const chosen = options.find(({ value }) => value === String(availability ?? 'none'));
  const figure = (now: number | undefined) => ({
    type: 'plain_text_input' as const,
    max_length: 12,
    ...(now !== undefined && { initial_value: String(now) }),
  });
  return modal(
    submitted,
    'Targets',
    'From now on',
    [
      ...suggestion(service),
      question(
        names.availability,
        'Availability: how much is good enough?',
        { type: 'static_select', options, ...(chosen && { initial_option: chosen }) },
        { optional: true },
      ),
      question(names.other, 'Another percentage', figure(chosen ? undefined : availability), {
        optional: true,
        hint: '100 % is neither possible nor wanted.',
      }),
      question(names.restore, 'Restored within how many minutes?', figure(timeToRestoreMinutes), { optional: true }),
      question(names.interval, 'Deployed every how many days?', figure(deploymentIntervalDays), { optional: true }),
      question(names.lead, 'A change is live within how many days?', figure(leadTimeDays), { optional: true }),
      question(
        names.advice,
        'Whose advice was taken?',
        { type: 'multi_users_select', max_selected_items: 20, placeholder: plain('Operations, whoever is on call, …', 150) },
        { optional: true },
      ),
      question(names.reason, 'Why?', { type: 'plain_text_input', multiline: true, max_length: 3000 }, { optional: true }),
    ],
    { service: service.slug },
  );
}

/** The reader beside the view. What is no figure is `NaN`, by the name of its question. */
export function read(view: Filled) {
  const { text, choice, people } = answers(view);
  const typed = (name: string) => {
    const said = text(name);
    return said === undefined ? null : readFigure(said);
  };
  const level = choice(names.availability);
  const availability =
    text(names.other) === undefined ? (level === undefined || level === 'none' ? null : Number(level)) : typed(names.other);
  const change: Change = {
    availability,
    timeToRestoreMinutes: typed(names.restore),
    deploymentIntervalDays: typed(names.interval),
    leadTimeDays: typed(names.lead),
  };
  const unread = ([names.other, names.restore, names.interval, names.lead] as const).filter((name) => Number.isNaN(typed(name)));
  return {
    service: readAboutService(view),
    change,
    reason: text(names.reason) ?? '',
    adviceFrom: people(names.advice).map((person) => PersonId.parse(person)),
    errors: Object.fromEntries(unread.map((name) => [name, 'A number, for example 99.9, 30 or 7.'])),
  };
}
