import type { ModalView } from '@slack/types';
import * as z from 'zod';
import type { Checked } from '#domain/postmortem/completeness';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { actions, context, section } from '#slack-kit/blocks';
import { type Filled, modal } from '#slack-kit/inputs';
import { exportButton, signOffButton } from '#slack-kit/meeting-buttons';
import { showButton } from '#slack-kit/postmortem-buttons';

export const submitted = 'publish-postmortem-form';

type Asked = { id: PostmortemId; version: number; missing: Required<Checked>[]; private: boolean; channel: string };

/** What is still missing, or the last look before everybody reads it. */
export function publishModal({ id, version, missing, private: hidden, channel }: Asked): ModalView {
  if (missing.length > 0) return unfinished(id, missing);
  const where = hidden
    ? 'It is private: it is shown in its own channel to those whom it was opened to, and nowhere else.'
    : `It is announced in ${channel}, where everybody can read it.`;
  const again = version === 1 ? [] : [context(`This is version ${version}; what was published before stays as it was.`)];
  return modal(
    submitted,
    version === 1 ? 'Publish it' : 'Publish it again',
    'Publish',
    [
      section(`All that is asked for is there. ${where}`),
      context('People are called by what they were in it, unless they have chosen to be named. Answers cannot be changed after this.'),
      ...again,
      actions(exportButton(id, 'Read it first')),
    ],
    { id },
  );
}

function unfinished(id: PostmortemId, missing: Required<Checked>[]): ModalView {
  const onlyWord = missing.length === 1 && missing[0]?.item === 'sign_off';
  return modal('publish-postmortem-unfinished', 'Not yet', undefined, [
    section(onlyWord ? 'One thing is missing before it can be published:' : 'This is still missing before it can be published:'),
    ...missing.map((one) => section(`○ ${one.missing}`)),
    actions(...(onlyWord ? [signOffButton(id)] : []), showButton(id), exportButton(id, 'Read the draft')),
  ]);
}

/** The reader beside the view. */
export const read = (view: Filled): PostmortemId => z.object({ id: PostmortemId }).parse(JSON.parse(view.private_metadata)).id;

export const published = (id: PostmortemId, version: number): ModalView =>
  modal(submitted, 'Published', undefined, [
    section(`Version ${version} is published. Thank you: what was learnt is of use to others now.`),
    context('In thirty days it is asked whether the improvements have helped.'),
    actions(exportButton(id, 'Read it')),
  ]);
