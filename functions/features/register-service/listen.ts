import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { services } from '#domain/service/service';
import { actions, section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { privately } from '#slack-kit/say';
import { registerPressed, showButton } from '#slack-kit/service-buttons';
import { onService, refuseShared } from '#slack-kit/service-commands';
import { serviceHelp } from '#slack-kit/service-help';
import { named } from '#slack-kit/text';
import { type RegisterNew, registerNew } from './decide.ts';
import { readLine } from './line.ts';
import { read, registerModal, submitted } from './modal.ts';

const nothing = { aliases: [], journeys: [], alertKeys: [], urls: [], dashboards: [] };

export function listen(app: App, desk: Desk) {
  async function register(said: Omit<RegisterNew, 'at'>, delivery: string) {
    const { slug, name, availabilityTarget } = said.described;
    if (availabilityTarget !== undefined && !(availabilityTarget > 0 && availabilityTarget < 100))
      throw new Rejection('hundred_percent', 'A target is below 100 %: no service reaches that. Nothing is registered; try 99.9.');
    await perform(desk, services, serviceId(slug), registerNew, { ...said, at: desk.now() }, delivery);
    const text = `*${named(name)}* is registered as \`${slug}\`, and \`${said.owner}\` owns it from now on.`;
    return { text, blocks: [section(text), actions(showButton(slug, 'Show it'))] };
  }

  onService(app, 'register', async ({ ack, client, payload: { trigger_id, user_id, channel_id }, rest }) => {
    await refuseShared(desk, channel_id);
    if (rest === '') {
      await client.views.open({ trigger_id, view: registerModal(user_id) });
      return ack();
    }
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('register'));
    const { slug, name, domain, owner, pm, lifecycle, target } = line;
    const target_ = target === undefined ? {} : { availabilityTarget: target };
    const described = {
      ...nothing,
      slug,
      name,
      kind: 'digital_service' as const,
      productDomain: domain,
      productManager: pm,
      lifecycle,
      ...target_,
    };
    const { text, blocks } = await register({ by: PersonId.parse(user_id), described, owner, model: 'ybiyri' }, trigger_id);
    await ack(privately(text, blocks));
  });

  app.action<BlockButtonAction>(registerPressed, async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: registerModal(body.user.id) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const said = read(view);
    if ('errors' in said) return ack({ response_action: 'errors', errors: said.errors });
    const { blocks } = await register({ ...said, by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack({ response_action: 'update', view: modal('register-service-done', 'Register a service', undefined, blocks) });
  });
}
