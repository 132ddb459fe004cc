import { headWrite } from '#domain/head-write';
import { learningOf } from '#domain/home/learning';
import { type IncidentId, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { Aggregate } from '#domain/records';
import { acknowledged, asha, declared, member, plus } from '#test/builders';
import { offered, over, owner, required } from '#test/postmortem-known';
import { freshSlack } from './slack.ts';
import { type CountedTable, now, openCountedTable, type Spent } from './table.ts';

/** Each was over a minute after the one before it; the newest are open. */
const open = 20;
const t0Of = (n: number) => plus(over, n);

export type Listing = { acts: Record<string, Spent>; closed: string[] };
/** What it takes to look at what is open, and at a page of what is published, beside so many that are; and all of these, page by page. */
export async function measurePostmortems(published: number): Promise<Listing> {
  const counted = await openCountedTable();
  try {
    await fill(counted, published);
    const acts: Record<string, Spent> = {};
    const measure = async (what: string, work: () => Promise<unknown>) => {
      acts[what] = await counted.spentOn(work);
    };
    const slack = freshSlack(counted);
    let page = '';
    await measure('list', () => slack.types('list', '/postmortem'));
    await measure('list mine', () => slack.types('list mine', '/postmortem'));
    await measure('list closed', async () => {
      page = await slack.types('list closed', '/postmortem');
    });
    await measure('Home', () =>
      learningOf(counted.store(), asha, { person: member, prompts: { state: 'none' } }, now()).then(({ owedOf }) => {
        if (owedOf !== open) throw new Error(`Home shows ${owedOf} of ${open}`);
      }),
    );
    const closed = namedIn(page);
    for (let next = nextIn(page); next !== undefined; next = nextIn(page)) {
      await slack.presses('turn-postmortems:next', next);
      page = slack.responded();
      closed.push(...namedIn(page));
    }
    return { acts, closed };
  } finally {
    await counted.stop();
  }
}

async function fill(counted: CountedTable, published: number): Promise<void> {
  const { records } = counted.store();
  for (let n = 1; n <= published + open; n++) {
    const [incident, id]: [IncidentId, PostmortemId] = [`INC-${n}`, `PM-${n}`];
    const written = [
      first(incidents, incident, [declared(), acknowledged()]),
      first(postmortems, id, n <= published ? [...asked(incident, n), ...met(n)] : asked(incident, n)),
    ];
    const done = await records.append({ heads: written.map(({ write }) => write), puts: [], holds: [], claims: [] });
    if (done !== 'done') throw new Error(`The table was not filled: ${done}`);
  }
}

const first = <State, Event extends { type: string; at: string }>(aggregate: Aggregate<State, Event>, id: AggregateId, events: Event[]) =>
  headWrite(aggregate, id, { value: aggregate.initial, version: 0, words: {} }, { events }, now());
const asked = (incident: IncidentId, n: number): PostmortemEvent[] => [
  offered({ incident, at: t0Of(n), t0: t0Of(n) }),
  required({ at: t0Of(n), t0: t0Of(n) }),
  owner,
];

const met = (n: number): PostmortemEvent[] => {
  const at = plus(t0Of(n), 1);
  return [
    { type: 'PostmortemMeetingHeld', at, by: asha, heldAt: at, decideBy: plus(at, 2880), publishBy: plus(at, 4320) },
    { type: 'PostmortemCompleted', at },
    { type: 'PostmortemPublished', at, by: asha, version: 1, documentId: 'document-1', helpAt: plus(at, 43_200) },
  ];
};

function namedIn(page: string): string[] {
  return [...page.matchAll(/\*(INC-\d+)\*/g)].map(([, incident = '']) => incident);
}

function nextIn(page: string): string | undefined {
  const { blocks = [] } = JSON.parse(page) as { blocks?: { elements?: { action_id?: string; value?: string }[] }[] };
  return blocks.flatMap(({ elements = [] }) => elements).find(({ action_id }) => action_id === 'turn-postmortems:next')?.value;
}
