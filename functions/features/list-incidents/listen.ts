import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { maySee } from '#domain/incident/authority';
import { Incident, IncidentId } from '#domain/incident/incident';
import { titleOf } from '#domain/incident/view';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Channel, channelRef, notHere } from '#domain/workspace/channel';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { privately, tryAnswer } from '#slack-kit/say';
import { list, type Row, turned } from './list.ts';

const pageSize = 10;

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'list', async ({ ack, payload: { user_id, channel_id, text }, rest }) => {
    if (rest !== '' && rest !== 'open') return ack(verbHelp('list', text));
    const by = PersonId.parse(user_id);
    const [here, viewer] = await desk.records.load([channelRef(channel_id), personRef(by)] as Ref<unknown>[]);
    if ((here?.value as Channel | undefined)?.shared) throw new Rejection('shared_channel', notHere);
    const { rows, next } = await page(desk, by, viewer?.value as Person);
    await ack(privately('Open incidents', list(rows, next)));
  });

  app.action<BlockButtonAction>(turned, async ({ ack, body, respond }) => {
    const by = PersonId.parse(body.user.id);
    const [viewer] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
    const { rows, next } = await page(desk, by, viewer?.value as Person, body.actions[0]?.value);
    await ack();
    await tryAnswer(respond, { ...privately('Open incidents', list(rows, next)), replace_original: true });
  });
}

/** One page of those that the viewer may see. The others are passed over, so that a page says nothing of them. */
async function page(desk: Desk, by: PersonId, viewer: Person, cursor?: string): Promise<{ rows: Row[]; next?: string }> {
  refuseUnlessPerson(viewer);
  const rows: Row[] = [];
  const names = new Map((await desk.directory.services()).map(({ slug, name }) => [slug, name]));
  for (let from = cursor; ; ) {
    const { heads, next } = await desk.lists.page('open', pageSize - rows.length, from);
    for (const { id, state, words } of heads) {
      const incident = Incident.parse(state);
      if (incident.state !== 'none' && maySee(incident, viewer, { by, inRoom: false }))
        rows.push({
          id: IncidentId.parse(id),
          incident,
          title: titleOf(incident, words),
          service: names.get(incident.service ?? '') ?? incident.service ?? 'unknown service',
        });
    }
    if (next === undefined) return { rows };
    if (rows.length >= pageSize) return { rows, next };
    from = next;
  }
}
