import type { Button, HomeView, KnownBlock, SectionBlock } from '@slack/types';
import type { Asked, Duty, Home, Row } from '#domain/home/home';
import type { Filter } from '#domain/home/opened';
import { holderOf } from '#domain/incident/incident';
import { Severity } from '#domain/incident/severity';
import { ServiceSlug } from '#domain/service/service';
import { actions, button, context, header, literal, option, plain, section } from '#slack-kit/blocks';
import { answerButtons } from '#slack-kit/handover-buttons';
import {
  acknowledgeButton,
  gradeButton,
  impactButton,
  mitigateButton,
  resolveButton,
  subscribeButton,
  updateButton,
} from '#slack-kit/incident-buttons';
import { severityLabel, standing } from '#slack-kit/incident-words';
import { channelLink, mention, named, when } from '#slack-kit/text';
import { showButton as showTransferButton } from '#slack-kit/transfer-buttons';
import { owed, planned } from './list.ts';

/** The filters' ids; `read` below is the only other place that knows them. */
export const filtered = /^home-filter:/;
export const serviceSearched = 'home-filter:service';
const ids = { severity: 'home-filter:severity', mine: 'home-filter:mine', all: 'home-filter:all', page: 'home-filter:page' } as const;

/** At most 100 blocks and a few kilobytes, however much is open. */
export function homeView(home: Home): HomeView {
  return { type: 'home', blocks: [...mine(home), ...(home.guest ? [] : teams(home)), { type: 'divider' }, ...all(home)] };
}

function mine({ duties, asked, askedOf, transfers, transfersOf, learning, sprints, today, mine: rows, mineOf, guest }: Home): KnownBlock[] {
  const owes = owed(learning, today);
  const nothing = asked.length + rows.length + transfers.length + owes.length === 0;
  return [
    header('Mine'),
    ...(guest ? [] : [section(duties.length === 0 ? 'You are not on call.' : duties.slice(0, 10).map(duty).join('\n'))]),
    ...(asked.length > 0 ? [section(`*You are asked*${of(asked.length, askedOf)}`), ...asked.flatMap(question)] : []),
    ...(transfers.length > 0
      ? [section(`*You are asked in transfers*${of(transfers.length, transfersOf)}`), ...transfers.map(moving)]
      : []),
    ...owes,
    ...planned(sprints),
    ...(rows.length > 0
      ? [
          section(`*${asked.length > 0 ? 'Other incidents' : 'Incidents'} you are in*${of(rows.length, mineOf)}`),
          ...rows.flatMap((row) => [...about(row), actions(...next(row))]),
        ]
      : []),
    ...(nothing ? [section('You are in no open incident, and nobody waits for you.')] : []),
  ];
}

const moving = ({ transfer: { id, from, to }, why, service }: Home['transfers'][number]): SectionBlock => ({
  ...section(`*${named(service)}* from ${named(from)} to ${named(to)}: ${movingSaid[why]}`),
  accessory: showTransferButton(id),
});
const movingSaid = {
  funding: 'is it decided, and who pays for it?',
  answer: 'do you take it?',
  shadow: 'it is accepted; when do you begin to run along?',
  take: 'the day has come to take it over.',
} as const;

const of = (shown: number, all: number) => (all > shown ? ` · ${shown} of ${all}` : '');

const dutyName = { superhero: 'on call', side_kick: 'Side-kick' } as const;
const duty = ({ team, role, until }: Duty) =>
  `You are *${dutyName[role]}* for ${named(team)} until ${when(until, 'day and time')}, as far as its rota says.`;

function question(row: Asked): KnownBlock[] {
  const { id, incident, why, by } = row;
  if (why === 'handover') return handover(id, row, incident.passing);
  const asks = why === 'page' ? 'Can you take it?' : `People wait to hear how it goes${by ? `, by ${when(by)}` : ''}.`;
  return [...about(row, asks), actions(...next(row))];
}

/** The board may lag: what was answered meanwhile is asked no more. */
const handover = (id: Row['id'], row: Row, { request, asks }: Row['incident']['passing']): KnownBlock[] =>
  request ? [...about(row, `${mention(request.by)} asks ${named(request.team)} to take it. Is it yours?`), answerButtons(id, asks)] : [];

/** What is usually next where it stands; the card in its channel has the rest. */
function next({ id, incident }: Row): Button[] {
  const take = holderOf(incident) === undefined ? [acknowledgeButton(id)] : [];
  const hurt = incident.state === 'mitigated' ? [] : [mitigateButton(id)];
  return [...take, updateButton(id), gradeButton(id), impactButton(id), ...hurt, resolveButton(id)];
}

/** What people wrote stands for itself, as it is. */
function about({ id, incident, title, service }: Row, say?: string): [SectionBlock, KnownBlock] {
  const room = incident.room.state === 'open' ? ` · ${channelLink(incident.room.channel)}` : '';
  const hidden = incident.private ? ' · private' : '';
  const line = `*${id}* · ${severityLabel(incident)} · ${named(service)} · ${standing(incident)}${room}${hidden}`;
  return [literal(title), context(line, `since ${when(incident.declaredAt, 'day and time')}`, ...(say ? [`*${say}*`] : []))];
}

const mostNamed = 8;

function teams({ services, servicesOf }: Home): KnownBlock[] {
  if (services.length === 0) return [context('No service of your teams has an open incident.')];
  const lines = services.map(({ name, open }) => {
    const some = open.slice(0, mostNamed).map(({ id, severity }) => `${id} ${severity.toUpperCase()}`);
    return `*${named(name)}*: ${[...some, ...(open.length > mostNamed ? [`${open.length - mostNamed} more`] : [])].join(', ')}`;
  });
  return [section(`*Services of your teams with open incidents*${of(services.length, servicesOf)}`), section(lines.join('\n'))];
}

function all({ all: rows, matching, open, pages, filter, service, guest }: Home): KnownBlock[] {
  const one = filter.severity !== undefined || filter.service !== undefined || filter.mine;
  const none = one ? 'None of the open incidents is like this.' : guest ? 'You are in no open incident.' : 'Nothing is open. Good.';
  return [
    header(guest ? 'Open incidents you are in' : `Open incidents (${open})`),
    ...(open === 0 ? [] : [filters(filter, service, one, guest)]),
    ...(rows.length === 0 ? [section(none)] : rows.flatMap((row) => watched(row))),
    ...(matching > rows.length ? [context(`${matching} like this · page ${filter.page} of ${pages}`), pager(filter.page, pages)] : []),
    context('`/incident` declares one. `/incident help` shows what else there is.'),
  ];
}

const watched = (row: Row): KnownBlock[] => {
  const [title, line] = about(row);
  return [{ ...title, accessory: subscribeButton(row.id) }, line];
};

function filters(
  { severity, mine: onlyMine, service: slug }: Filter,
  service: string | undefined,
  any: boolean,
  guest: boolean,
): KnownBlock {
  const severities = Severity.options.map((one) => option(one, one.toUpperCase()));
  const chosen = severities.find(({ value }) => value === severity);
  return actions(
    {
      type: 'static_select',
      action_id: ids.severity,
      placeholder: plain('Severity', 150),
      options: severities,
      ...(chosen && { initial_option: chosen }),
    },
    {
      type: 'external_select',
      action_id: serviceSearched,
      min_query_length: 0,
      placeholder: plain('Service', 150),
      ...(slug && { initial_option: option(slug, service ?? slug) }),
    },
    ...(guest ? [] : [button(ids.mine, onlyMine ? 'Mine only ✓' : 'Mine only', onlyMine ? 'no' : 'yes')]),
    ...(any ? [button(ids.all, 'Show all', 'all')] : []),
  );
}

const pager = (page: number, pages: number): KnownBlock =>
  actions(
    ...(page > 1 ? [button(`${ids.page}:${page - 1}`, 'Newer', String(page - 1))] : []),
    ...(page < pages ? [button(`${ids.page}:${page + 1}`, 'Older', String(page + 1))] : []),
  );

type Pressed = { action_id: string; value?: string | undefined; chosen?: string | undefined };

/** The reader beside the view: what somebody wants to see now, from what they saw and what they pressed. A new filter begins at its first page. */
export function read({ action_id, value, chosen }: Pressed, filter: Filter): Filter {
  switch (action_id) {
    case ids.all:
      return { mine: false, page: 1 };
    case ids.mine:
      return { ...filter, mine: value === 'yes', page: 1 };
    case ids.severity: {
      const { severity: _, ...others } = filter;
      return { ...others, ...(chosen && { severity: Severity.parse(chosen) }), page: 1 };
    }
    case serviceSearched: {
      const { service: _, ...others } = filter;
      return { ...others, ...(chosen && { service: ServiceSlug.parse(chosen) }), page: 1 };
    }
    default:
      return { ...filter, page: Math.max(1, Number.parseInt(value ?? '1', 10) || 1) };
  }
}
