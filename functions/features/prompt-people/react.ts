import type { Effect } from '#domain/effects';
import { isOpenTo } from '#domain/postmortem/boxes';
import type { Said } from '#domain/prompts/prompts';
import { promptsTimers } from '#domain/prompts/timers';
import type { PromptsNews, PromptsView } from '#domain/prompts/view';
import { context, section } from '#slack-kit/blocks';
import { blamelessReminder } from '#slack-kit/postmortem-words';
import { card } from './card.ts';
import { improvementCard } from './list.ts';
import { digestCard } from './status.ts';

/** Slack takes fifty blocks in a message, and each thing that it is about has two. */
const mostSources = 22;
/** In the line by which Slack announces it. */
const mostNamed = 5;

/** The one message of somebody's day, what was said under it, and what is asked again: of everything that it is about. */
export function react(view: PromptsView, news: PromptsNews[]): Effect[] {
  const last = view.prompts.state === 'asked' ? view.prompts.said : [];
  const known = last.map((one) => keyOf(view, one));
  const others = <One extends Said>(sent: One[]) => sent.filter((one) => !known.includes(keyOf(view, one)));
  const fresh = others(news.flatMap(({ event }) => (event.type === 'PromptsSent' ? [event] : [])));
  known.push(...fresh.map((one) => keyOf(view, one)));
  const back = view.taken ?? [];
  const taken = others(back);
  return [
    ...armed(view),
    ...taken.map((one): Effect => ({ ...message(view, one, true), onlyIfThere: true })),
    ...fresh.map((one) =>
      message(
        view,
        one,
        back.some((other) => keyOf(view, other) === keyOf(view, one)),
      ),
    ),
    ...last.map((one) => message(view, one, true)),
  ];
}

const armed = ({ id, prompts }: PromptsView): Effect[] =>
  promptsTimers(id, prompts).map((timer) => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer }));

const keyOf = ({ id }: PromptsView, { day, as }: Pick<Said, 'day' | 'as'>) => `${id}/${day}/${as}`;

function message(view: PromptsView, said: Said, current: boolean): Extract<Effect, { kind: 'message' }> {
  const { id, person } = view;
  const { as, under } = said;
  const cards = cardsOf(view, said);
  const asked = cards.some(({ asks }) => asks);
  const shown = cards.slice(0, mostSources);
  const text =
    cards
      .slice(0, mostNamed)
      .map((one) => one.text)
      .join(' · ') || 'What stood here is not asked any more.';
  const blocks = [
    ...(shown.length === 0 ? [section(text)] : []),
    ...(as === 'message' || shown.length === 0 ? [] : [context(headings[as](cards.some(({ open }) => open)))]),
    ...(asked ? [section(blamelessReminder)] : []),
    ...shown.flatMap((one) => one.blocks),
    ...(cards.length > shown.length ? [context(`… and ${cards.length - shown.length} more: \`/postmortem list mine\` shows them.`)] : []),
  ];
  return {
    ...{ kind: 'message', key: keyOf(view, said), to: person, text, blocks },
    ...(under && { under: `${id}/${under}/message` }),
    ...(current && { current }),
    // Nobody is told of something private that they have no part in any more.
    ...(shown.length === 0 && { onlyIfThere: true }),
  };
}

const headings = {
  nudge: (open: boolean) => (open ? 'Still open, whenever it suits you:' : 'Nothing of this is open any more:'),
  reply: () => 'One more thing today:',
};

/** What asks comes first. */
function cardsOf({ person, postmortems, improvements }: PromptsView, { items, digest = [] }: Said) {
  const known = digest.flatMap((of) => postmortems.get(of) ?? []);
  const listed = digestCard(known.filter(({ postmortem, incident }) => isOpenTo(postmortem, incident, person)));
  const cards = items.flatMap(({ of, what, again }) => {
    const [postmortem, improvement] = [postmortems.get(of), improvements.get(of)];
    if (postmortem) return isOpenTo(postmortem.postmortem, postmortem.incident, person) ? [card(postmortem, person, what, again)] : [];
    return improvement ? improvementCard(improvement, person, what) : [];
  });
  return [...cards, ...listed].toSorted((a, b) => Number(b.asks) - Number(a.asks));
}
