import type { App, BlockAction, ButtonAction, ExternalSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseUnlessColleague } from '#domain/service/accountable';
import { leadingService } from '#domain/service/find';
import { type LookedAt, lookAtService } from '#domain/service/looking';
import { search } from '#domain/service/search';
import type { ServiceSlug } from '#domain/service/service';
import { option, section } from '#slack-kit/blocks';
import { onNoVerb } from '#slack-kit/commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { menu, readService, searched, showPressed } from '#slack-kit/service-buttons';
import { onServiceVerb, refuseShared, unknownService } from '#slack-kit/service-commands';
import { serviceHelp, usage } from '#slack-kit/service-help';
import { whose } from './answer.ts';
import { card } from './card.ts';
import { readLine } from './line.ts';

/** Shown to whoever of the organisation asks. */
export function listen(app: App, desk: Desk) {
  async function view(slug: ServiceSlug, by: PersonId, looked?: LookedAt) {
    const seen = await lookAtService(desk, slug, by, looked);
    if (seen === undefined) throw new Rejection('no_service', 'That service is not in the catalogue any more.');
    refuseUnlessColleague(seen.viewer);
    return seen;
  }
  async function show(slug: ServiceSlug, by: PersonId, looked?: LookedAt) {
    const { text, blocks } = card(await view(slug, by, looked));
    return privately(text, blocks);
  }

  onServiceVerb(app, desk, 'show', async ({ ack, by, service, rest }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('show'));
    await ack(await show(service.slug, by, await instants(desk, by, line)));
  });

  onServiceVerb(app, desk, 'who', async ({ ack, by, service, rest, payload: { text } }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(serviceHelp('who'));
    const said = text
      .trim()
      .replace(/^who\s+/i, '')
      .slice(0, rest === '' ? undefined : -rest.length);
    const answer = whose(await view(service.slug, by, await instants(desk, by, line)), said.trim());
    await ack(privately(answer.text, answer.blocks));
  });

  onNoVerb(app, '/service', async ({ ack, payload: { user_id, channel_id }, rest }) => {
    await refuseShared(desk, channel_id);
    if (rest === '') return ack(privately('Which service?', menu()));
    if (/^help$/i.test(rest)) return ack(privately('How to use /service', [...Object.values(usage).map(section), ...menu()]));
    const found = await leadingService(desk.records, rest);
    const line = found && readLine(found.rest);
    if (found === undefined || line === undefined) return ack(await unknownService(desk, rest));
    const by = PersonId.parse(user_id);
    await ack(await show(found.service.slug, by, await instants(desk, by, line)));
  });

  app.action<BlockAction<ButtonAction | ExternalSelectAction>>(showPressed, async ({ ack, body, respond }) => {
    const [action] = body.actions;
    const slug = readService(action?.type === 'button' ? action.value : action?.selected_option?.value);
    const shown = await show(slug, PersonId.parse(body.user.id));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.options(searched, async ({ ack, payload: { value } }) => {
    const found = search(await desk.directory.services(), value, 100);
    await ack({ options: found.map(({ slug, name, aliases }) => option(slug, name, aliases.join(', ') || undefined)) });
  });
}

/** The times as instants; whoever names none loads no calendar. */
async function instants(desk: Desk, by: PersonId, { at, believed }: { at?: string; believed?: string }): Promise<LookedAt | undefined> {
  if (at === undefined) return undefined;
  const [moment, { readTime }] = await Promise.all([momentOf(desk, by), import('#domain/time/said-time')]);
  const [then, believedAt] = [readTime(at, moment), believed === undefined ? undefined : readTime(believed, moment)];
  if (then === undefined || (believed !== undefined && believedAt === undefined))
    throw new Rejection(
      'unread_time',
      'I cannot read that as a time. Try `at 25 March 10:00`, `at yesterday 23:30` or `at 2026-03-25T10:00Z`; and `believed 3 May` behind it for what was believed then.',
    );
  return { at: then, ...(believedAt && { believedAt }) };
}
