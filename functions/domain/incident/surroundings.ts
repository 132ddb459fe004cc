import type { Directory } from '#domain/ports';
import type { Records } from '#domain/records';
import { nearMatches } from '#domain/service/search';
import type { IncidentId } from './incident.ts';
import { type Similar, similarTo } from './similar.ts';
import { concernsOthers, stakeholdersOf } from './stakeholders.ts';
import type { IncidentView, News } from './view.ts';

/** What is not on an incident's record and is told beside it. */
export type Surroundings = Pick<IncidentView, 'near' | 'similar' | 'stakeholders'>;
export type LookAround = (view: IncidentView, news: News[]) => Promise<Surroundings>;

/** For a lane that tells of nothing but the incident. */
export const lookNowhere: LookAround = async () => ({ near: [], similar: [], stakeholders: {} });

/** Looked up only where something new asks for it; what was before the incident once in a run, since that stays as it is. */
export function lookAround({ records, directory }: { records: Records; directory: Directory }, id: IncidentId): LookAround {
  let before: Promise<Similar[]> | undefined;
  return async (view, news) => {
    const { service, declaredAt } = view.incident;
    if (service && isNewOf(news)) before ??= similarTo(records, id, service, declaredAt);
    const near = service === null && view.said ? nearMatches(await directory.services(), view.said) : [];
    const stakeholders = concernsOthers(view, news) ? await stakeholdersOf(records, view) : {};
    return { near, similar: (await before) ?? [], stakeholders };
  };
}

/** Declared just now, or its service has only been named. */
const isNewOf = (news: News[]) => news.some(({ event }) => event.type === 'IncidentDeclared' || event.type === 'IncidentServiceChanged');
