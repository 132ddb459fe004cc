import type { App, BlockAction, ButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { teamId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { calendar } from '#domain/team/calendar';
import { coverage } from '#domain/team/coverage';
import { shifts } from '#domain/team/rota';
import { type KnownTeam, type Team, type TeamEvent, type TeamSlug, teams } from '#domain/team/team';
import { context, section } from '#slack-kit/blocks';
import { preformatted } from '#slack-kit/rich';
import { privately, tryAnswer } from '#slack-kit/say';
import { calendarPressed, coverPressed, leavePressed, orderPressed, readTeam, rotaPressed } from '#slack-kit/team-buttons';
import { onTeamVerb, teamCalled } from '#slack-kit/team-commands';
import { teamHelp } from '#slack-kit/team-help';
import { shiftSaid, spanSaid } from '#slack-kit/team-words';
import { named } from '#slack-kit/text';
import { coverTurn, endLeave, followGroup, setOrder, takeLeave } from './decide.ts';
import { type Line, readLine } from './line.ts';
import { ahead, list } from './list.ts';
import { coverModal, leaveModal, orderModal, readOrder, readSpanOf, submitted } from './modal.ts';

type Asked = { slug: TeamSlug; by: PersonId; delivery: string };

export function listen(app: App, desk: Desk) {
  async function change<Facts, Command extends { by: PersonId; at: string }>(
    { slug, by, delivery }: Asked,
    act: Act<Team, Facts, Command, TeamEvent>,
    command: Omit<Command, 'by' | 'at'>,
  ) {
    const { state } = await perform(desk, teams, teamId(slug), act, { ...command, by, at: desk.now() } as Command, delivery);
    return rotaOf(slug, state);
  }
  const rotaOf = (slug: TeamSlug, team: Team) => {
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    const { text, blocks } = list(slug, team, desk.now());
    return privately(text, blocks);
  };

  async function done(asked: Asked, team: KnownTeam, line: Exclude<Line, { kind: 'form' | 'show' | 'calendar' }>) {
    switch (line.kind) {
      case 'group':
        return change(asked, followGroup, { day: await dayIn(team.zone, desk.now()) });
      case 'order': {
        const starts = await firstDay(desk, team, line.starts);
        return change(asked, setOrder, { order: line.order, starts, handOver: line.handOver ?? team.rota?.handOver ?? '10:00' });
      }
      case 'cover':
        return change(asked, coverTurn, { person: line.person, role: line.role, ...(await spanOf(desk, asked.by, line.span)) });
      case 'away':
        return change(asked, takeLeave, { person: line.person, ...(await spanOf(desk, asked.by, line.span)) });
      case 'back':
        return change(asked, endLeave, { person: line.person });
      default:
        return line satisfies never;
    }
  }

  onTeamVerb(app, desk, 'rota', async ({ ack, client, slug, team, by, rest, payload: { trigger_id } }) => {
    const line = readLine(rest, by);
    if (line === undefined) return ack(teamHelp('rota'));
    if (line.kind === 'show') return ack(rotaOf(slug, team));
    if (line.kind === 'calendar') return ack(forCalendar(slug, team, desk.now(), by));
    if (line.kind === 'form') {
      await client.views.open({ trigger_id, view: formOf(line.of, slug, team, by) });
      return ack();
    }
    await ack(await done({ slug, by, delivery: trigger_id }, team, line));
  });

  app.action<BlockAction<ButtonAction>>(rotaPressed, async ({ ack, action, respond }) => {
    const slug = readTeam(action.value);
    const shown = rotaOf(slug, await teamCalled(desk, slug));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });
  app.action<BlockAction<ButtonAction>>(calendarPressed, async ({ ack, body, action, respond }) => {
    const slug = readTeam(action.value);
    const team = await teamCalled(desk, slug);
    await ack();
    const by = PersonId.parse(body.user.id);
    if (team.state !== 'none') await tryAnswer(respond, { ...forCalendar(slug, team, desk.now(), by), replace_original: false });
  });
  for (const [pressed, of] of [
    [orderPressed, 'order'],
    [coverPressed, 'cover'],
    [leavePressed, 'away'],
  ] as const)
    app.action<BlockAction<ButtonAction>>(pressed, async ({ ack, body, action, client }) => {
      const slug = readTeam(action.value);
      const team = await teamCalled(desk, slug);
      if (team.state !== 'none')
        await client.views.open({ trigger_id: body.trigger_id, view: formOf(of, slug, team, PersonId.parse(body.user.id)) });
      await ack();
    });

  app.view<SlackViewAction>(submitted.order, async ({ ack, body, view }) => {
    const { slug, order, starts, handOver } = readOrder(view);
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(handOver))
      throw new Rejection('unread_time', 'I cannot read that as a time of day. Try 10:00. Nothing has changed.');
    await change({ slug, by: PersonId.parse(body.user.id), delivery: `${view.id}.${view.hash}` }, setOrder, { order, starts, handOver });
    await ack();
  });
  app.view<SlackViewAction>(submitted.cover, async ({ ack, body, view }) => {
    const by = PersonId.parse(body.user.id);
    const { slug, person, role, span } = readSpanOf(view);
    await change({ slug, by, delivery: `${view.id}.${view.hash}` }, coverTurn, { person, role, ...(await spanOf(desk, by, span)) });
    await ack();
  });
  app.view<SlackViewAction>(submitted.away, async ({ ack, body, view }) => {
    const by = PersonId.parse(body.user.id);
    const { slug, person, span } = readSpanOf(view);
    await change({ slug, by, delivery: `${view.id}.${view.hash}` }, takeLeave, { person, ...(await spanOf(desk, by, span)) });
    await ack();
  });
}

const formOf = (of: 'order' | 'cover' | 'away', slug: TeamSlug, team: KnownTeam, by: PersonId) =>
  of === 'order' ? orderModal(slug, team) : of === 'cover' ? coverModal(slug) : leaveModal(slug, by);

async function spanOf(desk: Desk, by: PersonId, said: string) {
  const [moment, { readSpan }] = await Promise.all([momentOf(desk, by), import('#domain/time/said-span')]);
  const span = readSpan(said, moment);
  if (span === undefined)
    throw new Rejection(
      'unread_time',
      'I cannot read when that is. Try `from 14 Mar to 16 Mar` or `from Sat 09:00 to Mon 09:00`. Nothing has changed.',
    );
  return span;
}

/** The day on which an order begins, by the team’s own calendar. */
async function firstDay({ now }: Desk, { zone }: KnownTeam, said: string): Promise<string> {
  const { readComing } = await import('#domain/time/said-span');
  const at = readComing(said, { now: now(), zone })?.at;
  if (at === undefined)
    throw new Rejection('unread_time', 'I cannot read that as a day. Try `from 6 April` or `from 2026-04-06`. Nothing has changed.');
  return dayIn(zone, at);
}

const dayIn = async (zone: string, at: string) => (await import('#domain/time/said-time')).writtenTime(at, zone).slice(0, 10);

const weeksForCalendar = 8;
/** Whoever has turns gets their own; anybody else sees when somebody is on call, and beside it who, where Slack shows names. */
function forCalendar(slug: TeamSlug, team: KnownTeam, now: string, by: PersonId) {
  const span = ahead(now, weeksForCalendar);
  const own = calendar(slug, team, span, now, by);
  const whole = own.events > 0 ? undefined : calendar(slug, team, span, now);
  const gaps = coverage(team, span.from, span.to, 'all');
  const whose = whole ? `You have no turn in it in the next ${weeksForCalendar} weeks; these are the team’s.` : 'These are your turns.';
  const shown = shifts(team.rota, team.zone, span.from, span.to).slice(0, weeksForCalendar);
  return privately(`The rota of ${named(team.name)} for a calendar`, [
    section(
      `${whose} Save this as \`${slug}.ics\`; calendars read it, and reading it again adds nothing twice. ${gaps.length > 0 ? `Nobody is on call ${gaps.slice(0, 3).map(spanSaid).join('; ')}.` : ''}`,
    ),
    preformatted((whole ?? own).text),
    ...(whole && shown.length > 0 ? [context(shown.map(shiftSaid).join('\n'))] : []),
  ]);
}
