import { section } from './blocks.ts';
import { privately } from './say.ts';

/** What each verb of `/team` takes, said by example. */
export const usage = {
  create:
    '`/team create home-mpt` opens a form. Whoever puts a team on record leads it, or heads a part of the organisation. A team that is there already is changed by its lead.',
  show: '`/team show home-mpt`\nWho is in it and leads it, who is on call, what it owns, and buttons for the rest. Without a team it is your own.',
  members: '`/team members home-mpt` shows them. `/team members home-mpt add @ana remove @ben` changes them; its lead does that.',
  rota: '`/team rota home-mpt` shows the next weeks. `… order @dev @ana @ben from 2026-04-06` gives it a new order from a week on, `… cover @ana from Sat 09:00 to Mon 09:00` has somebody stand in, `… away from 14 Mar to 16 Mar` is your leave (`… away @dev from … to …` somebody else’s), `… back` ends it sooner. `… group` reads who is on call from the team’s Slack group, and `… ics` is your own turns for a calendar.',
  oncall:
    '`/team oncall` is your own team, `/team oncall home-mpt` another one, `/team oncall checkout` whoever answers for a service; `… at Saturday 23:00` or `… at 2026-01-10 14:00` any other time.',
  swap: '`/team swap @ben 23 March`\nAsks Ben to take your week, or your turn as Side-kick, of that date; `… for 30 March` offers to take his of that week. He says yes or no; nothing changes until he does.',
  load: '`/team load home-mpt`\nWhat rests on a team: services, rota, calls at night, transfers. `/team load home-mpt support 40%` puts on record how much of its capacity goes into support, until that is measured.',
  policy:
    '`/team policy home-mpt` shows how it gives support. `/team policy home-mpt https://wiki.example/support Ask in our channel; we answer within a working day` changes it: a link, words, or both. `/team policy home-mpt improvements 25 %` says how much of its time is meant for improvements after incidents.',
  disband:
    '`/team disband team-bedroom`, or `/team disband team-bedroom for home-mpt` where another team comes after it. Refused while anything rests on it: people leave, services do not.',
} as const;
export type TeamVerb = keyof typeof usage;

/** The verb was understood and the rest was not. */
export const teamHelp = (verb: TeamVerb) => privately(usage[verb], [section(usage[verb])]);
