import type { KnownImprovement } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Incident, incidents } from '#domain/incident/incident';
import type { IncidentId } from '#domain/incident/incident-id';
import { headRef, type Records, type Ref } from '#domain/records';

type One = { id: ImprovementId; improvement: KnownImprovement };

/** Those that came out of another incident too and are private by now: who reads this postmortem may be no insider of the other. */
export async function withheldAmong(
  { load }: Pick<Records, 'load'>,
  incident: IncidentId,
  all: readonly One[],
): Promise<ReadonlySet<ImprovementId>> {
  const shared = all.filter(({ improvement }) => improvement.incidents.some((one) => one !== incident));
  if (shared.length === 0) return new Set();
  const ids = [...new Set(shared.flatMap(({ improvement }) => improvement.incidents))];
  const found = await load(ids.map((one) => headRef(incidents, one)) as Ref<unknown>[]);
  const hidden = new Set(ids.filter((_, index) => isPrivate(found[index]?.value as Incident | undefined)));
  return new Set(
    shared.flatMap(({ id, improvement }) => (improvement.private || improvement.incidents.some((one) => hidden.has(one)) ? [id] : [])),
  );
}
const isPrivate = (incident: Incident | undefined) => incident !== undefined && incident.state !== 'none' && incident.private;
