import type { Effect } from '#domain/effects';
import { type Act, perform, type Stage } from '#domain/perform';
import type { Log } from '#domain/ports';
import type { Projection } from '#domain/reconcile';
import { IncidentEvent, textsOf } from './events.ts';
import { type Incident, type IncidentId, incidents, type OpenIncident } from './incident.ts';
import type { LookAround } from './surroundings.ts';
import { type IncidentView, type News, viewIncident } from './view.ts';

/** What follows an incident's events. Each feature brings its own. */
export type Reaction = (view: IncidentView, news: News[]) => Effect[];

/** An act that the record itself asks for, whoever comes by first. */
export type Due<Facts> = {
  when: (incident: OpenIncident, now: string) => boolean;
  act: Act<Incident, Facts, { at: string }, IncidentEvent>;
};

type Desk = Stage & { log: Log };
/** Performs one thing that is due; answers whether anything was. */
export type Overdue = (desk: Desk, id: IncidentId, incident: OpenIncident) => Promise<boolean>;

export const due =
  <Facts>({ when, act }: Due<Facts>): Overdue =>
  async (desk, id, incident) => {
    if (!when(incident, desk.now())) return false;
    const { events } = await perform(desk, incidents, id, act, { at: desk.now() });
    return events.length > 0;
  };

export function incidentProjection(
  desk: Desk,
  id: IncidentId,
  overdue: Overdue[],
  { reactions, look, record }: { reactions: Reaction[]; look: LookAround; record: Projection['record'] },
): Projection {
  return {
    record,
    async derive(since) {
      const view = await upToDate(desk, id, overdue);
      const news = await newsSince(desk.log, id, since);
      const seen = { ...view, ...(await look(view, news)) };
      const effects = reactions.flatMap((react) => react(seen, news));
      const marked = view.incident.drill ? effects.map(asDrill) : effects;
      return { version: view.version, effects: marked.filter((effect) => !isUseless(effect, view)) };
    },
  };
}

/**
 * Closed when in doubt: in a room that another company reads nothing more is said. In one that has been put away nothing can be said, and a
 * refusal would be for good.
 */
const isUseless = (effect: Effect, { roomShared, incident }: IncidentView) =>
  (roomShared || (isArchived(incident) && effect.kind !== 'archive')) && isIn(effect, incident);

const isArchived = ({ room }: OpenIncident) => room.state === 'open' && room.archivedAt !== undefined;

function isIn(effect: Effect, { room }: OpenIncident): boolean {
  if (room.state !== 'open') return false;
  return ('channel' in effect && effect.channel === room.channel) || ('to' in effect && effect.to === room.channel);
}

const mostDue = 10;

/** Nobody may take it for the real thing, wherever it is spoken of. */
function asDrill(effect: Effect): Effect {
  if (!('text' in effect)) return effect;
  const mark = { type: 'context', elements: [{ type: 'mrkdwn', text: '*DRILL*: practice, and counted nowhere' }] };
  return {
    ...effect,
    text: /DRILL/.test(effect.text) ? effect.text : `[DRILL] ${effect.text}`,
    ...(effect.blocks && { blocks: [mark, ...effect.blocks] }),
  };
}

async function upToDate(desk: Desk, id: IncidentId, overdue: Overdue[]): Promise<IncidentView> {
  for (let passed = 0; passed <= mostDue; passed++) {
    const view = await viewIncident(desk, id);
    if (view === undefined) throw new Error(`${id} is not on record`);
    const done = [];
    for (const perform of overdue) done.push(await perform(desk, id, view.incident));
    if (!done.includes(true)) return view;
  }
  throw new Error(`${id}: something is due again and again`);
}

async function newsSince(log: Log, id: IncidentId, since: number): Promise<News[]> {
  const records = (await log.events(id, since)).map(({ version, body }) => ({ version, event: IncidentEvent.parse(body) }));
  const wanted = records.flatMap(({ event }) => textsOf(event));
  const texts = wanted.length === 0 ? {} : await log.texts(id, wanted);
  return records.map((record) => ({ ...record, texts }));
}
