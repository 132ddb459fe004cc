import type { Effect } from '#domain/effects';
import { isOpen, type KnownPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemView } from '#domain/postmortem/view';
import { shortDigest } from '#domain/short-digest';

/** The channel is read when it is over, whenever people were asked about it, before and after they meet, and when somebody wants it. */
export function react({ id, postmortem, room, now }: PostmortemView): Effect[] {
  if (!isOpen(postmortem) || room === undefined || postmortem.pausedAt !== undefined) return [];
  const { seenUntil = '0', reading } = postmortem;
  if (reading)
    return [
      {
        ...{ kind: 'read-history', key: `${id}/history/${reading.upTo}/${reading.before}`, channel: room },
        ...{ oldest: seenUntil, latest: reading.before },
      },
    ];
  const latest = (Date.parse(now) / 1000).toFixed(6);
  return [
    { kind: 'read-history', key: `${id}/history/${room}/${shortDigest(occasion(postmortem))}`, channel: room, oldest: seenUntil, latest },
  ];
}

/** Another one is another reason to look. */
function occasion(postmortem: KnownPostmortem): string {
  const { t0, meeting, people, steps } = postmortem;
  const asked = Object.values(people).flatMap(({ sent }) => sent.flatMap(({ what }) => what));
  const [p3, p4] = [asked.includes('p3'), asked.includes('p4')];
  const looks = steps.filter((step) => step.startsWith('look-')).length;
  return [t0, p3, p4, meeting?.begins, meeting?.startedAt, 'metAt' in postmortem && postmortem.metAt, looks].join();
}
