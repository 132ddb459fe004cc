import type { AllMiddlewareArgs, App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { verbHelp } from '#slack-kit/help';
import { readIncident, subscribePressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { channelLink, named } from '#slack-kit/text';
import { type SeenChannel, type SubscribeIncident, subscribeIncident, unsubscribeIncident } from './decide.ts';
import { readLine } from './line.ts';

type Subscription = Omit<SubscribeIncident, 'at'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const subscribe = ({ id, ...wanted }: Subscription, delivery: string) =>
    perform(desk, incidents, id, subscribeIncident, { ...wanted, at: desk.now() }, delivery);

  onIncidentVerb(app, desk, 'subscribe', async ({ ack, client, payload: { trigger_id, text }, id, inRoom, by, rest }) => {
    const wanted = readLine(rest);
    if (wanted === 'unreadable') return ack(verbHelp('subscribe', text));
    if (wanted.kind === 'unknown') throw notSeen(wanted.name);
    const channel = wanted.kind === 'channel' ? await look(client, wanted.channel) : undefined;
    await subscribe({ id, by, inRoom, channel }, trigger_id);
    await ack(privately(subscribed(id, channel?.id)));
  });

  onIncidentVerb(app, desk, 'unsubscribe', async ({ ack, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    const wanted = readLine(rest);
    if (wanted === 'unreadable') return ack(verbHelp('unsubscribe', text));
    if (wanted.kind === 'unknown') throw notSeen(wanted.name);
    const channel = wanted.kind === 'channel' ? wanted.channel : undefined;
    await perform(desk, incidents, id, unsubscribeIncident, { by, at, inRoom, channel }, trigger_id);
    await ack(privately(`${channel ? channelLink(channel) : 'You'} will hear no more of ${id}.`));
  });

  app.action<BlockButtonAction>(subscribePressed, async ({ ack, body, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await subscribe({ id, by: PersonId.parse(body.user.id), inRoom }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...privately(subscribed(id, undefined)), replace_original: false });
  });
}

const subscribed = (id: IncidentId, channel: string | undefined) =>
  channel
    ? `${channelLink(channel)} is kept posted of ${id}, in a thread there. \`/incident unsubscribe ${id} #channel\` ends it.`
    : `You are kept posted of ${id}, in a thread of your direct messages with me. \`/incident unsubscribe ${id}\` ends it.`;

const notSeen = (name: string) =>
  new Rejection(
    'not_in_channel',
    `Muster cannot see ${named(name)}: there is none, or it is private and Muster is not in it. Invite it there with \`/invite @Muster\`, or choose the channel from Slack's list while typing. Nothing has changed.`,
  );

/** Membership is nothing that we are told of, so Slack is asked. What it does not show us we are not in. */
async function look(client: AllMiddlewareArgs['client'], id: string): Promise<SeenChannel> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    const { is_member: member = false, is_archived: archived = false } = channel ?? {};
    return { id, member, archived, shared: Boolean(channel?.is_ext_shared || channel?.is_pending_ext_shared) };
  } catch (error) {
    if ((error as { data?: { error?: string } }).data?.error !== 'channel_not_found') throw error;
    return { id, member: false, archived: false, shared: false };
  }
}
