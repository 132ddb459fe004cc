import type { App, BlockAction, ButtonAction, ExternalSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentOf } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { search } from '#domain/service/search';
import { option } from '#slack-kit/blocks';
import { identifyPressed, identifySearched, readIdentified } from '#slack-kit/incident-buttons';
import { identifyService } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockAction<ButtonAction | ExternalSelectAction>>(identifyPressed, async ({ ack, body }) => {
    const [action] = body.actions;
    const { id, service } = readIdentified(action?.type === 'button' ? action.value : action?.selected_option?.value);
    const here = body.channel === undefined ? undefined : await incidentOf(desk.records, id, body.channel.id);
    const inRoom = here !== undefined && here !== 'unreadable' && here.inRoom;
    await perform(
      desk,
      incidents,
      id,
      identifyService,
      { by: PersonId.parse(body.user.id), at: desk.now(), service, inRoom },
      body.trigger_id,
    );
    await ack();
  });

  app.options(identifySearched, async ({ ack, payload: { value, block_id } }) => {
    const found = search(await desk.directory.services(), value, 100);
    await ack({ options: found.map(({ slug, name }) => option(`${block_id.split(' ')[1]} ${slug}`, name)) });
  });
}
