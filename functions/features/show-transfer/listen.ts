import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { teamsOf } from '#domain/team/board';
import { refuseOutsiders } from '#domain/transfer/authority';
import { openTransfers } from '#domain/transfer/board';
import { draftOf } from '#domain/transfer/draft';
import { TransferId } from '#domain/transfer/transfer-kind';
import { transferShown } from '#domain/transfer/view';
import { privately, tryAnswer } from '#slack-kit/say';
import { onService, refuseShared } from '#slack-kit/service-commands';
import { readTransfer, showPressed } from '#slack-kit/transfer-buttons';
import { card, shownIn } from './card.ts';
import { list, turned } from './list.ts';

const heading = 'Transfers under way';

export function listen(app: App, desk: Desk) {
  onService(app, 'transfer', async ({ ack, payload: { user_id, channel_id }, rest }) => {
    const by = PersonId.parse(user_id);
    const number = /^xfer-(\d{1,9})$/i.exec(rest.trim())?.[1];
    if (rest.trim() !== '' && number === undefined) return;
    await refuseShared(desk, channel_id);
    if (number === undefined) return ack(privately(heading, await page(desk, by, 1)));
    const { text, blocks } = card(await transferShown(desk, TransferId.parse(`XFER-${Number(number)}`), by));
    await ack(privately(text, blocks));
  });

  app.action<BlockButtonAction>(showPressed, async ({ ack, body, client, respond }) => {
    const view = await transferShown(desk, readTransfer(body.actions[0]?.value), PersonId.parse(body.user.id));
    const { text, blocks } = card(view);
    await ack();
    if (body.view === undefined) await tryAnswer(respond, { ...privately(text, blocks), replace_original: false });
    else await client.views[body.view.type === 'modal' ? 'push' : 'open']({ trigger_id: body.trigger_id, view: shownIn(view.id, blocks) });
  });

  app.action<BlockButtonAction>(new RegExp(`^${turned}:`), async ({ ack, body, respond }) => {
    const blocks = await page(desk, PersonId.parse(body.user.id), Number(body.actions[0]?.value));
    await ack();
    await tryAnswer(respond, { ...privately(heading, blocks), replace_original: true });
  });
}

async function page({ records, boards }: Desk, by: PersonId, wanted: number) {
  const [found, all, teams, draft] = await Promise.all([
    records.load([personRef(by)] as Ref<unknown>[]),
    openTransfers(boards),
    teamsOf(boards, by),
    draftOf(records, by),
  ]);
  refuseOutsiders(found[0]?.value as Person);
  const mine = all.filter(({ by: asked, pm, from, to }) => asked === by || pm === by || teams.includes(from) || teams.includes(to));
  return list({ all, mine, page: wanted, draft: draft !== undefined });
}
