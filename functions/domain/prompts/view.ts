import type { Effect } from '#domain/effects';
import { isImprovement } from '#domain/improvement/improvement-kind';
import { type ImprovementView, viewImprovement } from '#domain/improvement/view';
import { type AggregateId, promptsId } from '#domain/keys';
import type { Stage } from '#domain/perform';
import { type PersonId, PersonId as PersonIds } from '#domain/person/person';
import type { Log } from '#domain/ports';
import { type PostmortemView, viewPostmortem } from '#domain/postmortem/view';
import type { Projection } from '#domain/reconcile';
import { type Found, headRef, type Ref } from '#domain/records';
import type { PromptSource } from './owed.ts';
import { type Prompts, PromptsEvent, type PromptsSent, prompts } from './prompts.ts';

/** What one person is asked, with what that is about as it stands. */
export type PromptsView = {
  id: AggregateId;
  person: PersonId;
  prompts: Prompts;
  /** Of any day: what speaks of something that is taken back. */
  taken?: PromptsSent[];
  version: number;
  now: string;
  postmortems: ReadonlyMap<PromptSource, PostmortemView>;
  improvements: ReadonlyMap<PromptSource, ImprovementView>;
};
export type PromptsNews = { version: number; event: PromptsEvent };
export type PromptsReaction = (view: PromptsView, news: PromptsNews[]) => Effect[];
/** What may have become due for this person. */
export type PromptsDue = (desk: Stage, person: PersonId) => Promise<unknown>;

type Desk = Stage & { log: Log };
const start = promptsId('');
export const isPrompts = (id: AggregateId) => id.startsWith(start);
export const personOf = (id: AggregateId): PersonId => PersonIds.parse(id.slice(start.length));

/** Only what is new and what was said last is looked up, and what is taken back: what else was said on other days is in the ledger. */
export const promptsProjection = (
  desk: Desk,
  id: AggregateId,
  { due, reactions }: { due: PromptsDue[]; reactions: PromptsReaction[] },
): Projection => ({
  record: async () => false,
  async derive(since) {
    const person = personOf(id);
    for (const perform of due) await perform(desk, person);
    const [head] = (await desk.records.load([headRef(prompts, id)] as Ref<unknown>[])) as [Found<Prompts>];
    const news = (await desk.log.events(id, since)).map(({ version, body }) => ({ version, event: PromptsEvent.parse(body) }));
    const said = head.value.state === 'asked' ? head.value.said : [];
    const withdrawn = news.flatMap(({ event }) => (event.type === 'PromptsWithdrawn' ? [event.of] : []));
    const taken =
      withdrawn.length === 0 ? [] : (await everSent(desk, id)).filter((one) => aboutIn(one).some((of) => withdrawn.includes(of)));
    const sent = [...said, ...taken, ...news.flatMap(({ event }) => (event.type === 'PromptsSent' ? [event] : []))];
    const about = [...new Set(sent.flatMap(aboutIn))];
    const [postmortems, improvements] = [new Map<PromptSource, PostmortemView>(), new Map<PromptSource, ImprovementView>()];
    for (const of of about) {
      if (isImprovement(of)) {
        const view = await viewImprovement(desk, of);
        if (view) improvements.set(of, view);
      } else {
        const view = await viewPostmortem(desk, of);
        if (view) postmortems.set(of, view);
      }
    }
    const view = { id, person, prompts: head.value, taken, version: head.version, now: desk.now(), postmortems, improvements };
    return { version: head.version, effects: reactions.flatMap((react) => react(view, news)) };
  },
});

const aboutIn = ({ items, digest = [] }: Pick<PromptsSent, 'items' | 'digest'>): PromptSource[] => [
  ...items.map(({ of }) => of),
  ...digest,
];

async function everSent({ log }: Desk, id: AggregateId): Promise<PromptsSent[]> {
  const all = (await log.events(id, 0)).map(({ body }) => PromptsEvent.parse(body));
  return all.flatMap((event) => (event.type === 'PromptsSent' ? [event] : []));
}
