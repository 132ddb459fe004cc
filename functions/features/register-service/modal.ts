import type { ModalView } from '@slack/types';
import { Lifecycle } from '#domain/service/lifecycle';
import { ServiceSlug } from '#domain/service/service-slug';
import { SupportModel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { option, plain } from '#slack-kit/blocks';
import { modelName } from '#slack-kit/incident-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { firstQuestions, moreQuestions, readDescription } from '#slack-kit/service-forms';
import { downtime, lifecycleName, percent } from '#slack-kit/service-words';

export const submitted = 'register-service';
const names = { slug: 'slug', owner: 'owner', model: 'model', lifecycle: 'lifecycle', target: 'target' } as const;
const models = SupportModel.options.map((model) => option(model, modelName[model]));
const states = Lifecycle.options.filter((state) => state !== 'retired').map((state) => option(state, lifecycleName[state]));
const targets = [95, 99, 99.5, 99.9, 99.99, 99.999].map((target) => option(String(target), percent(target), downtime(target)));
const active = states.find(({ value }) => value === 'active');

export const registerModal = (by: string): ModalView =>
  modal(submitted, 'Register a service', 'Register', [
    ...firstQuestions({ productManager: by as never }),
    question(
      names.slug,
      'Its name in the catalogue',
      { type: 'plain_text_input', max_length: 60, placeholder: plain('bed-finder', 150) },
      { hint: 'Small letters, figures and dashes. It is never changed and never used again.' },
    ),
    question(
      names.owner,
      'Which team owns it?',
      { type: 'plain_text_input', max_length: 60, placeholder: plain('team-bedroom', 150) },
      { hint: 'One team, by its name in the catalogue.' },
    ),
    question(names.model, 'How is it run?', { type: 'static_select', options: models, ...(models[0] && { initial_option: models[0] }) }),
    question(names.lifecycle, 'Where is it in its life?', {
      type: 'static_select',
      options: states,
      ...(active && { initial_option: active }),
    }),
    question(names.target, 'Availability: how much is good enough?', { type: 'static_select', options: targets }, { optional: true }),
    ...moreQuestions({}),
  ]);

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  const described = readDescription(view);
  const slug = ServiceSlug.safeParse((text(names.slug) ?? '').toLowerCase()).data;
  const owner = TeamSlug.safeParse((text(names.owner) ?? '').toLowerCase().replace(/^@/, '').replaceAll(/\s+/g, '-')).data;
  const unread = 'Small letters, figures and dashes.';
  const errors = {
    ...('errors' in described && described.errors),
    ...(slug === undefined && { [names.slug]: unread }),
    ...(owner === undefined && { [names.owner]: unread }),
  };
  if ('errors' in described || slug === undefined || owner === undefined) return { errors };
  const target = choice(names.target);
  return {
    owner,
    model: SupportModel.parse(choice(names.model)),
    described: {
      ...described.described,
      slug,
      lifecycle: Lifecycle.parse(choice(names.lifecycle)),
      ...(target !== undefined && { availabilityTarget: Number(target) }),
    },
  };
}
