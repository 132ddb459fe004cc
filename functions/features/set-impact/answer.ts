import type { KnownBlock } from '@slack/types';
import type { ImpactWindow } from '#domain/incident/impact';
import type { IncidentId } from '#domain/incident/incident';
import { actions, context, section } from '#slack-kit/blocks';
import { usage } from '#slack-kit/help';
import { spanSaid, totalSaid, windowSaid, windowsSaid } from '#slack-kit/impact-words';
import { quoted } from '#slack-kit/rich';
import { privately } from '#slack-kit/say';
import { changeButton, confirmButton, type Wanted } from './buttons.ts';
import { type Change, sameWindows } from './decide.ts';

/** What will be true, and what that changes of what was recorded. */
export function readBack({ span, before, windows }: Change): KnownBlock[] {
  const said = section(`I read: *${spanSaid(span)}*`);
  if (sameWindows(before, windows)) return [said, context('That is what is on record already, so nothing would change.')];
  const gone = differing(before, windows);
  return [
    said,
    ...(gone.length > 0 ? [section(`*Recorded so far*\n${windowsSaid(gone)}`)] : []),
    section(`*Then on record*\n${recorded(windows)}`),
    context('Times are shown in your own zone. Nothing is recorded yet.'),
  ];
}

export function readBackInLine(wanted: Wanted, change: Change) {
  const unchanged = sameWindows(change.before, change.windows);
  const buttons = unchanged ? [changeButton(wanted)] : [confirmButton(wanted), changeButton(wanted)];
  return privately(`${wanted.id}: ${spanSaid(change.span)}. Is that right?`, [...readBack(change), actions(...buttons)]);
}

/** Said again in the same words when the same is asked again. */
export const onRecord = (id: IncidentId, windows: ImpactWindow[]) => privately(`${id}: on record is ${recorded(windows)}`);

export const unreadable = (words: string) =>
  privately(`I could not read one of the times. Nothing has changed.`, [
    section('Nothing has changed, because I could not read this as a time:'),
    quoted(words),
    section(usage.impact),
  ]);

const recorded = (windows: ImpactWindow[]) =>
  windows.length === 0 ? 'no impact' : `${windowsSaid(windows)}\n${totalSaid(windows)}`.trimEnd();

/** Those of the first list that are not in the second as they were. */
export const differing = (some: ImpactWindow[], others: ImpactWindow[]) => {
  const known = others.map(windowSaid);
  return some.filter((window) => !known.includes(windowSaid(window)));
};
