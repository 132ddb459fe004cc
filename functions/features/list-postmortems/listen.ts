import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type Person, PersonId, personRef } from '#domain/person/person';
import { type ListedPostmortem, type PlaceInList, pageOfPostmortems, placeOf } from '#domain/postmortem/board';
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
import { boardFor, fits, list, pageSize, readWanted, turned, type Wanted } from './list.ts';

/** Somebody who may read few of them looks a little further at each press, and never through everything at once. */
const atOnce = 30;
const mostLooks = 5;
/** Where only some are wanted, many are looked through for them; otherwise nearly all of these find room. */
const [manyListed, fewListed, mostPages] = [500, 50, 4];

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
    const isSome = wanted.mine || wanted.service !== undefined || wanted.which === 'overdue';
    const further = (behind?: PlaceInList) => pageOfPostmortems(desk.boards, boardFor(wanted), isSome ? manyListed : fewListed, behind);
    const [[person, asked], first, services] = await Promise.all([
      desk.records.load([personRef(by), promptsRef(by)] as Ref<unknown>[]),
      further(wanted.after),
      desk.directory.services(),
    ]);
    const viewer = person?.value as Person;
    refuseUnlessColleague(viewer);
    const prompts = asked?.value as { state: 'none' } | { state: 'asked'; from: string[] };
    const from = new Set(prompts.state === 'asked' ? prompts.from : []);
    const isMine = (one: ListedPostmortem) => one.owner === by || one.signer === by || from.has(one.id);
    const now = desk.now();
    const readable = (some: ListedPostmortem[]) =>
      readableAmong(
        desk.records,
        some.map(({ id }) => id),
        by,
        viewer,
      );
    const { rows, next } = await gathered({ first, further, behind: wanted.after }, (one) => fits(one, wanted, now, isMine), readable);
    const names = new Map(services.map(({ slug, name }) => [slug as string, name]));
    const { text, blocks } = list(wanted, { rows, next, now, names });
    return privately(text, blocks);
  }
}

type Listed = Awaited<ReturnType<typeof pageOfPostmortems>>;
type Source = { first: Listed; further: (behind?: PlaceInList) => Promise<Listed>; behind: PlaceInList | undefined };

/** A page of those that are wanted and may be read; `next`: up to where was looked, unless that is all there is. */
async function gathered(
  { first, further, behind }: Source,
  isWanted: (one: ListedPostmortem) => boolean,
  readable: (some: ListedPostmortem[]) => Promise<ReadablePostmortem[]>,
): Promise<{ rows: ReadablePostmortem[]; next: PlaceInList | undefined }> {
  const rows: ReadablePostmortem[] = [];
  let [listed, place, looks] = [first, behind, 0];
  for (let page = 1; ; page++) {
    const wanted = listed.listed.filter(isWanted);
    for (let from = 0; from < wanted.length; from += atOnce) {
      if (rows.length === pageSize || looks === mostLooks) return { rows, next: place };
      looks++;
      const some = wanted.slice(from, from + atOnce);
      const found = await readable(some);
      const room = found.slice(0, pageSize - rows.length);
      rows.push(...room);
      // What did not find room stands on the next page.
      const last = room.length < found.length ? some.find(({ id }) => id === room.at(-1)?.id) : some.at(-1);
      place = last && placeOf(last);
      if (room.length < found.length) return { rows, next: place };
    }
    const end = listed.listed.at(-1);
    if (!listed.more || end === undefined) return { rows, next: undefined };
    place = placeOf(end);
    if (rows.length === pageSize || page === mostPages) return { rows, next: place };
    listed = await further(place);
  }
}
