import { type Improvement, improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { AggregateId } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type Parties, partyRefs, readableTo } from '#domain/postmortem/authority';
import { type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Ref } from '#domain/records';
import { type KindName, kindNames } from './kinds.ts';
import { imp1, pm311 } from './postmortem-scenes.ts';
import { type Expected, onRecord, type Row, type Verdict } from './row.ts';
import type { Scene } from './scenes.ts';

export const each = (verdict: Verdict, ...names: readonly KindName[]) =>
  Object.fromEntries(names.map((name) => [name, verdict])) as Partial<Expected>;
/** Whoever reads it before it is published. */
const readers: readonly KindName[] = [
  'reporter',
  'responder',
  'on-call',
  'owner lead',
  'tech lead',
  'product manager',
  'delegate',
  'postmortem owner',
  'facilitator',
  'commander',
  'insider',
];
/** Whoever may read it gets this verdict; for the others it is not there, or not theirs yet. */
export const decided = (verdict: Verdict, special: Partial<Expected> = {}): Expected => ({
  ...(each('not_yours_to_read', ...kindNames) as Expected),
  ...each('guests_do_not_read', 'guest', 'guest in it'),
  ...each(verdict, ...readers),
  ...each('no_postmortem', 'outsider', 'visitor', 'guest visitor'),
  ...each('not_a_person', 'deactivated', 'bot'),
  ...special,
});
/** Those may, and the rest of those who read it are told who may. */
export const by = (refusal: Verdict, ...those: KindName[]): Expected => decided(refusal, each('yes', ...those));

/** An act on a postmortem. A private one answers an outsider as if there were none, which the test asks of every row. */
export const onPostmortem = <Facts, Command>(
  what: string,
  act: Act<Postmortem, Facts, Command, PostmortemEvent>,
  scene: Scene<AggregateId>,
  command: (by: PersonId, at: string) => Command,
  expected: Expected,
): Row => hideable(onRecord(what, postmortems, act, scene, command, expected), pm311);
export const onImprovement = <Facts, Command>(
  what: string,
  act: Act<Improvement, Facts, Command, ImprovementEvent>,
  scene: Scene<AggregateId>,
  command: (by: PersonId, at: string) => Command,
  expected: Expected,
): Row => hideable(onRecord(what, improvements, act, scene, command, expected), imp1);
const hideable = ({ known: _known, ...row }: Row, id: AggregateId): Row => ({
  ...row,
  attempt: (stage, _, actor) => row.attempt(stage, id, actor),
});

export const reading = (what: string, scene: Scene<AggregateId>, expected: Expected): Row => ({
  what,
  scene,
  expected,
  async attempt({ records }, _, { by: viewer }) {
    const [head] = await records.load([postmortemRef('PM-311')] as Ref<unknown>[]);
    const postmortem = head?.value as Postmortem;
    const refs = partyRefs(postmortem, viewer);
    const names = Object.keys(refs) as (keyof Parties)[];
    const found = await records.load(names.map((name) => refs[name]) as Ref<unknown>[]);
    const parties = Object.fromEntries(names.map((name, index) => [name, found[index]?.value])) as unknown as Parties;
    return readableTo(postmortem, viewer, parties).state !== 'dropped';
  },
});
