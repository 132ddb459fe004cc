import { isChosen, isOpen, type KnownImprovement } from '#domain/improvement/improvement';
import type { ImprovementId, ImprovementKind, Priority } from '#domain/improvement/improvement-kind';
import type { Words } from '#domain/records';
import { questionNames } from './postmortem-words.ts';
import { cut, mention, named } from './text.ts';

export const priorityName: Record<Priority, string> = { high: 'high', medium: 'medium', low: 'low' };
const kindName: Record<ImprovementKind, string | undefined> = {
  action: undefined,
  permanent_fix: 'mends the cause',
  make_it_easier: 'makes weeks on call easier',
};

export const titleOf = ({ titleId }: Pick<KnownImprovement, 'titleId'>, words: Words): string => words[titleId] || 'Words removed';

/** To whoever has it now; undefined where it has one. */
export const titleWanted = (improvement: KnownImprovement, words: Words): string | undefined =>
  words[improvement.titleId] || !isOpen(improvement) ? undefined : 'Its title was erased by whoever wrote it: write it anew.';

/** How it stands, in a line of markup. */
export function standingOf(improvement: KnownImprovement, today: string): string {
  const { team } = improvement;
  const who = 'owner' in improvement && improvement.owner ? mention(improvement.owner) : 'nobody yet';
  const asked = improvement.asked ? mention(improvement.asked) : `the lead of ${named(team ?? 'its team')}`;
  if (improvement.waitingSince && (improvement.state === 'proposed' || isChosen(improvement)))
    return `waits for ${asked} to take it or decline it${isChosen(improvement) ? `, was due ${improvement.dueOn}` : ''}`;
  switch (improvement.state) {
    case 'proposed':
      return 'proposed, nobody has chosen it yet';
    case 'accepted':
    case 'in_progress':
      return [
        improvement.state === 'in_progress' ? `${who} is at it` : who,
        improvement.dueOn < today ? `was due ${improvement.dueOn}` : `due ${improvement.dueOn}`,
        ...(improvement.extensions > 0 ? [`put off ${improvement.extensions === 1 ? 'once' : `${improvement.extensions} times`}`] : []),
      ].join(', ');
    case 'done':
      return `✓ done ${improvement.doneAt.slice(0, 10)}${improvement.owner ? ` by ${mention(improvement.owner)}` : ''}`;
    case 'declined':
      return `declined by ${mention(improvement.declined.by)}, ${improvement.declined.at.slice(0, 10)}`;
    case 'superseded':
      return `goes on as ${improvement.into}`;
    default:
      return improvement satisfies never;
  }
}

/** Where it comes from and where it belongs. */
export function belongingOf(improvement: KnownImprovement): string {
  const { kind, question, service, team, incidents, priority } = improvement;
  const from = incidents.slice(0, 3).join(', ');
  return [
    ...(service ? [`\`${service}\``] : []),
    ...(team ? [named(team)] : []),
    ...(question ? [questionNames[question]] : []),
    ...(kindName[kind] ? [kindName[kind]] : []),
    `${priorityName[priority]} priority`,
    ...(from ? [`from ${from}${incidents.length > 3 ? ` and ${incidents.length - 3} more` : ''}`] : []),
    ...(improvement.private ? ['private'] : []),
  ].join(' · ');
}

/** One row of a list. */
export const rowSaid = (id: ImprovementId, improvement: KnownImprovement, words: Words, today: string): string =>
  `*${id}* ${named(cut(titleOf(improvement, words), 150))}\n${standingOf(improvement, today)} · ${belongingOf(improvement)}`;

/** A sentence that says what is to be done begins with what one does: a hint, and never in the way. */
export const titleHint = 'Begin with what is done: “Alert on …”, “Check …”, “Remove …”. Specific, and with an end to it.';
export const readBy =
  'Everybody in the company can read it, but guests; out of a private incident only those whom that was opened to. No names, please.';

/** There are more, and who reads this may not know of them. */
export const withheldSaid = (count: number) =>
  count === 1 ? 'One more is private and is not shown here.' : `${count} more are private and are not shown here.`;
