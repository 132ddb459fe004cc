import type { ModalView } from '@slack/types';
import { following, Lifecycle } from '#domain/service/lifecycle';
import type { RegisteredService } from '#domain/service/service';
import { option, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { readAboutService } from '#slack-kit/service-forms';
import { lifecycleName } from '#slack-kit/service-words';
import { meaning, shown } from './answer.ts';

export const submitted = 'change-lifecycle';
const names = { to: 'to', ended: 'funding_ended', until: 'funded_until', reason: 'reason' } as const;

export function lifecycleModal(service: RegisteredService): ModalView {
  const states = [service.lifecycle, ...following(service.lifecycle)].map((to) => option(to, lifecycleName[to], meaning[to]));
  if (states.length === 1) return modal('change-lifecycle-none', 'Lifecycle', undefined, [section(shown(service).text)]);
  const day = (now: string | undefined) => ({ type: 'datepicker' as const, ...(now && { initial_date: now }) });
  return modal(
    submitted,
    'Lifecycle',
    'From now on',
    [
      question(names.to, 'It is from now on', { type: 'radio_buttons', options: states, ...(states[0] && { initial_option: states[0] }) }),
      question(names.ended, 'When did the funding for features end?', day(service.fundingEndedOn), {
        optional: true,
        hint: 'For maintenance mode; today where nothing is said.',
      }),
      question(names.until, 'Until when is it funded?', day(service.fundedUntil), {
        optional: true,
        hint: 'For active development. Two weeks before, you are asked what then; nothing changes by itself.',
      }),
      question(names.reason, 'Why?', { type: 'plain_text_input', multiline: true, max_length: 3000 }, { optional: true }),
    ],
    { service: service.slug },
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choice, day } = answers(view);
  const to = Lifecycle.parse(choice(names.to));
  return {
    service: readAboutService(view),
    to,
    ...(to === 'maintenance_mode' && day(names.ended) && { fundingEndedOn: day(names.ended) }),
    ...(to === 'active' && day(names.until) && { fundedUntil: day(names.until) }),
    reason: text(names.reason) ?? '',
  };
}
