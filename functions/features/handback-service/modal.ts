import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { RegisteredService } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import type { Load } from '#domain/team/load';
import { TeamSlug } from '#domain/team/team-slug';
import { blocks, type Finding } from '#domain/transfer/finding';
import { context, option, section } from '#slack-kit/blocks';
import { nextSaid, weighedSaid } from '#slack-kit/guardrail-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const sameTeam = 'hand-back';
export const otherTeam = 'hand-back-to';
const names = {
  until: 'funded-until',
  budget: 'budget-holder',
  interval: 'deployment-interval',
  lead: 'lead-time',
  features: 'feature-percent',
  load: 'looked-at-load',
  planned: 'planned',
  words: 'words',
} as const;
const Carried = z.object({ slug: ServiceSlug, to: TeamSlug.optional(), hard: z.boolean().optional() });
const looked = [option('yes', 'We have looked at it together')];

const untilQuestion = (until: string | undefined) =>
  question(names.until, 'Until when is there money for features?', { type: 'datepicker', ...(until && { initial_date: until }) });
const wordsQuestion = question(names.words, 'What is it for?', { type: 'plain_text_input', multiline: true, max_length: 3000 });
const number = (initial: number | undefined) => ({
  type: 'number_input' as const,
  is_decimal_allowed: true,
  min_value: '0.1',
  ...(initial !== undefined && { initial_value: String(initial) }),
});

/** The same team, with new money. */
export const handBackModal = (service: RegisteredService, { owns }: Load, until?: string): ModalView => {
  const { slug, name, owned, targets = {}, budgetHolder, productManager } = service;
  const others = owns.filter((other) => other !== slug);
  const load = others.length === 0 ? 'no other service' : `${others.length} other services: ${others.slice(0, 12).map(named).join(', ')}`;
  return modal(
    sameTeam,
    'Back to development',
    'Hand it back',
    [
      context(`*${named(name)}* stays with ${named(owned?.owner ?? 'its team')}, and is in active development at once.`),
      untilQuestion(until),
      question(names.budget, 'Who pays for it?', { type: 'users_select', initial_user: budgetHolder ?? productManager }),
      question(names.interval, 'A deployment at least every … days', number(targets.deploymentIntervalDays ?? 7)),
      question(names.lead, 'A change is live after at most … days', number(targets.leadTimeDays ?? 7)),
      question(names.features, 'Percent of the team’s capacity for features in it', {
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: '1',
        max_value: '100',
      }),
      context(`${named(owned?.owner ?? 'The team')} runs ${load}.`),
      question(names.load, 'What else the team supports', { type: 'checkboxes', options: looked }),
      wordsQuestion,
    ],
    { slug },
  );
};

/** Another team takes it: a transfer of its own. */
export const handBackToModal = (
  service: RegisteredService,
  { to, planned, findings }: { to: TeamSlug; planned: string; findings: Finding[] },
  until?: string,
): ModalView =>
  modal(
    otherTeam,
    'Back to development',
    findings.some(blocks) ? 'Ask to override' : 'Ask for it',
    [
      context(
        `*${named(service.name)}* goes from ${named(service.owned?.owner ?? 'its team')} to ${named(to)}, once they have accepted, learned and checked it. Until then nothing changes.`,
      ),
      section([weighedSaid(to, findings), nextSaid(findings) ?? ''].join('\n').trim()),
      untilQuestion(until),
      question(
        names.planned,
        'When, at the earliest?',
        { type: 'datetimepicker', initial_date_time: Math.floor(Date.parse(planned) / 1000) },
        { hint: 'In your own time zone. They run along for at least three days before.' },
      ),
      wordsQuestion,
    ],
    { slug: service.slug, to, hard: findings.some(blocks) },
  );

const noDay = 'Name a day of the calendar. Nothing has changed.';
const noTime = 'Name a day and a time. Nothing has changed.';
const noNumber = 'Say a number of days above 0. Nothing has changed.';
const noPercent = 'Say a whole number from 1 to 100. Nothing has changed.';
const Day = z.iso.date({ error: noDay });
const Days = z.coerce.number({ error: noNumber }).positive({ error: noNumber });
const Percent = z.coerce.number({ error: noPercent }).int({ error: noPercent }).min(1, { error: noPercent }).max(100, { error: noPercent });

/** What is wrong, by the question that it stands in. */
type Wrong = { errors: Record<string, string> };
const wrong = ({ issues }: z.core.$ZodError): Wrong => ({
  errors: Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])),
});
const SameTeam = z.object({ [names.until]: Day, [names.interval]: Days, [names.lead]: Days, [names.features]: Percent });
const OtherTeam = z.object({ [names.until]: Day, [names.planned]: z.iso.datetime({ error: noTime }) });

/** The readers beside the views. */
export function readHandBack(view: Filled) {
  const { day, person, text, choices } = answers(view);
  const said = [names.interval, names.lead, names.features].map((name) => [name, text(name)]);
  const read = SameTeam.safeParse({ [names.until]: day(names.until), ...Object.fromEntries(said) });
  if (!read.success) return wrong(read.error);
  return {
    ...Carried.pick({ slug: true }).parse(JSON.parse(view.private_metadata)),
    fundedUntil: read.data[names.until],
    budgetHolder: PersonId.parse(person(names.budget)),
    deploymentIntervalDays: read.data[names.interval],
    leadTimeDays: read.data[names.lead],
    featurePercent: read.data[names.features],
    lookedAtLoad: choices(names.load).includes('yes'),
    words: text(names.words) ?? '',
  };
}

export function readHandBackTo(view: Filled) {
  const { day, text, time } = answers(view);
  const read = OtherTeam.safeParse({ [names.until]: day(names.until), [names.planned]: time(names.planned) });
  if (!read.success) return wrong(read.error);
  const { slug, to, hard } = Carried.required().parse(JSON.parse(view.private_metadata));
  return { slug, to, hard, fundedUntil: read.data[names.until], plannedAt: read.data[names.planned], words: text(names.words) ?? '' };
}
