import { improvements, type KnownImprovement } from '#domain/improvement/improvement';
import { ImprovementEvent } from '#domain/improvement/improvement-events';
import { isImprovement } from '#domain/improvement/improvement-kind';
import { IncidentEvent } from '#domain/incident/events';
import type { AggregateId } from '#domain/keys';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import { publicImprovement } from '#domain/public/improvement';
import { incidentFacts } from '#domain/public/incident-facts';
import { publicPostmortem } from '#domain/public/postmortem';
import { type Change, inOrder, type Piece } from './changes.ts';
import { messageName } from './naming.ts';
import type { Snapshot } from './snapshot.ts';

type Kept = { title: string; value: unknown } | undefined;
type Rule = (change: Change & { is: Piece }, name: string, after: Snapshot) => Kept;

const without = (piece: Piece, ...names: string[]) => Object.fromEntries(Object.entries(piece).filter(([name]) => !names.includes(name)));
const sorted = (list: unknown) => (list as unknown[]).map((one) => inOrder(one)).sort();

/** What may differ from case to case, and why. `undefined` leaves a piece out altogether. Everything else is compared as it stands. */
const rules: Record<string, Rule> = {
  // Direct channels are opened by whoever speaks first, in whichever case that is. In a room, people and bookmarks come side by side.
  'slack.channels': ({ is: { id, kind, created: _, topic, purpose, pins, bookmarks, members, ...rest } }) =>
    kind === 'im'
      ? undefined
      : {
          title: `channel ${String(id)}`,
          value: {
            ...rest,
            kind,
            topic: without(topic as Piece, 'last_set'),
            purpose: without(purpose as Piece, 'last_set'),
            pins: (pins as Piece[]).map((pin) => without(pin, 'created')),
            bookmarks: sorted((bookmarks as Piece[]).map((bookmark) => without(bookmark, 'id', 'created', 'updated'))),
            members: sorted(members),
          },
        },
  // Said at once with all there is to say, or said early and brought up to date: what stands there in the end is the same.
  'slack.messages': ({ is: { ts: _, edited: __, ...message } }) => ({
    title: `message in ${String(message.channel)}: ${messageName(message)}`,
    value: message,
  }),
  'slack.people': ({ is }) => ({ title: `person ${String(is.id)}`, value: without(is, 'updated') }),
  'slack.groups': ({ is }) => ({ title: `group ${String(is.id)}`, value: without(is, 'created', 'updated') }),
  // The facts as of each event depend on what was recorded just before it; they have to be those of the log, folded up to it.
  'bus-events': ({ is: { envelope } }, _, after) => {
    const { detail, id: __, time: ___, ...rest } = envelope as Piece & { detail: Piece & { event_id?: string } };
    return { title: `event ${detail.event_id}`, value: { ...rest, detail: publicDetail(detail, after) } };
  },
  // When that was, and in how many steps, differs; what stands there and whether it is closed does not.
  issues: ({ is: { place, title, notes, labels, closed, reason } }) => ({
    title: `issue of ${String(place)}: ${/muster: [A-Z]+-\d+/.exec(JSON.stringify(notes))?.[0]}`,
    value: { title, notes, labels, closed, reason },
  }),
  // The sweep and the scan go on for ever. Where a timer asks a question again, its time is counted from that question.
  schedule: ({ is }, _, after) => {
    if ('expression' in is) return undefined;
    const { aggregate, generation, timer } = is.payload as { aggregate: string; generation: number; timer?: string };
    const { state } = JSON.parse(after.get(`item ${aggregate.replace('-', '#')} @`) ?? '{}') as {
      state?: { askedSince: string; generation: number; passing?: { request?: { at: string } } };
    };
    const question = timer === 'handover' ? state?.passing?.request?.at : state?.askedSince;
    if (aggregate.startsWith('PROMPTS-')) return undefined;
    if (/^(PM|IMP)-/.test(aggregate)) return { title: `schedule ${String(is.name)}`, value: is };
    const seconds = (Date.parse(String(is.at)) - Date.parse(question ?? '')) / 1000;
    const asked = state?.generation === generation ? `${Math.round(seconds / 10) * 10} s after the question` : 'of an earlier question';
    return { title: `schedule ${String(is.name)}`, value: { ...is, at: asked } };
  },
  queue: ({ is }) => ({ title: `still in the queue: ${JSON.stringify(is)}`, value: is }),
  item: ({ is, was }) => {
    const { pk, sk } = is as { pk: string; sk: string };
    // Numbers may have gaps, and whoever waits in a line before Slack's limits leaves a place in it that means nothing a moment later.
    if (/^(COUNTER|LINE)#/.test(pk)) return undefined;
    if (pk.startsWith('CLAIM#') && !pk.startsWith('CLAIM#page.'))
      return { title: `claim of a delivery: ${inOrder(is.value)}`, value: without(is, 'pk') };
    // Known by what stands there: when that was, and in which order it came, differs.
    if (/^[TI]#/.test(sk)) return { title: `place of ${placed(pk, sk, is)}`, value: 'there' };
    // Somebody is looked at as often as anything asks for it, and planned for anew each time; what was said to them is what counts.
    if (pk.startsWith('PROMPTS#') && !/^F#PROMPTS-/.test(sk)) return promptsKept(is, sk);
    if (sk.startsWith('E#')) return { title: `event on record ${is.id}/${is.version}`, value: without(is, 'sk', 'version') };
    // Written again as often as it is asked for, and as often as somebody looks.
    if (pk === 'DIRECTORY' || sk === 'HOME') return { title: `item ${pk} ${sk}`, value: without(is, 'version') };
    // A channel that is on record is asked for no more, so that after a death in between its line in the ledger stays as it was intended.
    if (sk.endsWith('/channel')) return { title: `item ${pk} ${sk}`, value: without(is, 'version', 'outcome') };
    // How often a message was brought up to date on the way is nobody's business, nor which turn that had.
    if (sk.startsWith('F#')) return { title: `item ${pk} ${sk}`, value: without(is, 'version', 'notBefore') };
    const version = Number(is.version) - Number(was?.version ?? 0);
    const reconciled = Object.entries((is.reconciled as Piece) ?? {})
      .map(([lane, at]) => `${lane} ${Number(is.version) - Number(at)} behind`)
      .sort();
    return { title: `item ${pk} ${sk}`, value: { ...is, version: `+${version}`, reconciled } };
  },
};

function promptsKept({ pk, id, type, state }: Piece, sk: string): Kept {
  if (sk === '@') return { title: `item ${String(pk)} @`, value: (state as Piece).said };
  if (sk.startsWith('E#') && type === 'PromptsSent') return { title: `event on record ${String(id)}/${String(type)}`, value: 'there' };
  return undefined;
}

const placed = (pk: string, sk: string, { value }: Piece) =>
  sk.startsWith('T#')
    ? `${pk.replace('#', '-')}/${String((value as Piece).version)} on the timeline`
    : `${String((value as Piece).incident)} among those of ${pk}`;

function publicDetail(detail: Piece, after: Snapshot): unknown {
  const { aggregate, data } = detail as { aggregate?: { id: string; version: number }; data?: Piece };
  if (!aggregate || data?.facts === undefined) return { ...detail, aggregate: aggregate?.id };
  const log = Array.from({ length: aggregate.version }, (_, index) => {
    const item = after.get(`item ${aggregate.id.replace('-', '#')} E#${String(index + 1).padStart(6, '0')}`);
    return (JSON.parse(item ?? '{}') as Piece).body;
  });
  const right = inOrder(data.facts) === inOrder(factsOf(aggregate.id as AggregateId, log));
  return { ...detail, aggregate: aggregate.id, data: { ...data, facts: right ? 'those of the log up to it' : data.facts } };
}

function factsOf(id: AggregateId, log: unknown[]): unknown {
  if (isPostmortem(id)) {
    const events = log.map((body) => PostmortemEvent.parse(body));
    const told = publicPostmortem(id, events.reduce(postmortems.evolve, postmortems.initial) as KnownPostmortem, events, []);
    return (told as Piece | undefined)?.facts;
  }
  if (isImprovement(id)) {
    const events = log.map((body) => ImprovementEvent.parse(body));
    const improvement = events.reduce(improvements.evolve, improvements.initial) as KnownImprovement;
    return (publicImprovement(id, improvement, events.at(-1) as ImprovementEvent) as Piece | undefined)?.facts;
  }
  return incidentFacts(
    id,
    log.map((body) => IncidentEvent.parse(body)),
  );
}

export function keptOf(name: string, { was, is }: Change, after: Snapshot): Kept {
  if (is === undefined) return gone(name, was);
  const rule = rules[name.split(' ')[0] ?? ''];
  return rule ? rule({ was, is }, name, after) : { title: name, value: is };
}

/** A schedule that has fired or was called off is gone, and so is a message of a queue that was dealt with. */
const gone = (name: string, was: Piece | undefined): Kept =>
  /^(schedule|queue) /.test(name) ? undefined : { title: `gone: ${name}`, value: was };
