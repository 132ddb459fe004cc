import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { refuseUnlessColleague } from '#domain/service/accountable';
import { listServices } from '#domain/service/board';
import { privately, tryAnswer } from '#slack-kit/say';
import { listPressed } from '#slack-kit/service-buttons';
import { onService, refuseShared } from '#slack-kit/service-commands';
import { serviceHelp } from '#slack-kit/service-help';
import { readLine } from './line.ts';
import { filtersSaid, list, readWanted, turned, type Wanted } from './list.ts';

export function listen(app: App, desk: Desk) {
  async function page(by: PersonId, wanted: Wanted) {
    const [[viewer], all] = await Promise.all([desk.records.load([personRef(by)] as Ref<unknown>[]), listServices(desk.boards)]);
    refuseUnlessColleague(viewer?.value as Person);
    const { text, blocks } = list(all, wanted);
    return privately(text, [...blocks, filtersSaid]);
  }

  onService(app, 'list', async ({ ack, payload: { user_id, channel_id }, rest }) => {
    const filter = readLine(rest);
    if (filter === undefined) return ack(serviceHelp('list'));
    await refuseShared(desk, channel_id);
    await ack(await page(PersonId.parse(user_id), { ...filter, page: 0 }));
  });

  app.action<BlockButtonAction>(listPressed, async ({ ack, body, respond }) => {
    const shown = await page(PersonId.parse(body.user.id), { page: 0 });
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.action<BlockButtonAction>(turned, async ({ ack, action, body, respond }) => {
    const shown = await page(PersonId.parse(body.user.id), readWanted(action.value));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: true });
  });
}
