import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { registeredOne } from '#domain/service/accountable';
import { serviceOf } from '#domain/service/find';
import { services } from '#domain/service/service';
import { actions, section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { editPressed, readService, showButton } from '#slack-kit/service-buttons';
import { onServiceVerb } from '#slack-kit/service-commands';
import { changedIn, readAboutService, readDescription } from '#slack-kit/service-forms';
import { refuseTooLong } from '#slack-kit/service-lines';
import { describeService } from './decide.ts';
import { describeModal, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  onServiceVerb(app, desk, 'edit', async ({ ack, client, payload: { trigger_id }, service }) => {
    refuseTooLong(service);
    await client.views.open({ trigger_id, view: describeModal(service) });
    await ack();
  });

  app.action<BlockButtonAction>(editPressed, async ({ ack, body, client }) => {
    const service = registeredOne((await serviceOf(desk.records, readService(body.actions[0]?.value))) ?? { state: 'none' });
    refuseTooLong(service);
    await client.views.open({ trigger_id: body.trigger_id, view: describeModal(service) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const [slug, read] = [readAboutService(view), readDescription(view)];
    if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), described: changedIn(view, read.described) };
    const { events } = await perform(desk, services, serviceId(slug), describeService, command, `${view.id}.${view.hash}`);
    const done = [section(events.length > 0 ? 'It is on record.' : 'That is so already.'), actions(showButton(slug, 'Show it'))];
    await ack({ response_action: 'update', view: modal('describe-service-done', 'Edit the service', undefined, done) });
  });
}
