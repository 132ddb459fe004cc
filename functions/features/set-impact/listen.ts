import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { ongoing } from '#domain/incident/impact';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { impactPressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { openOver } from '#slack-kit/opening';
import { tryAnswer } from '#slack-kit/say';
import { unescaped } from '#slack-kit/text';
import { onRecord, readBackInLine, unreadable } from './answer.ts';
import { changePressed, confirmPressed, readWanted, type Wanted } from './buttons.ts';
import { changeOf, type SetImpact, sameWindows, setImpact } from './decide.ts';
import { readLine } from './line.ts';
import { confirmed, confirmModal, impactModal, read, readConfirmed, shareUnread, submitted, timeUnread } from './modal.ts';

type Said = Omit<SetImpact, 'at' | 'reasonId'> & { id: IncidentId };
type Asking = { id: IncidentId; by: PersonId; inRoom: boolean };

export function listen(app: App, desk: Desk) {
  async function set({ id, ...said }: Said, delivery: string) {
    const { state } = await perform(desk, incidents, id, setImpact, { ...said, at: desk.now(), reasonId: desk.newId() }, delivery);
    return onRecord(id, state.state === 'none' ? [] : state.impact);
  }

  /** Whoever has no time to read loads neither calendar nor reader: a cold start seldom has one. */
  async function look({ id, ...actor }: Asking) {
    const [{ incident }, moment, times] = await Promise.all([
      lookAt(desk.records, id, actor),
      momentOf(desk, actor.by),
      import('./read.ts'),
    ]);
    return { incident, moment, ...times };
  }

  async function form(asking: Asking, wanted?: Wanted) {
    const { incident, moment, writeTimes } = await look(asking);
    const recorded = ongoing(incident.impact) ?? incident.impact.at(-1) ?? { from: incident.declaredAt, to: null };
    const filled = wanted ?? { ...recorded, to: recorded.to ?? undefined };
    const { id, inRoom } = asking;
    return impactModal({ id, inRoom }, { ...filled, words: writeTimes(filled, moment.zone), zone: moment.zone });
  }

  onIncidentVerb(app, desk, 'impact', async ({ ack, client, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: await form({ id, by, inRoom }) });
      return ack();
    }
    const line = readLine(unescaped(rest));
    if (line === undefined) return ack(verbHelp('impact', text));
    if (line.from === undefined && line.to === undefined) return ack(await set({ ...line, id, by, inRoom }, trigger_id));
    const { incident, moment, readTimes } = await look({ id, by, inRoom });
    const read = readTimes(line, moment);
    if ('unread' in read) return ack(unreadable(read.words));
    const wanted = { ...line, ...read, id };
    await ack(readBackInLine(wanted, changeOf(incident, wanted, at)));
  });

  app.action<BlockButtonAction>(confirmPressed, async ({ ack, body, respond }) => {
    const wanted = readWanted(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, wanted.id, body.channel?.id);
    const said = await set({ ...wanted, by: PersonId.parse(body.user.id), inRoom }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: true });
  });

  app.action<BlockButtonAction>(changePressed, async ({ ack, body, client }) => {
    const wanted = readWanted(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, wanted.id, body.channel?.id);
    const view = await form({ id: wanted.id, by: PersonId.parse(body.user.id), inRoom }, wanted);
    await openOver(client, body, view);
    await ack();
  });

  app.action<BlockButtonAction>(impactPressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await openOver(client, body, await form({ id, by: PersonId.parse(body.user.id), inRoom }));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { about, level, fraction, reason, ...typed } = read(view);
    if (Number.isNaN(fraction)) return ack({ response_action: 'errors', errors: shareUnread });
    const { incident, moment, readTimes } = await look({ ...about, by: PersonId.parse(body.user.id) });
    const instants = readTimes(typed.times, moment, typed.filled);
    if ('unread' in instants) return ack({ response_action: 'errors', errors: timeUnread(instants.unread) });
    const wanted = { id: about.id, level, fraction, reason, ...instants };
    const change = changeOf(incident, wanted, desk.now());
    const changes = !sameWindows(change.before, change.windows);
    await ack({ response_action: 'push', view: confirmModal(wanted, about.inRoom, change, changes) });
  });

  app.view<SlackViewAction>(confirmed, async ({ ack, body, view }) => {
    await set({ ...readConfirmed(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack({ response_action: 'clear' });
  });
}
