import type { ModalView } from '@slack/types';
import type { RegisteredService } from '#domain/service/service';
import { context } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { firstQuestions, moreQuestions } from '#slack-kit/service-forms';

export const submitted = 'describe-service';

export const describeModal = (service: RegisteredService): ModalView =>
  modal(
    submitted,
    'Edit the service',
    'Save',
    [
      context(`\`${service.slug}\` in the catalogue, for ever. Its lifecycle, its targets and whose it is have acts of their own.`),
      ...firstQuestions(service),
      ...moreQuestions(service),
    ],
    { service: service.slug },
  );
