import { type Improvement, improvements } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { perform, type Stage } from '#domain/perform';
import type { Log } from '#domain/ports';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { declineWithAll } from './decide.ts';

type Listed = { id: ImprovementId; improvement: Improvement }[];

/** None was chosen: what is still only proposed goes with it, for the same reason. */
export async function declineTheRest(
  desk: Stage & { log: Log },
  id: PostmortemId,
  { postmortem, improvements: listed }: { postmortem: KnownPostmortem; improvements: Listed },
): Promise<boolean> {
  const { noneChosen } = postmortem;
  if (noneChosen === undefined) return false;
  const left = listed.filter(({ improvement }) => improvement.state === 'proposed' && improvement.proposedAt <= noneChosen.at);
  if (left.length === 0) return false;
  const texts = await desk.log.texts(id, [noneChosen.reasonId]);
  const reason = texts[noneChosen.reasonId]?.body ?? '';
  const done = [];
  for (const { id: one } of left)
    done.push(
      await perform(desk, improvements, one, declineWithAll, {
        at: desk.now(),
        by: noneChosen.by,
        reason,
        reasonId: noneChosen.reasonId,
        until: noneChosen.at,
      }),
    );
  return done.some(({ events }) => events.length > 0);
}
