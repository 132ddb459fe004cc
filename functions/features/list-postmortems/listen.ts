import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type Person, PersonId, personRef } from '#domain/person/person';
import { type ListedPostmortem, listPostmortems } from '#domain/postmortem/board';
import { type ReadablePostmortem, readableAmong } from '#domain/postmortem/listing';
import { promptsRef } from '#domain/prompts/prompts';
import type { Ref } from '#domain/records';
import { refuseUnlessColleague } from '#domain/service/accountable';
import { serviceCalled } from '#domain/service/find';
import { listPressed } from '#slack-kit/meeting-buttons';
import { onPostmortem } from '#slack-kit/postmortem-commands';
import { postmortemHelp } from '#slack-kit/postmortem-help';
import { privately, tryAnswer } from '#slack-kit/say';
import { unknownService } from '#slack-kit/service-commands';
import { refuseShared } from '#slack-kit/team-commands';
import { readLine } from './line.ts';
import { fits, list, pageSize, readWanted, turned, type Wanted } from './list.ts';

/** Somebody who may read few of them looks a little further at each press, and never through everything at once. */
const atOnce = 30;
const mostLooks = 5;

export function listen(app: App, desk: Desk) {
  onPostmortem(app, 'list', async ({ ack, payload: { user_id, channel_id }, rest }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(postmortemHelp('list'));
    await refuseShared(desk, channel_id);
    const { service: said, ...wanted } = line;
    const service = said === undefined ? undefined : await serviceCalled(desk.records, said);
    if (said !== undefined && service === undefined) return ack(await unknownService(desk, said));
    await ack(await page(PersonId.parse(user_id), { ...wanted, ...(service && { service: service.slug }) }));
  });

  app.action<BlockButtonAction>(listPressed, async ({ ack, body, respond }) => {
    const shown = await page(PersonId.parse(body.user.id), { which: 'open', mine: false });
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });
  app.action<BlockButtonAction>(turned, async ({ ack, action, body, respond }) => {
    const shown = await page(PersonId.parse(body.user.id), readWanted(action.value));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: true });
  });

  async function page(by: PersonId, wanted: Wanted) {
    const [[person, asked], all, services] = await Promise.all([
      desk.records.load([personRef(by), promptsRef(by)] as Ref<unknown>[]),
      listPostmortems(desk.boards),
      desk.directory.services(),
    ]);
    const viewer = person?.value as Person;
    refuseUnlessColleague(viewer);
    const prompts = asked?.value as { state: 'none' } | { state: 'asked'; from: string[] };
    const from = new Set(prompts.state === 'asked' ? prompts.from : []);
    const isMine = (one: ListedPostmortem) => one.owner === by || from.has(one.id);
    const now = desk.now();
    const fitting = all.filter((one) => fits(one, wanted, now, isMine)).map(({ id }) => id);
    const rows: ReadablePostmortem[] = [];
    let at = wanted.after === undefined ? 0 : fitting.indexOf(wanted.after) + 1;
    for (let looks = 0; looks < mostLooks && at < fitting.length && rows.length < pageSize; looks++) {
      const some = fitting.slice(at, at + atOnce);
      const readable = await readableAmong(desk.records, some, by, viewer);
      const room = readable.slice(0, pageSize - rows.length);
      rows.push(...room);
      // What did not find room stands on the next page.
      const last = room.length < readable.length ? room.at(-1)?.id : some.at(-1);
      at = last === undefined ? at : fitting.indexOf(last) + 1;
    }
    const names = new Map(services.map(({ slug, name }) => [slug as string, name]));
    const next = at < fitting.length ? fitting[at - 1] : undefined;
    const { text, blocks } = list(wanted, { rows, next, now, names, ...(all.endsEarly && { endsEarly: true }) });
    return privately(text, blocks);
  }
}
