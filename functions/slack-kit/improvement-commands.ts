import type { RespondFn, SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { Desk } from '#domain/desk';
import { readFor } from '#domain/improvement/backlog';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { improvementShown } from '#domain/improvement/looking';
import { PersonId } from '#domain/person/person';
import { readableTo } from '#domain/postmortem/authority';
import { partiesTo } from '#domain/postmortem/looking';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { section } from './blocks.ts';
import { showButton } from './improvement-buttons.ts';
import { cardView, improvementCard } from './improvement-card.ts';
import { choiceView } from './improvement-choice.ts';
import { type AboutImprovement, aboutPressed, readAbout, type Sent, showBelow } from './improvement-forms.ts';
import { rowSaid } from './improvement-words.ts';
import type { Views } from './opening.ts';
import { privately, tryAnswer } from './say.ts';
import { beneath } from './wording-hint.ts';

/** One page of what was proposed in a postmortem, for somebody who may read it. */
export async function choiceFor(desk: Desk, id: PostmortemId, by: PersonId, page = 0): Promise<ModalView> {
  const { postmortem, parties } = await partiesTo(desk.records, id, by);
  const known = readableTo(postmortem, by, parties);
  const ids = known.improvements.map((one) => ImprovementId.parse(one));
  const proposals = await readFor(desk.records, ids, { by, person: parties.person });
  return choiceView({ id, proposals, now: desk.now(), page, none: known.noneChosen !== undefined });
}

export const cardFor = async (desk: Desk, about: AboutImprovement, by: PersonId): Promise<ModalView> =>
  cardView(await improvementShown(desk, about.id, by), about);

type FormSent = {
  ack: SlackViewMiddlewareArgs<SlackViewAction>['ack'];
  client: Views;
  body: { user: { id: string } };
  view: Sent & { private_metadata: string };
};

/** A form about an improvement was sent: what lies below it is brought up to date; where nothing does, or there is a hint, the improvement is shown. */
export async function sentForm(desk: Desk, { ack, client, body, view }: FormSent, hint: KnownBlock[] = []): Promise<void> {
  const [about, by] = [readAbout(view), PersonId.parse(body.user.id)];
  const card = await cardFor(desk, about, by);
  const { previous_view_id: below, root_view_id: root } = view;
  if (!below) return ack({ response_action: 'update', view: beneath(hint, card) });
  await (hint.length > 0 ? ack({ response_action: 'update', view: beneath(hint, card) }) : ack());
  const list = about.of && (await choiceFor(desk, about.of, by, about.page));
  if (list && root) await showBelow(client, root, list);
  if (below !== root || !list) await showBelow(client, below, card);
}

type Pressed = {
  ack: () => Promise<void>;
  client: Views;
  respond: RespondFn | undefined;
  body: { user: { id: string }; view?: { id: string; type: string; callback_id: string; private_metadata: string } | undefined };
};

/** A button did it at once: a card shows how it is now; where it was pressed in a message, that is said. */
export async function pressedOn(desk: Desk, { ack, client, respond, body }: Pressed, id: ImprovementId): Promise<void> {
  const by = PersonId.parse(body.user.id);
  const { view } = body;
  await ack();
  if (view?.callback_id === improvementCard) return showBelow(client, view.id, await cardFor(desk, aboutPressed(body, id), by));
  const { improvement, words, now } = await improvementShown(desk, id, by);
  const said = rowSaid(id, improvement, words, now.slice(0, 10));
  await tryAnswer(respond, { ...privately(said, [{ ...section(said), accessory: showButton(id) }]), replace_original: false });
}
