import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { descriptionOf, type KnownTeam, type TeamDescription } from '#domain/team/team';
import { TeamSlug } from '#domain/team/team-slug';
import { TeamType } from '#domain/team/team-type';
import { WorkingHours } from '#domain/team/working-hours';
import { GroupId } from '#domain/workspace/group';
import { option } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { mentioned } from '#slack-kit/mentioned';
import { teamTypeName } from '#slack-kit/team-words';
import { opened, touched } from '#slack-kit/touched';
import type { ChangeTeam } from './decide.ts';

export const submitted = { create: 'create-team', change: 'describe-team' } as const;
const names = {
  slug: 'slug',
  name: 'name',
  type: 'type',
  lead: 'lead',
  techLead: 'tech-lead',
  members: 'members',
  zone: 'zone',
  hours: 'hours',
  holidays: 'holidays',
  region: 'region',
  channel: 'channel',
  group: 'group',
  headcount: 'headcount',
  domains: 'domains',
  budgetHolder: 'budget-holder',
} as const;
const About = z.object({ slug: TeamSlug.optional() });

const typeOption = (type: TeamType) => option(type, teamTypeName[type]);
const text = (initial: string | undefined, longest: number) => ({
  type: 'plain_text_input' as const,
  max_length: longest,
  ...(initial && { initial_value: initial }),
});
const hoursSaid = ({ days, from, to }: WorkingHours) => `${days.join(' ')} ${from}-${to}`.trim();

/** What is known of a team, to be put on record or changed. */
export function teamModal(by: PersonId, zone: string, slug: string | undefined, team?: KnownTeam): ModalView {
  const known = team && descriptionOf(team);
  const create = team === undefined;
  const questions = [
    ...(create
      ? [
          question(names.slug, 'Name in the catalogue', text(slug, 40), {
            hint: 'Small letters, digits and dashes, for example home-mpt. It is never used twice.',
          }),
        ]
      : []),
    question(names.name, 'Name', text(known?.name, 100)),
    question(names.type, 'What kind of team?', {
      type: 'static_select',
      options: TeamType.options.map(typeOption),
      initial_option: typeOption(known?.teamType ?? 'delivery_team'),
    }),
    question(names.lead, 'Lead', { type: 'users_select', initial_user: known?.lead ?? by }),
    question(
      names.techLead,
      'Tech lead',
      { type: 'users_select', ...(known?.techLead && { initial_user: known.techLead }) },
      { optional: true },
    ),
    question(
      names.members,
      'Members',
      { type: 'multi_users_select', ...(known && known.members.length > 0 && { initial_users: known.members }) },
      { optional: true },
    ),
    question(names.zone, 'Time zone', text(known?.zone ?? zone, 60), { hint: 'For example Europe/London.' }),
    question(names.hours, 'Working hours', text(known ? hoursSaid(known.workingHours) : 'mon tue wed thu fri 09:00-17:30', 60)),
    question(names.holidays, 'Holidays', text(known?.holidays.join(' '), 3000), {
      optional: true,
      hint: 'Days on which it does not work: 2026-12-25 2026-12-28',
    }),
    question(names.region, 'Region', text(known?.region, 60), { optional: true }),
    question(names.channel, 'Channel', text(known?.channel, 80), {
      optional: true,
      hint: 'Its name without #. Its topic names who is on call.',
    }),
    question(names.group, 'Slack group', text(known?.group, 60), { optional: true, hint: 'Its id, as Slack shows it: S0123ABCD.' }),
    question(names.headcount, 'People', text(known?.headcount?.toString(), 4), {
      optional: true,
      hint: 'How many work in it, where they are not all in Slack.',
    }),
    question(names.domains, 'Product domains', text(known?.productDomains?.join(', '), 500), { optional: true }),
    question(
      names.budgetHolder,
      'Who holds its budget?',
      { type: 'users_select', ...(known?.budgetHolder && { initial_user: known.budgetHolder }) },
      { optional: true },
    ),
  ];
  return modal(
    create ? submitted.create : submitted.change,
    create ? 'A team' : 'Edit the team',
    create ? 'Put on record' : 'Change it',
    questions,
    create ? {} : { ...(slug && { slug }), ...opened(questions) },
  );
}

/** Which word of the description each question asks for; members are added and taken out one by one. */
const asks = {
  name: 'name',
  type: 'teamType',
  lead: 'lead',
  techLead: 'techLead',
  zone: 'zone',
  hours: 'workingHours',
  holidays: 'holidays',
  region: 'region',
  channel: 'channel',
  group: 'group',
  headcount: 'headcount',
  domains: 'productDomains',
  budgetHolder: 'budgetHolder',
} as const satisfies Partial<Record<keyof typeof names, keyof TeamDescription>>;

/** What somebody has changed in the form since it was opened. */
export function readChange(view: Filled, team: KnownTeam): Omit<ChangeTeam, 'by' | 'at'> {
  const { described } = read(view);
  const { changed, moved } = touched(view);
  const fields = Object.entries(asks).filter(([asked]) => changed(names[asked as keyof typeof asks]));
  return {
    described: Object.fromEntries(fields.map(([, field]) => [field, described[field]])),
    members: moved(names.members, team.members, described.members),
  };
}

export function read(view: Filled): { slug: TeamSlug | undefined; described: TeamDescription } {
  const { text: said, choice, person, people } = answers(view);
  const carried = About.parse(JSON.parse(view.private_metadata)).slug;
  const [techLead, holder, headcount] = [person(names.techLead), person(names.budgetHolder), Number(said(names.headcount))];
  const group = groupSaid(said(names.group));
  const domains = listed(said(names.domains), /,/);
  const [region, channel] = [said(names.region), said(names.channel)?.replace(/^#/, '')];
  return {
    slug: carried ?? TeamSlug.safeParse(said(names.slug)?.toLowerCase()).data,
    described: {
      name: said(names.name) ?? '',
      teamType: TeamType.parse(choice(names.type) ?? 'delivery_team'),
      zone: said(names.zone) ?? '',
      ...(region && { region }),
      workingHours: readHours(said(names.hours) ?? ''),
      holidays: listed(said(names.holidays), /[\s,]+/).map(readDay),
      lead: PersonId.parse(person(names.lead)),
      ...(techLead && { techLead: PersonId.parse(techLead) }),
      members: people(names.members).map((one) => PersonId.parse(one)),
      ...(Number.isInteger(headcount) && headcount > 0 && { headcount }),
      ...(domains.length > 0 && { productDomains: domains }),
      ...(holder && { budgetHolder: PersonId.parse(holder) }),
      ...(group && { group }),
      ...(channel && { channel }),
    },
  };
}

export const slugIn = (view: Filled) => About.parse(JSON.parse(view.private_metadata)).slug;

const listed = (said: string | undefined, between: RegExp) =>
  (said ?? '')
    .split(between)
    .map((one) => one.trim())
    .filter((one) => one !== '');

function groupSaid(said: string | undefined): GroupId | undefined {
  if (said === undefined) return undefined;
  const group = GroupId.safeParse(mentioned(said).groups[0] ?? said);
  if (!group.success) throw new Rejection('no_such_group', 'That is no id of a Slack group, such as S0123ABCD. Nothing has changed.');
  return group.data;
}

/** `mon tue wed 09:00-17:30`. */
export function readHours(said: string): WorkingHours {
  const [, days = '', from = '', to = ''] = /^([a-z\s,]*?)\s*(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/i.exec(said.trim()) ?? [];
  const hours = WorkingHours.safeParse({
    days: listed(days.toLowerCase(), /[\s,]+/).map((day) => day.slice(0, 3)),
    from: from.padStart(5, '0'),
    to: to.padStart(5, '0'),
  });
  if (!hours.success)
    throw new Rejection('unread_hours', 'I cannot read those working hours. Try “mon tue wed thu fri 09:00-17:30”. Nothing has changed.');
  return hours.data;
}

function readDay(said: string): string {
  const day = z.iso.date().safeParse(said);
  if (!day.success) throw new Rejection('unread_day', `“${said}” is no day such as 2026-12-25. Nothing has changed.`);
  return day.data;
}
