import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { openTo, rankFor } from '#domain/improvement/backlog';
import { listImprovements } from '#domain/improvement/board';
import { improvements } from '#domain/improvement/improvement';
import { improvementShown } from '#domain/improvement/looking';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { rankPressed, readRank } from '#slack-kit/improvement-buttons';
import { pressedOn } from '#slack-kit/improvement-commands';
import { rankImprovement } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(rankPressed, async ({ ack, body, action, client, respond }) => {
    const { id, place } = readRank(action.value);
    const by = PersonId.parse(body.user.id);
    const [{ improvement }, all] = await Promise.all([improvementShown(desk, id, by), listImprovements(desk.boards)]);
    const beside = await openTo(
      desk.records,
      all.filter(({ team }) => team === improvement.team),
      by,
    );
    const rank = rankFor(beside, id, place);
    if (rank !== undefined) await perform(desk, improvements, id, rankImprovement, { by, at: desk.now(), rank }, body.trigger_id);
    await pressedOn(desk, { ack, body, client, respond }, id);
  });
}
