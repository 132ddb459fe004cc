import type { Directory, Log } from '#domain/ports';
import type { Records } from '#domain/records';
import { nearMatches } from '#domain/service/search';
import { IncidentEvent } from './events.ts';
import type { IncidentId } from './incident.ts';
import { type Similar, similarTo } from './similar.ts';
import { concernsOthers, stakeholdersOf } from './stakeholders.ts';
import type { IncidentView, News } from './view.ts';

/** What is not on an incident's record and is told beside it. */
export type Surroundings = Pick<IncidentView, 'near' | 'similar' | 'stakeholders' | 'past'>;
export type LookAround = (view: IncidentView, news: News[]) => Promise<Surroundings>;

/** For a lane that tells of nothing but the incident. */
export const lookNowhere: LookAround = async () => ({ near: [], similar: [], stakeholders: {}, past: [] });

type Catalogued = { records: Records; directory: Directory; log: Log };

/** Looked up only where something new asks for it; what was before the incident once in a run, since that stays as it is. */
export function lookAround({ records, directory, log }: Catalogued, id: IncidentId): LookAround {
  let before: Promise<Similar[]> | undefined;
  let past: Promise<IncidentView['past']> | undefined;
  return async (view, news) => {
    const { service, declaredAt } = view.incident;
    if (service && isNewOf(news)) before ??= similarTo(records, id, service, declaredAt);
    if (news.some(({ event }) => event.type === 'IncidentMadePrivate')) past ??= all(log, id);
    const near = service === null && view.said ? nearMatches(await directory.services(), view.said) : [];
    const stakeholders = concernsOthers(view, news) ? await stakeholdersOf(records, view) : {};
    return { near, similar: (await before) ?? [], stakeholders, past: (await past) ?? [] };
  };
}

/** Declared just now, or its service has only been named. */
const isNewOf = (news: News[]) => news.some(({ event }) => event.type === 'IncidentDeclared' || event.type === 'IncidentServiceChanged');

const all = async (log: Log, id: IncidentId) =>
  (await log.events(id, 0)).map(({ version, body }) => ({ version, event: IncidentEvent.parse(body) }));
