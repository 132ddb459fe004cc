import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { serviceOf } from '#domain/service/find';
import { services } from '#domain/service/service';
import { privately, tryAnswer } from '#slack-kit/say';
import { extendPressed, readSlug, returnPressed } from './buttons.ts';
import { extendFunding, returnToMaintenance } from './decide.ts';
import { extendModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(extendPressed, async ({ ack, body, client }) => {
    const service = await serviceOf(desk.records, readSlug(body.actions[0]?.value));
    if (service) await client.views.open({ trigger_id: body.trigger_id, view: extendModal(service) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const said = read(view);
    if ('errors' in said) return ack({ response_action: 'errors', errors: said.errors });
    const { slug, until } = said;
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), until };
    await perform(desk, services, serviceId(slug), extendFunding, command, `${view.id}.${view.hash}`);
    await ack();
  });

  app.action<BlockButtonAction>(returnPressed, async ({ ack, body, respond }) => {
    const slug = readSlug(body.actions[0]?.value);
    const command = { by: PersonId.parse(body.user.id), at: desk.now() };
    const { events } = await perform(desk, services, serviceId(slug), returnToMaintenance, command, body.trigger_id);
    await ack();
    const said = `${slug} is in maintenance mode${events.length === 0 ? ' already' : ': it is owned, paged for and measured as before'}.`;
    await tryAnswer(respond, { ...privately(said), replace_original: false });
  });
}
