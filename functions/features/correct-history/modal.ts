import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { type Assertion, history } from '#domain/service/ownership';
import type { RegisteredService } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import { SupportModel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { context, option, plain, section } from '#slack-kit/blocks';
import { modelName } from '#slack-kit/incident-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { quoted } from '#slack-kit/rich';
import { named, when } from '#slack-kit/text';

export const submitted = 'correct-history';
export const confirmed = 'correct-history-confirmed';
const names = { wrong: 'wrong', owner: 'owner', model: 'model', from: 'from', reason: 'reason' } as const;
const missing = option('missing', 'None of them: an entry is missing');
const mostEntries = 99;

/** The newest entry is what is corrected most. `written`: a time as its reader would type it. */
export function correctModal(
  service: RegisteredService,
  assertions: Assertion[],
  written: (at: string) => string,
  zone: string,
): ModalView {
  const believed = history(assertions).toReversed();
  const entries = believed
    .slice(0, mostEntries)
    .map(({ version, owner, effectiveFrom }) => option(String(version), `Entry ${version}: ${owner} from ${written(effectiveFrom)}`));
  const [newest] = believed;
  const models = SupportModel.options.map((model) => option(model, modelName[model]));
  const model = models.find(({ value }) => value === newest?.model) ?? models[0];
  return modal(
    submitted,
    'Correct the history',
    'Read it back',
    [
      context(
        `What was believed of ${named(service.name)} stays on record; what is told here counts from now on, and incidents of that time are attributed anew.`,
      ),
      question(names.wrong, 'Which entry is wrong?', {
        type: 'static_select',
        options: [...entries, missing],
        initial_option: entries[0] ?? missing,
      }),
      question(
        names.owner,
        'Which team owned it?',
        { type: 'plain_text_input', max_length: 100, ...(newest && { initial_value: newest.owner }) },
        { hint: 'By its name in the catalogue, for example home-mpt.' },
      ),
      question(names.model, 'How was it run?', { type: 'static_select', options: models, ...(model && { initial_option: model }) }),
      question(
        names.from,
        'From when on?',
        {
          type: 'plain_text_input',
          max_length: 100,
          placeholder: plain('2026-04-01 09:00', 150),
          ...(newest && { initial_value: written(newest.effectiveFrom) }),
        },
        { hint: `Your time (${zone}).` },
      ),
      question(names.reason, 'What was wrong?', { type: 'plain_text_input', multiline: true, max_length: 2000 }),
    ],
    { service: service.slug },
  );
}

const Told = z.object({
  service: ServiceSlug,
  supersedes: z.int().optional(),
  owner: TeamSlug,
  model: SupportModel,
  effectiveFrom: z.iso.datetime(),
  reason: z.string(),
});
export type Told = z.infer<typeof Told>;

/** The reader beside the view. The time is still words; a team that cannot be one is nothing. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  const { service } = z.object({ service: ServiceSlug }).parse(JSON.parse(view.private_metadata));
  const wrong = choice(names.wrong);
  return {
    service,
    ...(wrong !== undefined && wrong !== 'missing' && { supersedes: Number(wrong) }),
    owner: TeamSlug.safeParse((text(names.owner) ?? '').replace(/^@/, '').toLowerCase().replaceAll(/\s+/g, '-')).data,
    model: SupportModel.parse(choice(names.model)),
    from: text(names.from) ?? '',
    reason: text(names.reason) ?? '',
  };
}

export const teamUnread = { [names.owner]: 'Its name in the catalogue: small letters, figures and dashes.' };
export const timeUnread = { [names.from]: 'I cannot read this as a time. Try 2026-04-01 09:00 or 1 April 9:00.' };

/** On top of the form, so that going back loses nothing that was typed. */
export const confirmModal = (told: Told): ModalView => ({
  ...modal(
    confirmed,
    'Correct the history',
    'That is right',
    [
      section(
        `*${named(told.owner)}* from ${when(told.effectiveFrom, 'day and time')} on, ${modelName[told.model]}${told.supersedes === undefined ? '' : `, in place of entry ${told.supersedes}`}.`,
      ),
      quoted(told.reason),
      context('Until the entry that follows. Whoever is reported of this time is reported anew.'),
    ],
    told,
  ),
  close: plain('Change', 24),
});
export const readConfirmed = ({ private_metadata }: { private_metadata: string }): Told => Told.parse(JSON.parse(private_metadata));
