import type { ModalView } from '@slack/types';
import type { RegisteredService } from '#domain/service/service';
import { context } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { firstQuestions, moreQuestions } from '#slack-kit/service-forms';
import { opened } from '#slack-kit/touched';

export const submitted = 'describe-service';

export function describeModal(service: RegisteredService): ModalView {
  const questions = [...firstQuestions(service), ...moreQuestions(service)];
  const about = `\`${service.slug}\` in the catalogue, for ever. Its lifecycle, its targets and whose it is have acts of their own.`;
  return modal(submitted, 'Edit the service', 'Save', [context(about), ...questions], { service: service.slug, ...opened(questions) });
}
