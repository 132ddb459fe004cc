import { describe, expect, test } from 'vitest';
import { askedInTransfers } from '#domain/home/transfers';
import type { PersonId } from '#domain/person/person';
import { listTeams } from '#domain/team/board';
import { openTransfers } from '#domain/transfer/board';
import { type TransferView, viewTransfer } from '#domain/transfer/view';
import { GroupId } from '#domain/workspace/group';
import { acceptTransfer } from '#features/answer-transfer/decide';
import { react as askForAnswer } from '#features/answer-transfer/react';
import { omar, priya, type Stage } from '#test/builders';
import { beforeTheMove, doing, hugo, movedAsFarAs, xfer } from '#test/transferring';

describe('Whoever is waited for', () => {
  const operations = { name: 'Operations', teamType: 'operations_team', group: GroupId.parse('S0OPS') } as const;
  const homeOf = async (stage: Stage, viewer: PersonId) => {
    const [all, teams, view] = [await openTransfers(stage.boards), await listTeams(stage.boards), await viewTransfer(stage, xfer())];
    const { organisation } = view as TransferView;
    return askedInTransfers(all, viewer, { teams, organisation, now: stage.now() }).map(({ why }) => why);
  };
  const messaged = async (stage: Stage) =>
    askForAnswer((await viewTransfer(stage, xfer())) as TransferView, [])
      .flatMap((effect) => (effect.kind === 'message' && effect.key.startsWith('XFER-1/answer/') ? [effect.to] : []))
      .toSorted();

  test('is asked in their Home and by message: also the head of operations, until they have said yes', async () => {
    const stage = await movedAsFarAs('in_readiness', await beforeTheMove(operations));
    expect(await messaged(stage)).toEqual([hugo, omar].toSorted());
    expect([await homeOf(stage, omar), await homeOf(stage, hugo), await homeOf(stage, priya)]).toEqual([['answer'], ['answer'], []]);
    await doing(stage, acceptTransfer, { by: omar, at: stage.now() });
    expect([await homeOf(stage, omar), await homeOf(stage, hugo)]).toEqual([[], ['answer']]);
  });

  test('is no head where one of them has asked for it: that was their yes', async () => {
    expect(await messaged(await movedAsFarAs('requested', await beforeTheMove(operations), { by: hugo }))).toEqual([omar]);
  });
});
