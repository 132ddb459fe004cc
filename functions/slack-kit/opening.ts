import type { ModalView } from '@slack/types';

/** The view that was pressed in, as Slack tells it. */
export type Below = { id: string; type: string; root_view_id?: string | null; previous_view_id?: string | null };
type Pressed = { trigger_id: string; view?: Below | undefined };
export type Views = {
  views: {
    open(sent: { trigger_id: string; view: ModalView }): Promise<unknown>;
    push(sent: { trigger_id: string; view: ModalView }): Promise<unknown>;
    update(sent: { view_id: string; view: ModalView }): Promise<unknown>;
  };
};

/** A form that somebody asked for in another one opens on top of it: below, nothing is lost. Slack stacks three; then it takes the place of the last. */
export async function openOver({ views }: Views, { trigger_id, view: below }: Pressed, view: ModalView): Promise<void> {
  if (below?.type !== 'modal') await views.open({ trigger_id, view });
  else if (isLast(below)) await views.update({ view_id: below.id, view });
  else await views.push({ trigger_id, view });
}

/** What comes of a press stands where it was pressed in a modal, and in one of its own from Home or a message. */
export async function openInstead({ views }: Views, { trigger_id, view: here }: Pressed, view: ModalView): Promise<void> {
  if (here?.type === 'modal') await views.update({ view_id: here.id, view });
  else await views.open({ trigger_id, view });
}

const isLast = ({ previous_view_id: previous, root_view_id: root }: Below) => Boolean(previous) && previous !== root;
