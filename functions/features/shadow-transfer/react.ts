import type { Effect } from '#domain/effects';
import { channelOf, inThread, roomOf, toEach } from '#domain/transfer/places';
import { shadowDays } from '#domain/transfer/plan';
import type { TransferFact } from '#domain/transfer/transfer-events';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { mention, mentions, named, when } from '#slack-kit/text';
import { shadowButton, shadowPageButton } from '#slack-kit/transfer-buttons';
import { fromName, moveSaid, serviceName, toName } from '#slack-kit/transfer-said';

/** From the yes to the day on which it moves: both teams are paged, and the new one takes at least one call. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer, to } = view;
  const ready = transfer.state === 'accepted' && shadowDays(transfer.kind) > 0;
  const started = 'shadow' in transfer && transfer.shadow !== undefined;
  return [
    ...(ready || started ? toEach(view, 'shadow', [to?.lead], { ...offer(view, started), current: true }) : []),
    ...(started && transfer.state === 'shadowing' ? testPage(view) : []),
    ...calls(view),
    ...news.flatMap(({ version, event }) => (event.type === 'TransferShadowStarted' ? begun(view, version, event) : [])),
  ];
}

/** As the record has them now: an incident that has become private is named no longer. */
function calls(view: TransferView): Effect[] {
  const { transfer } = view;
  const pages = ('shadow' in transfer && transfer.shadow?.pages) || [];
  return pages.map(({ person, as, at, incident }) => {
    const what = as === 'incident' ? `a call of ${incident ?? 'an incident'}` : as === 'drill' ? 'a drill' : 'the test page';
    const text = `✓ ${mention(person)} has taken ${what} for ${named(toName(view))}.`;
    return inThread(view, `shadow-page/${person}/${as}/${at}`, { text, current: true });
  });
}

function offer(view: TransferView, started: boolean) {
  const text = `${moveSaid(view)}: it is accepted.`;
  const next = 'Next both teams are on call for it, and those who have it go on deciding. Your on-call gets a test page.';
  return {
    text,
    blocks: started ? [section(text), section('✓ Shadowing has begun.')] : [section(text), section(next), actions(shadowButton(view.id))],
  };
}

function begun(view: TransferView, version: number, { by, until }: TransferFact<'TransferShadowStarted'>): Effect[] {
  const text = `${view.id}: ${mention(by)} has begun the shadowing of *${named(serviceName(view))}*. Until ${when(until, 'day and time')} both teams are paged; it is still ${named(fromName(view))}'s, and they lead.`;
  const other = channelOf(view.from);
  return [
    inThread(view, `${version}/shadowing`, { text }),
    ...(other && other !== roomOf(view)
      ? [{ kind: 'message', key: `${view.id}/${version}/shadowing-from`, to: other, text } as const]
      : []),
  ];
}

/** Whoever is on call for the new team shows that a call would reach them. */
function testPage(view: TransferView): Effect[] {
  const { id, transfer, onCall, to } = view;
  const shadow = 'shadow' in transfer ? transfer.shadow : undefined;
  const people = [onCall.to.superhero, onCall.to.sideKick].flatMap((person) => person ?? []);
  const asked = people.length > 0 ? people : to ? [to.lead] : [];
  const taken = shadow?.pages.find(({ as }) => as === 'test_page');
  const still = `*Shadow*: ${named(fromName(view))} still owns this until ${when(transfer.plan.plannedAt, 'day and time')}.`;
  const text = `Test page for *${named(serviceName(view))}* (${id}). ${still}`;
  const blocks = taken
    ? [section(text), section(`✓ ${mention(taken.person)} has it, ${when(taken.at, 'day and time')}.`)]
    : [
        section(text),
        section(`${mentions(asked)}: press, so that it is on record that a call would reach you.`),
        actions(shadowPageButton(id)),
      ];
  return toEach(view, 'test-page', asked, { text, blocks, current: true });
}
