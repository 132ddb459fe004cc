import type { Effect } from '#domain/effects';
import { onCall } from '#domain/team/rota';
import { teamTimers } from '#domain/team/timers';
import type { TeamNews, TeamView } from '#domain/team/view';
import { context, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { onCallSaid, roleName } from '#slack-kit/team-words';
import { cut, escaped, mention, named, when } from '#slack-kit/text';
import { noteButtons } from './buttons.ts';

/** Whoever comes and whoever goes hears of it, the team’s channel names who is on call, and the next hand-over is armed. */
export function react(view: TeamView, news: TeamNews[]): Effect[] {
  return [...schedules(view), ...news.flatMap((one) => [...weekBegins(view, one), ...weekEnds(view, one), ...noteLeft(view, one)])];
}

const schedules = ({ id, team, now }: TeamView): Effect[] =>
  teamTimers(id, team, now).map((timer) => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer }));

function weekBegins({ id, team, words, happened }: TeamView, { version, event }: TeamNews): Effect[] {
  if (event.type !== 'OnCallRotated') return [];
  const { now, before, ends } = event;
  const note = team.state === 'active' && team.note ? words[team.note.noteId] : undefined;
  const week = happened.map((one) => `${one.id} ${escaped(one.title)}${one.open ? ' (still open)' : ''}`).join('\n');
  const told = (['superhero', 'sideKick'] as const).flatMap((part): Effect[] => {
    const person = now[part];
    if (person === null || person === before[part]) return [];
    const role = part === 'superhero' ? roleName.superhero : roleName.side_kick;
    const text = `You are the ${role} of ${named(team.name)} until ${when(ends, 'day and time')}. ${onCallSaid(now)}.`;
    const blocks = [
      section(text),
      context(week === '' ? 'Nothing happened to its services in the last week.' : `*The last week*\n${cut(week, 1800)}`),
      ...(note ? [context('The last note:'), quoted(note)] : []),
    ];
    return [{ kind: 'message', key: `${id}/${version}/${event.cover ? 'covers' : 'begins'}-${part}`, to: person, text, blocks }];
  });
  const channel = team.channel;
  const topic = `On call: ${onCallSaid(now)} (${team.name})`;
  return [...told, ...(channel ? [{ kind: 'topic', key: `${id}/${version}/topic`, channel: `#${channel}`, topic } as const] : [])];
}

/** Whose week is over is asked what the next one has from it. */
function weekEnds({ id, slug, team }: TeamView, { version, event }: TeamNews): Effect[] {
  if (event.type !== 'OnCallRotated') return [];
  const { before, now, begins, cover } = event;
  return (['superhero', 'sideKick'] as const).flatMap((part): Effect[] => {
    const person = before[part];
    const first = part === 'superhero';
    if (person === null || person === now.superhero || (!first && person === now.sideKick)) return [];
    if (cover) {
      const text = `You are not the ${first ? roleName.superhero : roleName.side_kick} of ${named(team.name)} any more for now; ${onCallSaid(now)}. Thank you.`;
      return [{ kind: 'message', key: `${id}/${version}/covered-${part}`, to: person, text }];
    }
    const text = `Your week as ${first ? roleName.superhero : roleName.side_kick} of ${named(team.name)} is over; ${onCallSaid(now)}. Thank you.${first ? ' What did you make easier for the next one?' : ''}`;
    const blocks = [section(text), ...(first ? [noteButtons(slug, begins)] : [])];
    return [{ kind: 'message', key: `${id}/${version}/ends-${part}`, to: person, text, blocks }];
  });
}

/** The note finds whoever has the week now. */
function noteLeft({ id, team, now }: TeamView, { version, event, texts }: TeamNews): Effect[] {
  if (event.type !== 'HandoverNoted' || team.state !== 'active') return [];
  const words = texts[event.noteId]?.body;
  const { superhero } = onCall(team.rota, team.zone, now);
  if (!words || superhero === null || superhero === event.by) return [];
  const text = `${mention(event.by)} has left you a note from the last week of ${named(team.name)}:`;
  return [
    {
      kind: 'message',
      key: `${id}/${version}/note`,
      to: superhero,
      text: `${text} ${escaped(cut(words, 2000))}`,
      blocks: [section(text), quoted(words)],
    },
  ];
}
