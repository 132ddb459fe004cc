import type { Desk } from '#domain/desk';
import { noSuchIncident } from '#domain/incident/authority';
import { IncidentEvent } from '#domain/incident/events';
import { IncidentId, incidents } from '#domain/incident/incident';
import { serviceName, viewIncident } from '#domain/incident/view';
import { perform } from '#domain/perform';
import { isPerson } from '#domain/person/author';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { nearMatches } from '#domain/service/search';
import { Answer, type Told } from './answer.ts';
import { type DeclareIncident, declareIncident } from './decide.ts';
import { reportIncident } from './report.ts';

export type Wanted = Omit<DeclareIncident, 'at' | 'titleId' | 'symptomsId' | 'saidId'>;

/** Declares, or reports on the incident that is open there already. One delivery is taken once, whichever of the two it became. */
export async function declare(desk: Desk, wanted: Wanted, delivery: string): Promise<Told> {
  const command: DeclareIncident = { ...wanted, at: desk.now(), titleId: desk.newId(), symptomsId: desk.newId(), saidId: desk.newId() };
  const fresh = async () => IncidentId.parse(`INC-${await desk.records.next('incident')}`);
  const done = await perform(desk, incidents, { fresh }, declareIncident, command, delivery);
  const answer = Answer.parse(done.answer);
  if (answer.kind !== 'joins') return tell(desk, IncidentId.parse(done.id), answer, wanted.service);
  const joined = await perform(desk, incidents, answer.incident, reportIncident, command, delivery);
  return tell(desk, answer.incident, Answer.parse(joined.answer), wanted.service);
}

async function tell(desk: Desk, id: IncidentId, answer: Answer, said: string): Promise<Told> {
  if (answer.kind === 'declared' && answer.known) return { kind: 'declared', id, same: answer.same };
  if (answer.kind === 'declared') return { kind: 'declared', id, near: nearMatches(await desk.directory.services(), said) };
  const view = await viewIncident(desk, id);
  if (view === undefined || answer.kind !== 'reported') throw new Error(`${id}: a report without an incident`);
  const { incident, title } = view;
  return {
    kind: 'reported',
    id,
    report: answer.report,
    first: { by: incident.declaredBy, title, service: serviceName(view), at: incident.declaredAt },
  };
}

/** Declares what had been taken for a report of another. Pressed twice, it is still one incident. */
export async function declareDifferent(desk: Desk, id: IncidentId, report: string, by: PersonId): Promise<Told> {
  const view = await viewIncident(desk, id);
  const reported = (await desk.log.events(id, 0))
    .map(({ body }) => IncidentEvent.parse(body))
    .find((event) => event.type === 'IncidentReported' && event.textId === report);
  if (view === undefined || reported?.type !== 'IncidentReported')
    throw new Rejection('no_report', 'That report is not there any more. `/incident` declares a new incident.');
  const { titleId, symptomsId } = { titleId: reported.textId, symptomsId: reported.symptomsId };
  const texts = await desk.log.texts(id, [titleId, ...(symptomsId ? [symptomsId] : [])]);
  const wanted: Wanted = {
    by,
    reportedBy: isPerson(reported.reportedBy) ? reported.reportedBy : by,
    service: view.incident.service ?? '?',
    title: texts[titleId]?.body || 'Title removed',
    symptoms: symptomsId && texts[symptomsId]?.body,
    severity: reported.severity,
    detectedBy: reported.detectedBy,
    private: false,
    drill: false,
    evenSo: true,
    from: reported.origin,
  };
  return declare(desk, wanted, `different.${report}`);
}

/** Declares anew what has been over for too long to be opened again; what it is called and how bad it is are as they were. */
export async function declareRelated(
  desk: Desk,
  { id, inRoom, words, by, from }: { id: IncidentId; inRoom: boolean; words: string; by: PersonId; from: Wanted['from'] },
  delivery: string,
): Promise<Told> {
  const view = await viewIncident(desk, id);
  if (view === undefined) throw noSuchIncident();
  const { service, severity, private: hidden, drill } = view.incident;
  const wanted: Wanted = {
    by,
    reportedBy: by,
    service: service ?? '?',
    title: view.title,
    symptoms: words === '' ? undefined : words,
    severity,
    private: hidden,
    drill,
    evenSo: true,
    goesOnFrom: { id, inRoom },
    from,
  };
  return declare(desk, wanted, delivery);
}
