import { Rejection } from '#domain/rejection';
import type { KnownPostmortem, OpenPostmortem } from './postmortem.ts';
import type { ActsAs } from './postmortem-events.ts';

/** Who puts down what is known of it: its owner drives that, and nobody has to wait for them. */
export const knowing: readonly ActsAs[] = ['owner', 'commander', 'product_manager', 'delegate', 'facilitator', 'lead'];
export const notYoursToPutDown = () =>
  new Rejection(
    'not_yours_to_put_down',
    'What is known of it is put down by the owner of the postmortem, its facilitator, the incident commander, the lead of the team or the product manager. Nothing has changed; what you know belongs into your answers, `/postmortem answer`, and `/postmortem show` says who they are.',
  );

/** What is known can be put down until it is published. */
export function beforePublishing(postmortem: KnownPostmortem): OpenPostmortem {
  switch (postmortem.state) {
    case 'draft':
    case 'in_review':
    case 'reviewed':
      return postmortem;
    case 'not_required':
    case 'dropped':
      throw new Rejection(
        'not_asked_for_yet',
        'Nobody has asked for this postmortem. Nothing has changed; `/postmortem show` has the button that asks for it.',
      );
    case 'waived':
      throw new Rejection('waived_put_down', 'This postmortem was waived, so nothing is put down in it. Nothing has changed.');
    case 'closed':
      throw new Rejection(
        'published_put_down',
        'It is published, so it stays as it was read. Nothing has changed; something new belongs under the post in the channel.',
      );
    default:
      return postmortem satisfies never;
  }
}
