import type { AllMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';

type Pressed = { trigger_id: string; view?: { type: string } | undefined };

/** A form that somebody asked for in another one opens on top of it: below, nothing is lost. */
export async function openOver(
  { views }: AllMiddlewareArgs['client'],
  { trigger_id, view: below }: Pressed,
  view: ModalView,
): Promise<void> {
  await views[below?.type === 'modal' ? 'push' : 'open']({ trigger_id, view });
}
