import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { registeredOne } from '#domain/service/accountable';
import { serviceOf } from '#domain/service/find';
import { type ServiceSlug, services } from '#domain/service/service';
import { modal } from '#slack-kit/inputs';
import { privately } from '#slack-kit/say';
import { readService, targetsPressed } from '#slack-kit/service-buttons';
import { onServiceVerb } from '#slack-kit/service-commands';
import { serviceHelp } from '#slack-kit/service-help';
import { nowSo, shown } from './answer.ts';
import { type SetTargets, setTargets } from './decide.ts';
import { readLine } from './line.ts';
import { read, submitted, targetsModal } from './modal.ts';

export function listen(app: App, desk: Desk) {
  const found = async (slug: ServiceSlug) => registeredOne((await serviceOf(desk.records, slug)) ?? { state: 'none' });
  async function set(slug: ServiceSlug, before: number | undefined, said: Omit<SetTargets, 'at' | 'reasonId'>, delivery: string) {
    const command = { ...said, at: desk.now(), reasonId: desk.newId() };
    const { state, events } = await perform(desk, services, serviceId(slug), setTargets, command, delivery);
    return nowSo(registeredOne(state), before, events.length > 0);
  }

  onServiceVerb(app, desk, 'targets', async ({ ack, payload: { trigger_id }, service, by, rest }) => {
    if (rest === '') {
      const { text, blocks } = shown(service);
      return ack(privately(text, blocks));
    }
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('targets'));
    const said = { by, change: { availability: line.availability }, reason: line.reason };
    const { text, blocks } = await set(service.slug, service.availabilityTarget, said, trigger_id);
    await ack(privately(text, blocks));
  });

  app.action<BlockButtonAction>(targetsPressed, async ({ ack, body, client }) => {
    const service = await found(readService(body.actions[0]?.value));
    await client.views.open({ trigger_id: body.trigger_id, view: targetsModal(service) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { service: slug, errors, ...said } = read(view);
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });
    const before = await found(slug);
    const { blocks } = await set(slug, before.availabilityTarget, { ...said, by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack({ response_action: 'update', view: modal('set-targets-done', 'Targets', undefined, blocks) });
  });
}
