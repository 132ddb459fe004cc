import { beforeEach, describe, expect, test } from 'vitest';
import { teamId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { type Team, type TeamEvent, teams } from '#domain/team/team';
import { teamTimers } from '#domain/team/timers';
import { teamProjection } from '#domain/team/view';
import { setRota } from '#features/keep-catalogue/decide';
import { coverTurn, setOrder } from '#features/keep-rota/decide';
import { teamDue, teamReactions } from '#following/team-reactions';
import { aRota, asha, aTeam, ben, chloe, harrowHome, marek, plus, type Stage, tuesday } from '#test/builders';

const bedroom = teamId('team-bedroom');
let stage: Stage;
beforeEach(async () => {
  stage = await harrowHome();
});
const does = async <Facts, Command>(act: Act<Team, Facts, Command, TeamEvent>, command: Command) =>
  (await perform(stage, teams, bedroom, act, command)).version;

/** What people are told when whoever follows the team comes by at an instant, having seen all up to a version. */
async function told(at: string, since: number) {
  stage.setTime(at);
  const { effects, version } = await teamProjection(stage, bedroom, { due: teamDue, reactions: teamReactions }).derive(since);
  const messages = effects.flatMap((effect) => (effect.kind === 'message' ? [[effect.to, effect.text]] : []));
  return { messages: messages as [string, string][], version };
}
const cover = (from: string, to: string, by = marek) => ({ by, at: tuesday, person: chloe, role: 'superhero' as const, from, to });
const [begins, ends] = [plus(tuesday, 600), plus(tuesday, 1200)];

describe('Whoever is put on cover', () => {
  test('hears of it at once, and so does the one they stand in for', async () => {
    const version = await does(coverTurn, cover(begins, ends));
    const { messages } = await told(tuesday, version - 1);
    expect(messages).toEqual([
      [chloe, expect.stringContaining('You stand in as Superhero of Team Bedroom')],
      [asha, expect.stringContaining('<@U0CHLOE> stands in for you as Superhero of Team Bedroom')],
    ]);
  });

  test('is told as it begins and as it ends, as at a hand-over, and once', async () => {
    const version = await does(coverTurn, cover(begins, ends));
    expect((await told(plus(begins, -2), version)).messages).toEqual([]);
    const first = await told(begins, version);
    expect(first.messages).toEqual([
      [chloe, expect.stringContaining('You are the Superhero of Team Bedroom until')],
      [asha, expect.stringContaining('You are not the Superhero of Team Bedroom any more for now; <@U0CHLOE> is the Superhero')],
    ]);
    expect(first.messages[0]?.[1]).toContain('2026-03-11 10:00 UTC');
    expect((await told(plus(begins, 1), first.version)).messages).toEqual([]);
    expect((await told(ends, first.version)).messages).toEqual([
      [asha, expect.stringContaining('You are the Superhero of Team Bedroom until')],
      [chloe, expect.stringContaining('You are not the Superhero of Team Bedroom any more')],
    ]);
  });

  test('is told of both edges in order by whoever comes by too late for the first', async () => {
    const version = await does(coverTurn, cover(begins, ends));
    const { messages } = await told(plus(ends, 5), version);
    expect(messages.map(([to]) => to)).toEqual([chloe, asha, asha, chloe]);
  });

  test('for a time that begins now is told once and not twice', async () => {
    const now = plus(tuesday, 1);
    const version = await does(coverTurn, { ...cover(tuesday, ends), at: now });
    const { messages } = await told(now, version - 1);
    expect(messages.map(([to]) => to)).toEqual([chloe, asha]);
  });
});

test('Both edges of a cover are armed the day before, each by a name of its own, and one that is over is not', () => {
  const overrides = [
    { person: chloe, role: 'superhero' as const, from: plus(tuesday, 60), to: plus(tuesday, 60.5) },
    { person: chloe, role: 'superhero' as const, from: plus(tuesday, -60), to: plus(tuesday, 7200) },
  ];
  const armed = teamTimers(bedroom, aTeam({ rota: aRota([asha, ben], { overrides }) }), tuesday);
  expect(armed.map(({ name }) => name)).toEqual(['TEAM-team-bedroom-cover-20260310T150000', 'TEAM-team-bedroom-cover-20260310T150030']);
});

describe('Another order', () => {
  test('is told to everybody whose weeks are others than before, with their next turn, and not to whoever set it', async () => {
    const order = { by: marek, at: tuesday, order: [asha, chloe], starts: '2026-03-16', handOver: '09:00' };
    const version = await does(setOrder, order);
    const { messages } = await told(tuesday, version - 1);
    expect(Object.fromEntries(messages)).toEqual({
      [asha]: expect.stringContaining('Your next turn in it: Superhero'),
      [ben]: expect.stringContaining('Your next turn in it: Side-kick'),
      [chloe]: expect.stringContaining('Your next turn in it: Side-kick'),
    });
  });

  test('is no news where the weeks stay as they are, and the first of a team that a catalogue brings is none either', async () => {
    const away = [{ person: marek, from: tuesday, to: plus(tuesday, 60) }];
    const version = await does(setRota, { at: tuesday, rota: aRota([asha, ben], { away }) });
    expect((await told(tuesday, version - 1)).messages).toEqual([]);
    expect((await told(tuesday, 0)).messages).toEqual([]);
  });
});
