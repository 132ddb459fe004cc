import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { services } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import { handBackPressed } from '#slack-kit/team-buttons';
import { changeHandBack } from './decide.ts';
import { handBackModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockAction<ButtonAction>>(handBackPressed, async ({ ack, body, action, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: handBackModal(ServiceSlug.parse(action.value)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { service, to } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), to };
    await perform(desk, services, serviceId(service), changeHandBack, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
