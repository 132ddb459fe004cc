import { gather } from '#domain/gather';
import type { Severity } from '#domain/incident/severity';
import type { PersonId } from '#domain/person/person';
import type { Records, Ref, Words } from '#domain/records';
import type { RegisteredService } from '#domain/service/service';
import type { ActiveTeam } from '#domain/team/team';
import { type ImprovementRight, type Parties, partyRefs, readableTo, rightsOf } from './authority.ts';
import { type Improvement, improvementRef, type KnownImprovement } from './improvement.ts';
import type { ImprovementId } from './improvement-kind.ts';

/** One improvement as somebody who may read it sees it. */
export type ShownImprovement = {
  id: ImprovementId;
  improvement: KnownImprovement;
  words: Words;
  /** What they are to it. */
  rights: ImprovementRight[];
  now: string;
  service?: RegisteredService;
  team?: ActiveTeam;
  /** How bad the incident was that it came out of. */
  peak?: Severity;
};

type Looking = { records: Pick<Records, 'load'>; now: () => string };

export async function improvementShown({ records, now }: Looking, id: ImprovementId, by: PersonId): Promise<ShownImprovement> {
  const [head] = await records.load([improvementRef(id)] as Ref<unknown>[]);
  const improvement = (head?.value ?? { state: 'none' }) as Improvement;
  const parties = await gather<Parties>(records, () => partyRefs(improvement, by));
  const known = readableTo(improvement, by, parties);
  const { service, team, postmortem } = parties;
  return {
    id,
    improvement: known,
    words: head?.words ?? {},
    rights: rightsOf(known, by, parties),
    now: now(),
    ...(service.state === 'registered' && { service }),
    ...(team.state === 'active' && { team }),
    ...(postmortem.state !== 'none' && { peak: postmortem.peak }),
  };
}
