import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { refuseUnlessPerson } from '#domain/person/authority';
import { momentOf } from '#domain/person/moment';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { leadingService } from '#domain/service/find';
import { type Assertion, assertionsRef, ownerAt } from '#domain/service/ownership';
import { rotaThen } from '#domain/team/past';
import type { KnownTeam, TeamSlug } from '#domain/team/team';
import { section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { privately } from '#slack-kit/say';
import { onCallPressed, readTeam } from '#slack-kit/team-buttons';
import { onTeam, refuseShared, teamCalled, teamNamedIn, unknownTeam } from '#slack-kit/team-commands';
import { answer } from './answer.ts';
import { readLine } from './line.ts';
import { onCallModal, read, submitted } from './modal.ts';

type Whose = { slug: TeamSlug; team: KnownTeam; service?: string };

/** Anybody of the workspace may ask, for any time. */
export function listen(app: App, desk: Desk) {
  onTeam(app, 'oncall', async ({ ack, rest, payload: { user_id, channel_id } }) => {
    await refuseShared(desk, channel_id);
    const by = PersonId.parse(user_id);
    const { about, time } = readLine(rest);
    const at = time === undefined ? undefined : await instant(desk, by, time);
    const found = await whose(desk, by, about, at ?? desk.now());
    if ('which' in found) return ack(found.which);
    const { text, blocks } = await look(desk, by, found, at);
    await ack(privately(text, blocks));
  });

  app.action<BlockAction<ButtonAction>>(onCallPressed, async ({ ack, body, action, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: onCallModal(readTeam(action.value)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const by = PersonId.parse(body.user.id);
    const { about, time } = read(view);
    const at = time === undefined ? undefined : await instant(desk, by, time);
    const found = await whose(desk, by, about, at ?? desk.now());
    const { text, blocks } = 'which' in found ? { text: '', blocks: unknownTeam(about).blocks } : await look(desk, by, found, at);
    await ack({ response_action: 'update', view: modal('show-on-call-answer', 'Who is on call', undefined, blocks ?? [section(text)]) });
  });
}

async function instant(desk: Desk, by: PersonId, said: string): Promise<string> {
  const [moment, { readComing }] = await Promise.all([momentOf(desk, by), import('#domain/time/said-span')]);
  const at = readComing(said, moment)?.at;
  if (at === undefined)
    throw new Rejection(
      'unread_time',
      'I cannot read that as a time. Try `at Saturday 23:00`, `at 2026-01-10 14:00` or `at yesterday 22:00`.',
    );
  return at;
}

/** A team by its name; else a service by any of its names, and whose it was then. */
async function whose(desk: Desk, by: PersonId, about: string, at: string): Promise<Whose | { which: ReturnType<typeof unknownTeam> }> {
  const named = await teamNamedIn(desk, about, by);
  if (!('which' in named) && named.rest === '') return named;
  const found = about === '' ? undefined : await leadingService(desk.records, about);
  if (found === undefined || found.rest !== '') return 'which' in named ? named : { which: unknownTeam(about) };
  const [assertions] = await desk.records.load([assertionsRef(found.service.slug)] as Ref<unknown>[]);
  const owner = ownerAt(assertions?.value as Assertion[], new Date(at).toISOString())?.owner;
  const team = owner && (await teamCalled(desk, owner));
  if (!owner || !team || team.state === 'none')
    throw new Rejection('no_owner_then', `Nobody owned ${found.service.name} then, so nobody was on call for it.`);
  return { slug: owner, team, service: found.service.name };
}

async function look(desk: Desk, by: PersonId, { slug, team, service }: Whose, asked: string | undefined) {
  const [viewer] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
  refuseUnlessPerson(viewer?.value as Person);
  const at = asked ?? desk.now();
  const then = await rotaThen(desk.log, slug, team, at, desk.now());
  return answer({ slug, team, ...then, at, now: asked === undefined, service });
}
