import type { App, BlockButtonAction, GlobalShortcut, MessageShortcut, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { PersonId } from '#domain/person/person';
import { search } from '#domain/service/search';
import { onNoVerb, onVerb } from '#slack-kit/commands';
import { declareAsText, verbHelp } from '#slack-kit/help';
import { readRelated, relatedPressed } from '#slack-kit/incident-buttons';
import { tryAnswer } from '#slack-kit/say';
import { permalink, unescaped } from '#slack-kit/text';
import { answerInLine, answerInModal } from './answer.ts';
import { declare, declareDifferent, declareRelated } from './declare.ts';
import { didYouMean } from './did-you-mean.ts';
import { differentPressed, readDifferent } from './different.ts';
import { isOver, readLine, readText, shorten } from './line.ts';
import { declareModal, offer, read, service, submitted, titleMissing } from './modal.ts';

export const shortcut = 'declare-incident';
export const messageShortcut = 'declare-incident-from-message';

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'declare', async ({ ack, payload: { user_id, channel_id, trigger_id, text }, rest }) => {
    if (isOver(rest)) return;
    const line = readLine(rest);
    if (line === undefined) return ack(verbHelp('declare', text));
    const by = PersonId.parse(user_id);
    await ack(
      answerInLine(await declare(desk, { ...line, ...shorten(line.title), by, reportedBy: by, from: { channel: channel_id } }, trigger_id)),
    );
  });

  onNoVerb(app, '/incident', async ({ ack, client, payload: { user_id, channel_id, channel_name, trigger_id }, rest }, verbs) => {
    const meant = didYouMean(rest, verbs, channel_name);
    if (meant) return ack(meant);
    await client.views.open({
      trigger_id,
      view: declareModal({ ...shorten(unescaped(rest)), reporter: user_id, from: { channel: channel_id } }),
    });
    await ack();
  });

  app.shortcut<GlobalShortcut>(shortcut, async ({ ack, client, payload: { user, trigger_id } }) => {
    await client.views.open({ trigger_id, view: declareModal({ reporter: user.id }) });
    await ack();
  });

  app.shortcut<MessageShortcut>(messageShortcut, async ({ ack, client, payload: { user, team, channel, message, trigger_id } }) => {
    const from = { channel: channel.id, link: permalink(team?.domain, channel.id, message.ts) };
    await client.views.open({ trigger_id, view: declareModal({ ...shorten(unescaped(message.text ?? '')), reporter: user.id, from }) });
    await ack();
  });

  app.options(service, async ({ ack, payload: { value } }) => {
    await ack(offer(search(await desk.directory.services(), value, 99), value));
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const wanted = read(view, PersonId.parse(body.user.id));
    if (wanted.title === '') return ack({ response_action: 'errors', errors: titleMissing });
    const told = await declare(desk, wanted, `${view.id}.${view.hash}`);
    await ack({ response_action: 'update', view: answerInModal(told) });
  });

  app.action<BlockButtonAction>(differentPressed, async ({ ack, body, client, respond }) => {
    const { id, report } = readDifferent(body.actions[0]?.value);
    const told = await declareDifferent(desk, id, report, PersonId.parse(body.user.id));
    await ack();
    // Where a form told of the other incident, there is no message to answer to.
    if (body.view) await client.views.update({ view_id: body.view.id, view: answerInModal(told) });
    else await tryAnswer(respond, { ...answerInLine(told), replace_original: false });
  });

  app.action<BlockButtonAction>(relatedPressed, async ({ ack, body, respond }) => {
    const { id, words } = readRelated(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const from = body.channel && { channel: body.channel.id };
    // However often it is pressed where it was offered, it is one incident.
    const delivery = `related.${id}.${body.container.message_ts}`;
    const told = await declareRelated(desk, { id, inRoom, words, by: PersonId.parse(body.user.id), from }, delivery);
    await ack();
    await tryAnswer(respond, { ...answerInLine(told), replace_original: false });
  });

  app.action<BlockButtonAction>(declareAsText, async ({ ack, body, respond }) => {
    const by = PersonId.parse(body.user.id);
    const from = body.channel && { channel: body.channel.id };
    const told = await declare(desk, { ...readText(body.actions[0]?.value), by, reportedBy: by, from }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...answerInLine(told), replace_original: false });
  });
}
