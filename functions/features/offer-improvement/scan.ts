import { each, type Failure } from '#domain/each';
import { improvementsOfServiceRef } from '#domain/improvement/beside';
import { listImprovements } from '#domain/improvement/board';
import { type Improvement, improvementRef, improvements, isOpen } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { type AggregateId, serviceId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import { hasLeft } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Ref } from '#domain/records';
import { listTeams } from '#domain/team/board';
import { offerImprovement } from './decide.ts';

const service = serviceId('');

/** One that cannot be offered keeps none of the others; whoever asked comes back for it. */
const offerEach = (stage: Stage, ids: ImprovementId[]): Promise<Failure[]> =>
  each(
    ids,
    (id) => id,
    (id) => perform(stage, improvements, id, offerImprovement, { at: stage.now() }),
  );
async function offerAll(stage: Stage, ids: ImprovementId[]): Promise<void> {
  const [failed] = await offerEach(stage, ids);
  if (failed) throw new Error(`${failed.what} could not follow its service: ${failed.why}`);
}

/** They go where their service goes. */
export async function followService(stage: Stage, id: AggregateId): Promise<void> {
  const [listed] = await stage.records.load([improvementsOfServiceRef(id.slice(service.length))] as Ref<unknown>[]);
  const ids = ((listed?.value ?? []) as { improvement: ImprovementId }[]).map(({ improvement }) => improvement);
  const heads = ids.length === 0 ? [] : await stage.records.load(ids.map(improvementRef) as Ref<unknown>[]);
  await offerAll(
    stage,
    ids.filter((_, index) => isOpen(heads[index]?.value as Improvement)),
  );
}

/** What somebody was to do who has left is for the lead of their team to say. */
export async function followLeaving(stage: Stage & { boards: Boards }, person: PersonId): Promise<void> {
  const [found] = await stage.records.load([personRef(person)] as Ref<unknown>[]);
  if (!hasLeft(found?.value as Person)) return;
  const all = await listImprovements(stage.boards, 'to the end');
  await offerAll(
    stage,
    all.filter(({ owner }) => owner === person).map(({ id }) => id),
  );
}

/** Every night: what waits is asked of whoever leads by now, and nothing stays with a team or a person that is there no more. */
export async function scanImprovements(stage: Stage & { boards: Boards }): Promise<Failure[]> {
  const [all, standing] = await Promise.all([listImprovements(stage.boards, 'to the end'), listTeams(stage.boards)]);
  const teams = new Set<string>(standing.map(({ slug }) => slug));
  const owners = [...new Set(all.flatMap(({ owner }) => owner ?? []))];
  const people = owners.length === 0 ? [] : await stage.records.load(owners.map(personRef) as Ref<unknown>[]);
  const left = new Set(owners.filter((_, index) => hasLeft(people[index]?.value as Person)));
  const open = all.filter(({ team, owner, waiting }) => team !== null && (waiting || !teams.has(team) || (owner && left.has(owner))));
  return offerEach(
    stage,
    open.map(({ id }) => id),
  );
}
