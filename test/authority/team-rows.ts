import { serviceId, teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { services } from '#domain/service/service';
import { descriptionOf, teams } from '#domain/team/team';
import { GroupId } from '#domain/workspace/group';
import { changeHandBack } from '#features/change-hand-back/decide';
import { changeTeam, createTeam } from '#features/describe-team/decide';
import { detectGaps } from '#features/detect-gaps/decide';
import { disbandTeam } from '#features/disband-team/decide';
import { keepMembers } from '#features/keep-members/decide';
import { setPolicy } from '#features/keep-policy/decide';
import { coverTurn, endLeave, followGroup, readGroup, setOrder, takeLeave } from '#features/keep-rota/decide';
import { noteHandover, rotateOnCall } from '#features/rotate-on-call/decide';
import { stateSupport } from '#features/show-load/decide';
import { answerSwap, askSwap, lapseSwaps } from '#features/swap-week/decide';
import { asha, aTeam, ben, chloe, dev, gwen, hasTeam, plus, teamSlug } from '#test/builders';
import { type KindName, kinds } from './kinds.ts';
import { type MachineOnly, onRecord, type Row } from './row.ts';
import type { Scene } from './scenes.ts';
import { peopled } from './transfer-scenes.ts';
import { said, verdicts } from './verdicts.ts';

const [bedroom, attic, fresh] = [teamId('team-bedroom'), teamId('attic'), teamId('cellar')];
const standing: Scene<typeof bedroom> = async (stage) => {
  await peopled(stage);
  return bedroom;
};
const bed = serviceId('bedroom');
const owned: Scene<typeof bed> = async (stage) => {
  await peopled(stage);
  return bed;
};
const away: Scene<typeof bedroom> = async (stage) => {
  await peopled(stage);
  await perform(stage, teams, bedroom, takeLeave, {
    by: asha,
    at: stage.now(),
    person: asha,
    from: stage.now(),
    to: plus(stage.now(), 600),
  });
  return bedroom;
};
const asked: Scene<typeof bedroom> = async (stage) => {
  await peopled(stage);
  const week = plus(stage.now(), 10_080 * 2);
  await perform(stage, teams, bedroom, askSwap, { by: asha, at: stage.now(), id: 's1', with: kinds.responder.who, on: week });
  return bedroom;
};
const grouped: Scene<typeof bedroom> = async (stage) => {
  await peopled(stage);
  await hasTeam(stage, 'team-bedroom', aTeam({ techLead: kinds['tech lead'].who, group: GroupId.parse('S0BEDROOM') }));
  return bedroom;
};
/** Nothing rests on it. */
const idle: Scene<typeof attic> = async (stage) => {
  await peopled(stage);
  await hasTeam(
    stage,
    'attic',
    aTeam({ name: 'Attic', lead: kinds['owner lead'].who, techLead: kinds['tech lead'].who, group: undefined }),
  );
  return attic;
};
const notThere: Scene<typeof fresh> = async (stage) => {
  await peopled(stage);
  return fresh;
};

const { decided, by } = verdicts({ guests: 'team_by_guest' });
const keepers: KindName[] = ['owner lead', 'tech lead', 'org head', 'head of operations'];
const belonging: KindName[] = ['responder', 'on-call', 'owner lead', 'tech lead'];
const { state: _, rota: __, ...bare } = aTeam({ name: 'Cellar' });
const { group: ___, ...described } = bare;
const span = (at: string) => ({ from: plus(at, 60), to: plus(at, 600) });

export const teamRows: Row[] = [
  onRecord(
    'put a team on record that somebody else leads',
    teams,
    createTeam,
    notThere,
    (actor, at) => ({ by: actor, at, described: { ...described, lead: gwen } }),
    by('team_of_another', 'org head', 'head of operations'),
  ),
  onRecord(
    'say what a team is',
    teams,
    changeTeam,
    standing,
    (actor, at) => ({ by: actor, at, described: { ...descriptionOf(aTeam()), name: 'Beds' } }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'say who is in a team',
    teams,
    keepMembers,
    standing,
    (actor, at) => ({ by: actor, at, add: [gwen], remove: [] }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'give a rota a new order',
    teams,
    setOrder,
    standing,
    (actor, at) => ({ by: actor, at, order: [asha, chloe], starts: '2026-04-06', handOver: '10:00' }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'read a rota from a Slack group',
    teams,
    followGroup,
    grouped,
    (actor, at) => ({ by: actor, at, day: '2026-03-10' }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'have somebody stand in',
    teams,
    coverTurn,
    standing,
    (actor, at) => ({ by: actor, at, person: dev, role: 'superhero' as const, ...span(at) }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'take one’s own leave',
    teams,
    takeLeave,
    standing,
    (actor, at) => ({ by: actor, at, person: actor, ...span(at) }),
    by('not_in_the_team', ...belonging),
  ),
  onRecord(
    'take leave for the one who is on call',
    teams,
    takeLeave,
    standing,
    (actor, at) => ({ by: actor, at, person: asha, ...span(at) }),
    by('not_its_lead', ...keepers, 'on-call'),
  ),
  onRecord(
    'end their leave',
    teams,
    endLeave,
    away,
    (actor, at) => ({ by: actor, at, person: asha }),
    by('not_its_lead', ...keepers, 'on-call'),
  ),
  onRecord(
    'ask for a swap of one’s own week',
    teams,
    askSwap,
    standing,
    (actor, at) => ({ by: actor, at, id: 'swap', with: ben, on: at }),
    decided('no_turn_of_yours', { ...said('no_turn_then', 'responder', 'owner lead', 'tech lead'), 'on-call': 'yes' }),
  ),
  onRecord(
    'say yes to a swap, here the responder’s',
    teams,
    answerSwap,
    asked,
    (actor, at) => ({ by: actor, at, swap: 's1', accepted: true }),
    by('swap_not_asked', 'responder'),
  ),
  onRecord(
    'decline it, or take the question back',
    teams,
    answerSwap,
    asked,
    (actor, at) => ({ by: actor, at, swap: 's1', accepted: false }),
    by('swap_not_asked', 'responder', 'on-call'),
  ),
  onRecord(
    'leave a note for the next one',
    teams,
    noteHandover,
    standing,
    (actor, at) => ({ by: actor, at, week: at, words: 'Ladders are up', noteId: 'note' }),
    by('note_by_outsider', ...belonging),
  ),
  onRecord(
    'say how a team gives support',
    teams,
    setPolicy,
    standing,
    (actor, at) => ({ by: actor, at, words: 'Ask in the channel', policyId: 'policy' }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'say how much of a team goes into support',
    teams,
    stateSupport,
    standing,
    (actor, at) => ({ by: actor, at, percent: 40, weeks: 4 }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'disband a team on which nothing rests',
    teams,
    disbandTeam,
    idle,
    (actor, at) => ({ by: actor, at, slug: teamSlug('attic') }),
    by('not_its_lead', ...keepers),
  ),
  onRecord(
    'say who takes a service back',
    services,
    changeHandBack,
    owned,
    (actor, at) => ({ by: actor, at, to: teamSlug('service-desk') }),
    decided('not_theirs_to_say', {
      ...said('not_theirs_to_say', 'guest', 'guest in it', 'guest visitor'),
      ...said('yes', ...keepers, 'product manager', 'delegate'),
    }),
  ),
];

const timers = 'a timer, the nightly scan, or whoever reconciles';
export const teamMachineOnly: MachineOnly[] = [
  { act: rotateOnCall, because: timers },
  { act: lapseSwaps, because: timers },
  { act: detectGaps, because: timers },
  { act: readGroup, because: 'Slack says so' },
];
