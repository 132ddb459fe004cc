import type { App, BlockAction, ButtonAction, ExternalSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { incidents, isActive } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { search } from '#domain/service/search';
import { option, section } from '#slack-kit/blocks';
import { identifyPressed, identifySearched, readIdentified } from '#slack-kit/incident-buttons';
import { modal } from '#slack-kit/inputs';
import { privately, tryAnswer } from '#slack-kit/say';
import { named } from '#slack-kit/text';
import { identifyService } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockAction<ButtonAction | ExternalSelectAction>>(identifyPressed, async ({ ack, body, client, respond }) => {
    const [action] = body.actions;
    const { id, service } = readIdentified(action?.type === 'button' ? action.value : action?.selected_option?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const { state } = await perform(
      desk,
      incidents,
      id,
      identifyService,
      { by: PersonId.parse(body.user.id), at: desk.now(), service, inRoom },
      body.trigger_id,
    );
    await ack();
    const known = (await desk.directory.services()).find(({ slug }) => slug === service);
    const asked = state.state !== 'none' && isActive(state) ? ' Its owner is asked.' : '';
    const done = `*${id}*: ${named(known?.name ?? service)}.${asked}`;
    if (body.view) await client.views.update({ view_id: body.view.id, view: modal('identified-service', id, undefined, [section(done)]) });
    else await tryAnswer(respond, { ...privately(done), replace_original: body.container.is_ephemeral === true });
  });

  app.options(identifySearched, async ({ ack, payload: { value, block_id } }) => {
    const found = search(await desk.directory.services(), value, 100);
    await ack({ options: found.map(({ slug, name }) => option(`${block_id.split(' ')[1]} ${slug}`, name)) });
  });
}
