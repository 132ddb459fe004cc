import type { AllMiddlewareArgs, App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import type { Actor } from '#domain/incident/authority';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { channelOf } from '#domain/incident/room';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { hidePressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { answer } from './answer.ts';
import { hideIncident } from './decide.ts';

type Heard = Pick<AllMiddlewareArgs, 'client' | 'context'>;

/** More than can come along; Slack need not show the rest. */
const mostShown = 600;

export function listen(app: App, desk: Desk) {
  async function hide({ client, context }: Heard, id: IncidentId, actor: Actor, delivery: string) {
    const { incident } = await lookAt(desk.records, id, actor);
    const channel = channelOf(incident);
    const members = channel === undefined || incident.private ? [] : await membersOf(client, channel, context.botUserId);
    const done = await perform(desk, incidents, id, hideIncident, { ...actor, at: desk.now(), members }, delivery);
    return privately(answer(id, done.answer));
  }

  onIncidentVerb(app, desk, 'private', async ({ ack, client, context, payload: { trigger_id, text }, id, inRoom, by, rest }) => {
    if (rest !== '') return ack(verbHelp('private', text));
    await ack(await hide({ client, context }, id, { by, inRoom }, trigger_id));
  });

  app.action<BlockButtonAction>(hidePressed, async ({ ack, body, client, context, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const said = await hide({ client, context }, id, { by: PersonId.parse(body.user.id), inRoom }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}

/** Membership is nothing that we are told of, so Slack is asked. Where it does not show it, those come along who are on record. */
async function membersOf(slack: Heard['client'], channel: string, us: string | undefined): Promise<PersonId[]> {
  try {
    const { members = [] } = await slack.conversations.members({ channel, limit: mostShown });
    return members.filter((member) => member !== us).flatMap((member) => PersonId.safeParse(member).data ?? []);
  } catch (error) {
    if ((error as { code?: string }).code !== 'slack_webapi_platform_error') throw error;
    return [];
  }
}
