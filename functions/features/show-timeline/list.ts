import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import { IncidentId as Id, type IncidentId } from '#domain/incident/incident';
import type { Entry, From, TimelinePage } from '#domain/incident/timeline';
import { type LocalDay, localDays, putForward } from '#domain/time/local-day';
import { actions, button, context, section } from '#slack-kit/blocks';
import { lasting } from '#slack-kit/impact-words';
import { instant, line, outOf, strong, withQuote, words, written } from '#slack-kit/rich';
import { cut, permalink } from '#slack-kit/text';
import { kindName, toldOf, wordsIn } from '#slack-kit/timeline-words';

/** With a heading and a change of clocks at each it stays within Slack's 50 blocks. */
export const pageSize = 15;
const longestWords = 400;

/** The pages beside this one. Several buttons stand in one row, so each has its own action id. */
export const turned = /^turn-timeline:(earlier|later|latest)$/;
type Turn = 'earlier' | 'later' | 'latest';
const turn = (which: Turn, label: string, id: IncidentId, place = ''): Button =>
  button(`turn-timeline:${which}`, label, `${id} ${place}`.trim());

const place = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z#\d{6}$/;

/** The reader beside the buttons. What has been in somebody's hands is read anew; a place that is none starts from the beginning. */
export function read({ action_id, value = '' }: { action_id: string; value?: string | undefined }): { id: IncidentId; from: From } {
  const [id = '', at = ''] = value.split(' ');
  const from = { earlier: { before: at }, later: { after: at }, latest: { before: '~' } }[(turned.exec(action_id)?.[1] ?? 'later') as Turn];
  const readable = action_id === 'turn-timeline:latest' || place.test(at);
  return { id: Id.parse(id), from: readable ? from : { after: '' } };
}

/** Everything that happened, for one reader: times are shown by Slack in their zone, and days begin where they begin there. */
export function list(id: IncidentId, { entries, earlier, later }: TimelinePage, zone: string, workspace?: string): KnownBlock[] {
  const dayOf = localDays(zone);
  const buttons = [
    ...(earlier === undefined ? [] : [turn('earlier', 'Earlier', id, earlier)]),
    ...(later === undefined ? [] : [turn('later', 'Later', id, later), turn('latest', 'Latest', id)]),
  ];
  const days = entries.map(({ at }) => dayOf(at));
  return [
    ...(entries.length === 0 ? [section('Nothing more stands on the timeline.')] : []),
    ...entries.flatMap((entry, index) => [...headings(days[index], days[index - 1]), row(entry, workspace)]),
    ...(buttons.length === 0 ? [] : [actions(...buttons)]),
  ];
}

const mostNamed = 10;

/** What is the same as this one has a timeline of its own, up to then and further. */
export function elsewhere({ later }: TimelinePage, duplicates: IncidentId[]): KnownBlock[] {
  if (later !== undefined || duplicates.length === 0) return [];
  const lines = duplicates.slice(-mostNamed).map((id) => `\`/incident timeline ${id}\``);
  return [context(`The same as this one, each with a timeline of its own: ${lines.join(', ')}`)];
}

/** A day begins, or clocks were changed since the entry before. */
function headings(day: LocalDay | undefined, before: LocalDay | undefined): KnownBlock[] {
  if (day === undefined) return [];
  const moved = before ? putForward(before, day) : 0;
  const change = `Clocks were put ${moved > 0 ? 'forward' : 'back'} by ${lasting(Math.abs(moved) * 60_000)}.`;
  return [...(moved === 0 ? [] : [context(change)]), ...(day.day === before?.day ? [] : [context(`*${day.day}*`)])];
}

function row(entry: Entry, workspace: string | undefined): KnownBlock {
  const { at, kind, message } = entry;
  const said: RichTextElement[] = [instant(at), words('  '), strong(kindName[kind]), words('  '), ...toldOf(entry)];
  if (message) said.push(words('  '), outOf(permalink(workspace, message.channel, message.ts), 'message'));
  const quote = wordsIn(entry);
  return quote === undefined ? line(...said) : withQuote(said, written(cut(quote, longestWords)));
}
