import type { Actor } from '#domain/incident/authority';
import { acknowledgeIncident, releaseIncident } from '#features/acknowledge-incident/decide';
import { assignRole } from '#features/assign-role/decide';
import { cancelIncident } from '#features/cancel-incident/decide';
import { closeIncident } from '#features/close-incident/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { reportIncident } from '#features/declare-incident/report';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { countDuplicate, followDuplicate } from '#features/duplicate-incident/report';
import { escalateIncident } from '#features/escalate-incident/decide';
import { gradeIncident } from '#features/grade-incident/decide';
import { identifyService } from '#features/identify-service/decide';
import { assertOwnership, configureOrganisation, describeTeam, registerService, setRota } from '#features/keep-catalogue/decide';
import { mitigateIncident } from '#features/mitigate-incident/decide';
import { noteIncident } from '#features/note-incident/decide';
import { observeChannel, observeGroup, observePerson } from '#features/observe-workspace/decide';
import { recordChannel } from '#features/open-channel/decide';
import { recordPage } from '#features/page-people/decide';
import { renameIncident } from '#features/rename-incident/decide';
import { reopenIncident } from '#features/reopen-incident/decide';
import { resolveIncident } from '#features/resolve-incident/decide';
import { routeIncident } from '#features/route-incident/decide';
import { setImpact } from '#features/set-impact/decide';
import { subscribeIncident, unsubscribeIncident } from '#features/subscribe-incident/decide';
import { lena, slug } from '#test/builders';
import { type KindName, kindNames } from './kinds.ts';
import { type Expected, looking, type MachineOnly, onIncident, type Row, type Verdict } from './row.ts';
import {
  anotherOfTheSame,
  channelIsKeptPosted,
  declaration,
  holderHasLeft,
  itIsADuplicate,
  itIsResolved,
  nobodyHasIt,
  nothingThere,
  responderHasIt,
  serviceUnknown,
} from './scenes.ts';

const all = (verdict: Verdict) => Object.fromEntries(kindNames.map((name) => [name, verdict])) as Expected;
/** Whoever is a person, guests too. */
const people = (verdict = 'yes'): Expected => ({ ...all(verdict), deactivated: 'not_a_person', bot: 'not_a_person' });
/** Whoever the incident exists for. */
const those = (verdict = 'yes'): Expected => ({ ...people(verdict), outsider: 'no_incident', guest: 'guest_outside' });
const only = (name: KindName, others: Verdict): Expected => ({ ...those(others), [name]: 'yes' });

const press = (actor: Actor, at: string) => ({ ...actor, at });

/** Every act that people start, one line each; what they may look at stands beside it. */
export const rows: Row[] = [
  onIncident('declare an incident', declareIncident, nothingThere, ({ by }) => declaration({ by }), people()),
  onIncident('report the same', reportIncident, nobodyHasIt, ({ by }) => declaration({ by, titleId: 'report' }), {
    ...people(),
    outsider: 'no_incident',
  }),
  looking('see it in `list` and `status`', nobodyHasIt, those()),
  onIncident('take it, while nobody has it', acknowledgeIncident, nobodyHasIt, press, { ...those(), 'guest in it': 'not_a_member' }),
  onIncident('take what another has', acknowledgeIncident, responderHasIt, press, {
    ...those('already_acknowledged'),
    responder: 'nothing',
    'guest in it': 'not_a_member',
  }),
  onIncident('take what someone had who has left', acknowledgeIncident, holderHasLeft, press, {
    ...those(),
    responder: 'nothing',
    'guest in it': 'not_a_member',
  }),
  onIncident('give it back', releaseIncident, responderHasIt, press, only('responder', 'not_yours')),
  onIncident('give back what nobody has', releaseIncident, nobodyHasIt, press, those('nobody_has_it')),
  onIncident(
    'say which service it is',
    identifyService,
    serviceUnknown,
    (actor, at) => ({ ...actor, at, service: slug('bedroom') }),
    those(),
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
    those(),
  ),
  onIncident(
    'take a role',
    assignRole,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, assignments: [{ role: 'scribe' as const, person: actor.by }] }),
    { ...those(), 'guest in it': 'cannot_have_role' },
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
  onIncident('be kept posted of it', subscribeIncident, nobodyHasIt, press, those()),
  onIncident(
    'keep a channel posted of it',
    subscribeIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, channel: { id: 'C0NEWS', member: true, shared: false, archived: false } }),
    { ...those(), insider: 'private_incident', 'guest in it': 'channel_by_guest' },
  ),
  onIncident('hear no more of it', unsubscribeIncident, nobodyHasIt, press, those('nothing')),
  onIncident(
    'end that a channel is kept posted',
    unsubscribeIncident,
    channelIsKeptPosted,
    (actor, at) => ({ ...actor, at, channel: 'C0NEWS' }),
    { ...those(), insider: 'nothing' },
  ),
  onIncident('say that customers are no longer hurt', mitigateIncident, nobodyHasIt, press, those()),
  onIncident(
    'say that it is over',
    resolveIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, fix: 'permanent' as const, how: 'Rolled back', howId: 'how' }),
    { ...those(), 'guest in it': 'ended_by_guest' },
  ),
  onIncident('open it again', reopenIncident, itIsResolved, (actor, at) => ({ ...actor, at, reason: 'It is back', reasonId: 'why' }), {
    ...those(),
    'guest in it': 'ended_by_guest',
  }),
  onIncident('close what is resolved', closeIncident, itIsResolved, press, { ...those(), 'guest in it': 'ended_by_guest' }),
  onIncident(
    'call it a false alarm',
    cancelIncident,
    nobodyHasIt,
    (actor, at) => ({ ...actor, at, reason: 'It was the load test', reasonId: 'why' }),
    { ...those(), 'guest in it': 'ended_by_guest' },
  ),
  onIncident(
    'say that it is the same as another',
    duplicateIncident,
    anotherOfTheSame,
    (actor, at) => ({ ...actor, at, of: 'INC-310' as const }),
    { ...those(), 'guest in it': 'ended_by_guest' },
  ),
  onIncident('say that it is one of its own after all', duplicateIncident, itIsADuplicate, (actor, at) => ({ ...actor, at, of: null }), {
    ...those(),
    'guest in it': 'ended_by_guest',
  }),
];

const timers = 'a timer, the sweep, or whoever reconciles';
const reaction = 'follows by itself';
const operator = 'the catalogue file, by whoever operates the AWS account';
const slack = 'Slack says so';

export const machineOnly: MachineOnly[] = [
  { act: routeIncident, because: reaction },
  { act: escalateIncident, because: timers },
  { act: recordChannel, because: reaction },
  { act: recordPage, because: reaction },
  { act: countDuplicate, because: reaction },
  { act: followDuplicate, because: reaction },
  { act: configureOrganisation, because: operator },
  { act: describeTeam, because: operator },
  { act: setRota, because: operator },
  { act: registerService, because: operator },
  { act: assertOwnership, because: operator },
  { act: observePerson, because: slack },
  { act: observeGroup, because: slack },
  { act: observeChannel, because: slack },
];
