import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import * as z from 'zod';
import { Lifecycle } from '#domain/service/lifecycle';
import { OwnershipReason } from '#domain/service/ownership';
import { ServiceSlug } from '#domain/service/service-slug';
import { SupportModel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import type { TransferForm } from '#domain/transfer/draft';
import { TransferKind } from '#domain/transfer/transfer-kind';
import { option, plain } from '#slack-kit/blocks';
import { lifecycleName, modelName } from '#slack-kit/incident-words';
import { answers, askedAnew, type Filled, modal, question } from '#slack-kit/inputs';
import { becauseSaid, kindSaid } from '#slack-kit/transfer-words';

export const submitted = 'request-transfer';
/** Each is asked about as soon as it is chosen: what the guardrails say depends on them. */
export const names = {
  services: 'transfer-services',
  to: 'transfer-to',
  kind: 'transfer-kind',
  planned: 'planned',
  because: 'because',
  reason: 'reason',
  model: 'model',
  lifecycle: 'lifecycle',
  handBack: 'transfer-hand-back',
  success: 'success',
} as const;
export const chosen = /^transfer-(?:services|to|kind)$/;
export const mostServices = 20;
export const plannedMissing = { [names.planned]: 'Say from when on it can be taken over. Nobody was asked.' };

/**
 * `round`: a team that was picked from the suggestions stands in a block of another name. `batch` and `left`: some were asked for
 * just before, and so many wait for the next press.
 */
const Carried = z.object({
  round: z.string().optional(),
  hard: z.boolean().optional(),
  batch: z.string().optional(),
  left: z.int().optional(),
});
export type Carried = z.infer<typeof Carried>;
export const readCarried = ({ private_metadata }: { private_metadata: string }): Carried =>
  Carried.parse(JSON.parse(private_metadata || '{}'));

/** The form, with all that stands in it and beside it. */
export type Shown = {
  form: TransferForm;
  /** What those that were chosen are called. */
  called: Record<string, string>;
  /** What the guardrails say, and what can be done about it. */
  weighed: KnownBlock[];
  /** Something hard is in the way: the product manager is asked to override it. */
  hard: boolean;
  carried?: Carried;
};

const kinds: TransferKind[] = ['to_maintenance', 'between_teams', 'support_model_change', 'sre_entry', 'sre_exit', 'emergency'];
const kindOptions = kinds.map((kind) => option(kind, `Moves ${kindSaid[kind]}`));
const reasons = OwnershipReason.options.filter((one) => one !== 'correction').map((one) => option(one, becauseSaid[one]));
const models = SupportModel.options.map((one) => option(one, modelName[one]));
const usual = option('usual', 'As usual for such a move');
const lives = [usual, ...(['active', 'maintenance_mode', 'deprecated'] as const).map((one) => option(one, lifecycleName[one]))];
const chosenOf = (options: PlainTextOption[], value: string | undefined) => options.find((one) => one.value === value);

export function requestModal({ form, called, weighed, hard, carried = {} }: Shown): ModalView {
  const { round, left } = carried;
  const nameOf = (slug: string) => option(slug, called[slug] ?? slug);
  const { services, to, kind, plannedAt, because, reason, model, lifecycle, handBack, successCriteria } = form;
  const initial = <Name extends string, Value>(name: Name, value: Value | undefined) => (value === undefined ? {} : { [name]: value });
  const dispatched = { dispatch_action: true };
  const team = {
    ...question(
      names.to,
      'To which team?',
      {
        type: 'external_select',
        min_query_length: 0,
        placeholder: plain('Name of the team', 150),
        ...initial('initial_option', to && nameOf(to)),
      },
      { hint: 'What speaks against it is shown as soon as you choose it.' },
    ),
    ...dispatched,
  };
  const which = {
    ...question(
      names.services,
      'Which services?',
      {
        type: 'multi_external_select',
        min_query_length: 0,
        max_selected_items: mostServices,
        placeholder: plain('Name, alias or journey', 150),
        ...initial('initial_options', services.length > 0 ? services.map(nameOf) : undefined),
      },
      { hint: 'Each becomes a transfer of its own, to be accepted on its own.' },
    ),
    ...dispatched,
  };
  return modal(
    submitted,
    'Transfer services',
    hard ? 'Ask to override' : 'Ask for it',
    [
      left === undefined ? which : askedAnew(which, String(left)),
      round === undefined ? team : askedAnew(team, round),
      ...weighed,
      {
        ...question(names.kind, 'What changes?', {
          type: 'static_select',
          options: kindOptions,
          ...initial('initial_option', chosenOf(kindOptions, kind)),
        }),
        ...dispatched,
      },
      question(
        names.planned,
        'When, at the earliest?',
        {
          type: 'datetimepicker',
          ...initial('initial_date_time', plannedAt === undefined ? undefined : Math.floor(Date.parse(plannedAt) / 1000)),
        },
        { hint: 'In your own time zone. From then on the new team can take ownership; until then nothing changes.' },
      ),
      question(names.because, 'Why?', {
        type: 'static_select',
        options: reasons,
        ...initial('initial_option', chosenOf(reasons, because)),
      }),
      question(names.reason, 'In your words', {
        type: 'plain_text_input',
        multiline: true,
        max_length: 3000,
        ...initial('initial_value', reason),
      }),
      question(
        names.lifecycle,
        'Its state afterwards',
        { type: 'static_select', options: lives, initial_option: chosenOf(lives, lifecycle) ?? usual },
        { hint: 'Maintenance mode: no money for features. It is owned, paged for and measured as before.' },
      ),
      question(names.model, 'How it is run afterwards', {
        type: 'static_select',
        options: [usual, ...models],
        initial_option: chosenOf(models, model) ?? usual,
      }),
      question(
        names.handBack,
        'Who takes it back when there is money again?',
        {
          type: 'external_select',
          min_query_length: 0,
          placeholder: plain('Name of the team', 150),
          ...initial('initial_option', handBack && nameOf(handBack)),
        },
        { optional: true, hint: 'The team that takes it, where you say nothing.' },
      ),
      question(
        names.success,
        'By what will you tell that it went well?',
        { type: 'plain_text_input', multiline: true, max_length: 1000, ...initial('initial_value', successCriteria) },
        { optional: true },
      ),
    ],
    { ...carried, hard },
  );
}

/** The reader beside the view: what has been filled in so far. */
export function read(view: Filled): TransferForm {
  const { text, choice, choices, time } = answers(view);
  const said = {
    to: TeamSlug.safeParse(choice(names.to)).data,
    plannedAt: time(names.planned),
    because: OwnershipReason.safeParse(choice(names.because)).data,
    reason: text(names.reason),
    model: SupportModel.safeParse(choice(names.model)).data,
    lifecycle: Lifecycle.safeParse(choice(names.lifecycle)).data,
    handBack: TeamSlug.safeParse(choice(names.handBack)).data,
    successCriteria: text(names.success),
  };
  return {
    services: choices(names.services).map((slug) => ServiceSlug.parse(slug)),
    kind: TransferKind.parse(choice(names.kind) ?? 'to_maintenance'),
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
  };
}
