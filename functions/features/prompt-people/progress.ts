import { type AggregateId, promptsId } from '#domain/keys';
import type { Log, Reconciliations } from '#domain/ports';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import type { Version } from '#domain/records';

/** Whoever has answered, skipped or only watched finds it said in the message that had asked. */
export async function bringUpToDate({ log, queue }: { log: Log; queue: Reconciliations }, id: AggregateId, since?: Version): Promise<void> {
  if (!isPostmortem(id) || since === undefined) return;
  const events = (await log.events(id, since)).map(({ body }) => PostmortemEvent.parse(body));
  const people = events.flatMap((event) =>
    event.type === 'PostmortemPromptAnswered' || event.type === 'PostmortemPromptSkipped' ? [event.by] : [],
  );
  const asked = [...new Set(people)].map((person) => ({ id: promptsId(person), lane: 'main' as const, because: `${id} was answered` }));
  if (asked.length > 0) await queue.ask(asked);
}
