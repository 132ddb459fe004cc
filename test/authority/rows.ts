import { alerts } from '#domain/alert/alert';
import type { Actor } from '#domain/incident/authority';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { services } from '#domain/service/service';
import { acknowledgeIncident, releaseIncident } from '#features/acknowledge-incident/decide';
import { archiveChannel } from '#features/archive-channel/decide';
import { askWhetherOver, sayItGoesOn } from '#features/ask-whether-over/decide';
import { assignRole } from '#features/assign-role/decide';
import { cancelIncident } from '#features/cancel-incident/decide';
import { clearGuardrails } from '#features/clear-guardrail/decide';
import { closeIncident } from '#features/close-incident/decide';
import { dateMessage } from '#features/date-message/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { reportIncident } from '#features/declare-incident/report';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { countDuplicate, followDuplicate } from '#features/duplicate-incident/report';
import { escalateIncident } from '#features/escalate-incident/decide';
import { learnMessage } from '#features/follow-message/decide';
import { gradeIncident } from '#features/grade-incident/decide';
import { grantAccess } from '#features/grant-access/decide';
import { answerHandover, askHandover, lapseHandover } from '#features/handover-incident/decide';
import { hideIncident } from '#features/hide-incident/decide';
import { identifyService } from '#features/identify-service/decide';
import { configureOrganisation, describeTeam, knowElsewhere, retireTeam, setRota, setShare } from '#features/keep-catalogue/decide';
import { keepService } from '#features/keep-catalogue/keep';
import { mitigateIncident } from '#features/mitigate-incident/decide';
import { noteIncident } from '#features/note-incident/decide';
import { observeChannel, observeGroup, observePerson } from '#features/observe-workspace/decide';
import { recordChannel } from '#features/open-channel/decide';
import { recordPage } from '#features/page-people/decide';
import { recordTeamPage } from '#features/page-team/decide';
import { pinMessage } from '#features/pin-message/decide';
import { judgeAlert, nameService, placeAlert } from '#features/place-alert/decide';
import { raiseIncident, raiseUnrestored } from '#features/raise-incident/decide';
import { recordCallout } from '#features/record-callout/decide';
import { recordIncident } from '#features/record-incident/decide';
import { remindUpdate, snoozeUpdate } from '#features/remind-update/decide';
import { renameIncident } from '#features/rename-incident/decide';
import { reopenIncident } from '#features/reopen-incident/decide';
import { resolveIncident } from '#features/resolve-incident/decide';
import { routeIncident } from '#features/route-incident/decide';
import { setImpact } from '#features/set-impact/decide';
import { subscribeIncident, unsubscribeIncident } from '#features/subscribe-incident/decide';
import { swarmPeople } from '#features/swarm-people/decide';
import { clearAlert, clearOnIncident } from '#features/take-alert/decide';
import { updateIncident } from '#features/update-incident/decide';
import { lena, plus, slug } from '#test/builders';
import { answerRows } from './answer-rows.ts';
import { improvementMachineOnly, improvementRows } from './improvement-rows.ts';
import { type KindName, kindNames } from './kinds.ts';
import { meetingMachineOnly, meetingRows } from './meeting-rows.ts';
import { postmortemMachineOnly, postmortemRows } from './postmortem-rows.ts';
import { type Expected, looking, type MachineOnly, onAlert, onIncident, type Row, type Verdict } from './row.ts';
import {
  aMessage,
  anotherOfTheSame,
  channelIsKeptPosted,
  declaration,
  deskIsAsked,
  goneQuiet,
  holderHasLeft,
  itIsADuplicate,
  itIsResolved,
  messageIsPinned,
  nobodyHasIt,
  nothingThere,
  responderHasIt,
  roomIsOpen,
  serviceUnknown,
} from './scenes.ts';
import { serviceMachineOnly, serviceRows } from './service-rows.ts';
import { teamMachineOnly, teamRows } from './team-rows.ts';
import { transferMachineOnly, transferRows } from './transfer-rows.ts';

const all = (verdict: Verdict) => Object.fromEntries(kindNames.map((name) => [name, verdict])) as Expected;
/** Whoever is a person, guests too. */
const people = (verdict = 'yes'): Expected => ({ ...all(verdict), deactivated: 'not_a_person', bot: 'not_a_person' });
/** Whoever the incident exists for. */
const those = (verdict = 'yes'): Expected => ({ ...people(verdict), outsider: 'no_incident', guest: 'guest_outside' });
/** Speaking in the room of a private one is not enough: the record has to have let them in. */
const insiders = (expected: Expected): Expected => ({ ...expected, visitor: 'not_an_insider', 'guest visitor': 'not_an_insider' });
const guests = (verdict: Verdict) => ({ 'guest in it': verdict, 'guest visitor': verdict });
const only = (name: KindName, others: Verdict): Expected => ({ ...those(others), [name]: 'yes' });

const members: Expected = { ...people(), guest: 'alert_by_guest', ...guests('alert_by_guest') };
const did = ({ events }: { events: object[] }) => events.length > 0;

const press = (actor: Actor, at: string) => ({ ...actor, at });

/** Every act that people start, one line each; what they may look at stands beside it. */
export const rows: Row[] = [
  onIncident('declare an incident', declareIncident, nothingThere, ({ by }) => declaration({ by }), people()),
  onIncident('report the same', reportIncident, nobodyHasIt, ({ by }) => declaration({ by, titleId: 'report' }), {
    ...people(),
    outsider: 'no_incident',
    visitor: 'no_incident',
    'guest visitor': 'no_incident',
  }),
  looking('see it in `list` and `status`', nobodyHasIt, those()),
  onIncident('take it, while nobody has it', acknowledgeIncident, nobodyHasIt, press, insiders({ ...those(), ...guests('not_a_member') })),
  onIncident(
    'take what another has',
    acknowledgeIncident,
    responderHasIt,
    press,
    insiders({
      ...those('already_acknowledged'),
      responder: 'nothing',
      ...guests('not_a_member'),
    }),
  ),
  onIncident(
    'take what someone had who has left',
    acknowledgeIncident,
    holderHasLeft,
    press,
    insiders({
      ...those(),
      responder: 'nothing',
      ...guests('not_a_member'),
    }),
  ),
  onIncident('give it back', releaseIncident, responderHasIt, press, only('responder', 'not_yours')),
  onIncident('give back what nobody has', releaseIncident, nobodyHasIt, press, those('nobody_has_it')),
  onIncident(
    'say which service it is',
    identifyService,
    serviceUnknown,
    (actor, at) => ({ ...actor, at, service: slug('bedroom') }),
    insiders(those()),
  ),
  onIncident(
    'change how bad it is',
    gradeIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, severity: 'sev3' as const, reason: 'Only staff are affected', reasonId: 'why' }),
    those(),
  ),
  onIncident(
    'give somebody a role',
    assignRole,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, assignments: [{ role: 'commander' as const, person: lena }] }),
    insiders(those()),
  ),
  onIncident(
    'take a role',
    assignRole,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, assignments: [{ role: 'scribe' as const, person: actor.by }] }),
    insiders({ ...those(), ...guests('cannot_have_role') }),
  ),
  onIncident(
    'give it another title',
    renameIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, title: 'No bed can be ordered', titleId: 'title2' }),
    those(),
  ),
  onIncident(
    'say when customers were hurt',
    setImpact,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, level: 'partial' as const, reasonId: 'why' }),
    those(),
  ),
  onIncident(
    'put a note on record',
    noteIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, text: 'Restarted the queue', textId: 'note' }),
    those(),
  ),
  onIncident(
    'put a message of the room on the timeline',
    pinMessage,
    roomIsOpen,
    (actor, at) => ({ ...actor, at, seen: '1773151300.000100', message: aMessage, on: true, entryId: 'entry' }),
    those(),
  ),
  onIncident(
    'give a message on the timeline another time',
    dateMessage,
    messageIsPinned,
    (actor, at) => ({ ...actor, at, message: aMessage, entryId: 'entry2', happenedAt: '2026-03-10T13:40:00.000Z' }),
    those(),
  ),
  onIncident('be kept posted of it', subscribeIncident, nobodyHasIt, press, insiders({ ...those(), 'guest in it': 'subscribed_by_guest' })),
  onIncident(
    'keep a channel posted of it',
    subscribeIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, channel: { id: 'C0NEWS', member: true, shared: false, archived: false } }),
    { ...those(), insider: 'private_incident', visitor: 'private_incident', ...guests('channel_by_guest') },
  ),
  onIncident('hear no more of it', unsubscribeIncident, nobodyHasIt, press, those('nothing')),
  onIncident(
    'end that a channel is kept posted',
    unsubscribeIncident,
    channelIsKeptPosted,
    (actor, at) => ({ ...actor, at, channel: 'C0NEWS' }),
    { ...those(), insider: 'nothing', visitor: 'nothing', 'guest visitor': 'nothing' },
  ),
  onIncident(
    'tell how it goes',
    updateIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, text: 'Rolling back', textId: 'update' }),
    those(),
  ),
  onIncident('put the reminder off', snoozeUpdate, nobodyHasIt, (actor, at) => ({ ...actor, at, minutes: 30 }), those()),
  onIncident('say that it still goes on', sayItGoesOn, nobodyHasIt, press, those('nothing')),
  onIncident('say that it still goes on, when that was asked', sayItGoesOn, goneQuiet, press, those()),
  onIncident('bring somebody in', swarmPeople, nobodyHasIt, (actor, at) => ({ ...actor, at, people: [lena], groups: [], service: '' }), {
    ...those(),
    visitor: 'not_an_insider',
    ...guests('swarm_by_guest'),
  }),
  onIncident(
    'escalate what nobody has',
    raiseIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, reason: 'No help', reasonId: 'why' }),
    insiders({
      ...those(),
      ...guests('escalate_by_guest'),
    }),
  ),
  onIncident(
    'escalate what those who build it have',
    raiseIncident,
    responderHasIt,
    (actor, at) => ({ ...actor, at, reason: 'No help', reasonId: 'why' }),
    insiders({ ...those('nobody_above'), ...guests('escalate_by_guest') }),
  ),
  onIncident(
    'ask another team to take it',
    askHandover,
    responderHasIt,
    (actor, at) => ({ ...actor, at, team: 'service-desk', reason: 'Theirs', reasonId: 'why' }),
    insiders({ ...those(), ...guests('handover_by_guest') }),
  ),
  onIncident(
    'take it for the team that was asked, here the reporter’s',
    answerHandover,
    deskIsAsked,
    (actor, at) => ({ ...actor, at, accepted: true, reason: '', reasonId: 'no' }),
    insiders({ ...those('not_of_the_team'), reporter: 'yes' }),
  ),
  onIncident(
    'decline it for that team, or take the question back',
    answerHandover,
    deskIsAsked,
    (actor, at) => ({ ...actor, at, accepted: false, reason: '', reasonId: 'no' }),
    insiders({ ...those('not_of_the_team'), reporter: 'yes', responder: 'yes', insider: 'yes' }),
  ),
  onIncident('let somebody in', grantAccess, nobodyHasIt, (actor, at) => ({ ...actor, at, people: [lena] }), {
    ...those('not_private'),
    insider: 'yes',
    visitor: 'not_an_insider',
    ...guests('access_by_guest'),
  }),
  onIncident('make it private', hideIncident, nobodyHasIt, (actor, at) => ({ ...actor, at, members: [] }), {
    ...those(),
    insider: 'nothing',
    visitor: 'nothing',
    ...guests('ended_by_guest'),
  }),
  onIncident('say that customers are no longer hurt', mitigateIncident, nobodyHasIt, press, those()),
  onIncident(
    'say that it is over',
    resolveIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, fix: 'permanent' as const, how: 'Rolled back', howId: 'how' }),
    { ...those(), ...guests('ended_by_guest') },
  ),
  onIncident('open it again', reopenIncident, itIsResolved, (actor, at) => ({ ...actor, at, reason: 'It is back', reasonId: 'why' }), {
    ...those(),
    ...guests('ended_by_guest'),
  }),
  onIncident('close what is resolved', closeIncident, itIsResolved, press, { ...those(), ...guests('ended_by_guest') }),
  onIncident(
    'call it a false alarm',
    cancelIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, reason: 'It was the load test', reasonId: 'why' }),
    { ...those(), ...guests('ended_by_guest') },
  ),
  onIncident(
    'say that it is the same as another',
    duplicateIncident,
    anotherOfTheSame,
    (actor, at) => ({ ...actor, at, of: 'INC-310' as const }),
    { ...those(), visitor: 'no_incident', ...guests('ended_by_guest') },
  ),
  onIncident('say that it is one of its own after all', duplicateIncident, itIsADuplicate, (actor, at) => ({ ...actor, at, of: null }), {
    ...those(),
    ...guests('ended_by_guest'),
  }),
  onIncident(
    'put on record what is over',
    recordIncident,
    nothingThere,
    ({ by }, at) => ({
      ...declaration({ by, at }),
      from: plus(at, -60),
      to: plus(at, -20),
      impact: 'partial' as const,
      fix: 'permanent' as const,
      how: 'Dried',
      howId: 'how',
    }),
    { ...people(), guest: 'recorded_by_guest', ...guests('recorded_by_guest') },
  ),
  onAlert(
    'say what an alert belongs to',
    placeAlert,
    async (stage, id, by) => did(await perform(stage, alerts, id, placeAlert, { by, at: stage.now(), service: slug('bedroom') })),
    members,
  ),
  onAlert(
    'make what a monitor calls it a name of a service',
    nameService,
    async (stage, _, by) =>
      did(await perform(stage, services, serviceId('bedroom'), nameService, { by, at: stage.now(), key: 'beds-5xx' })),
    members,
  ),
  onAlert(
    'say that an alert is noise',
    judgeAlert,
    async (stage, id, by) => did(await perform(stage, alerts, id, judgeAlert, { by, at: stage.now(), noise: true })),
    members,
  ),
  ...teamRows,
  ...transferRows,
  ...serviceRows,
  ...postmortemRows,
  ...answerRows,
  ...meetingRows,
  ...improvementRows,
];

const timers = 'a timer, the sweep, or whoever reconciles';
const reaction = 'follows by itself';
const operator = 'the catalogue file, by whoever operates the AWS account';
const slack = 'Slack says so';
const monitors = 'a monitor says so';

export const machineOnly: MachineOnly[] = [
  ...teamMachineOnly,
  ...transferMachineOnly,
  ...serviceMachineOnly,
  ...postmortemMachineOnly,
  ...meetingMachineOnly,
  ...improvementMachineOnly,
  { act: routeIncident, because: reaction },
  { act: escalateIncident, because: timers },
  { act: remindUpdate, because: timers },
  { act: raiseUnrestored, because: timers },
  { act: lapseHandover, because: timers },
  { act: recordCallout, because: reaction },
  { act: askWhetherOver, because: timers },
  { act: archiveChannel, because: timers },
  { act: clearGuardrails, because: timers },
  { act: recordChannel, because: reaction },
  { act: recordPage, because: reaction },
  { act: recordTeamPage, because: reaction },
  { act: clearAlert, because: monitors },
  { act: clearOnIncident, because: monitors },
  { act: knowElsewhere, because: operator },
  { act: countDuplicate, because: reaction },
  { act: followDuplicate, because: reaction },
  { act: configureOrganisation, because: operator },
  { act: describeTeam, because: operator },
  { act: setRota, because: operator },
  { act: setShare, because: operator },
  { act: keepService, because: operator },
  { act: retireTeam, because: operator },
  { act: learnMessage, because: slack },
  { act: observePerson, because: slack },
  { act: observeGroup, because: slack },
  { act: observeChannel, because: slack },
];
