import type { KnownBlock } from '@slack/types';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { fixName } from '#slack-kit/incident-words';
import { quoted } from '#slack-kit/rich';
import { channelLink, cut, escaped, mention, when } from '#slack-kit/text';

type Told = { said: string; textId?: string | undefined };

/**
 * How a change is told to those who are not at it; `undefined` for what only concerns those who are. `goesOn`: what it is the same as, where
 * whoever reads this may know of that.
 */
export function announcement({ event, texts }: News, goesOn: IncidentView['sameAs']): { text: string; blocks: KnownBlock[] } | undefined {
  const told = sentence(event, goesOn);
  if (told === undefined) return undefined;
  const { said, textId } = told;
  if (textId === undefined) return { text: said, blocks: [section(said)] };
  const words = cut(texts[textId]?.body || 'Words removed', 3000);
  return { text: `${said} ${escaped(words)}`, blocks: [section(said), quoted(words)] };
}

function sentence(event: News['event'], goesOn: IncidentView['sameAs']): Told | undefined {
  switch (event.type) {
    case 'IncidentAcknowledged':
      return { said: `${mention(event.by)} has it.` };
    case 'IncidentUnacknowledged':
      return { said: `${mention(event.by)} no longer has it; others are asked.` };
    case 'IncidentUpdated': {
      const next = event.nextBy ? ` Next update by ${when(event.nextBy)}.` : '';
      return { said: `*Update* from ${mention(event.by)}:${next}`, textId: event.textId };
    }
    case 'IncidentSeverityChanged':
      return {
        said: `*${event.to.toUpperCase()}* now, ${event.from.toUpperCase()} before, says ${mention(event.by)}:`,
        textId: event.reasonId,
      };
    case 'IncidentTitleChanged':
      return { said: `${mention(event.by)} calls it:`, textId: event.titleId };
    case 'IncidentImpactChanged':
      return { said: `*Impact* according to ${mention(event.by)}: ${impact(event)}` };
    case 'IncidentMitigated':
      return { said: `*Mitigated*: customers are no longer hurt, says ${mention(event.by)}.` };
    case 'IncidentResolved':
      return {
        said: `*Resolved* by ${mention(event.by)}, with ${fixName[event.fix]}:`,
        textId: event.howId,
      };
    case 'IncidentReopened':
      return { said: `*Open again*, says ${mention(event.by)}${event.reasonId ? ':' : '.'}`, textId: event.reasonId };
    case 'IncidentClosed':
      return { said: `*Closed* by ${mention(event.by)}: nothing is left to be done.` };
    case 'IncidentCancelled':
      return { said: `*False alarm*, says ${mention(event.by)}:`, textId: event.reasonId };
    case 'IncidentMarkedDuplicate':
      return { said: event.of === null ? `*One of its own* after all, says ${mention(event.by)}: it goes on.` : same(event, goesOn) };
    default:
      return undefined;
  }
}

/** The one that goes on is named only to those who may know of it. */
function same({ by, of }: Extract<News['event'], { type: 'IncidentMarkedDuplicate' }>, goesOn: IncidentView['sameAs']): string {
  if (goesOn === undefined || goesOn.id !== of)
    return `*The same as another one*, says ${mention(by)}: that one goes on, and this one asks nobody any more.`;
  const { room } = goesOn.incident;
  const place = room.state === 'open' ? ` in ${channelLink(room.channel)}` : '';
  return `*The same as ${of}*, says ${mention(by)}: that one goes on${place}. To hear of it: \`/incident subscribe ${of}\`.`;
}

const mostShown = 5;

function impact({ windows }: Extract<News['event'], { type: 'IncidentImpactChanged' }>): string {
  if (windows.length === 0) return 'none.';
  const shown = windows.slice(-mostShown).map(({ level, fraction, from, to }) => {
    const share = level === 'partial' ? ` (${Math.round(fraction * 100)} %)` : '';
    return `${level}${share} from ${when(from, 'day and time')}${to ? ` to ${when(to, 'day and time')}` : ' until now'}`;
  });
  const more = windows.length - shown.length;
  return `${more > 0 ? `${more} more, then ` : ''}${shown.join('; ')}.`;
}
