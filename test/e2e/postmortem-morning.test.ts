import { afterAll, beforeAll, expect, test } from 'vitest';
import { PersonId } from '#domain/person/person';
import { effectsOf, fillMorning, type Morning, rooms } from './postmortem-morning.ts';
import { allMessages } from './soundness.ts';
import { blowsOver, callsOfSlack, untilQuiet } from './storm.ts';

/** `npm run morning` has a thousand: more than Slack takes in a minute. */
const many = Number(process.env.MUSTER_MORNING ?? 40);
const patience = many > 40 ? 30 * 60_000 : 120_000;
const [early, due] = ['2026-03-16T09:00:00.000Z', '2026-03-16T09:30:00.000Z'];
/** Of four postmortems one person drives each. */
const each = 4;
const owners = Math.ceil(many / each);
/** https://docs.slack.dev/apis/web-api/rate-limits */
const messagesPerMinute = 300;

let morning: Morning;
beforeAll(async () => {
  morning = await fillMorning({ many, each, early, due });
}, patience);
afterAll(() => morning?.world.stop());

test(
  `${many} postmortems are due at the same minute: each is said once in its channel, and each of ${owners} owners has one message about all of theirs`,
  async () => {
    const { world, owns } = morning;
    const since = await world.trafficSoFar();
    expect(await allMessages(world)).toEqual([]);
    const began = performance.now();
    await untilQuiet(world, () => world.until(due));
    await blowsOver(world, 60);
    const seconds = Math.round((performance.now() - began) / 1000);

    const messages = await allMessages(world);
    const said = messages.flatMap(effectsOf);
    const wanted = [...rooms(many).map((n) => `PM-${n}/due`), ...[...owns.keys()].map((person) => `PROMPTS-${person}/2026-03-16/message`)];
    expect(said.toSorted()).toEqual(wanted.toSorted());
    for (const message of messages) {
      const [effect = ''] = effectsOf(message);
      const person = /^PROMPTS-(U\w+)/.exec(effect)?.[1];
      const named = [...new Set(JSON.stringify(message.blocks).match(/INC-\d+/g))].toSorted();
      const of = person === undefined ? [/\d+/.exec(effect)?.[0]] : owns.get(PersonId.parse(person));
      expect([effect, named]).toEqual([effect, (of ?? []).map((n) => `INC-${n}`).toSorted()]);
    }

    const { 'chat.postMessage': posts } = await callsOfSlack(world, since);
    const last = Math.max(...messages.map(({ ts }) => Number(ts) * 1000));
    const [took, best] = [(last - Date.parse(due)) / 1000, Math.floor((wanted.length - 1) / messagesPerMinute) * 60];
    console.info(
      `${wanted.length} messages: the last ${took.toFixed(0)} s after they were due, at best ${best} s; ` +
        `Slack turned ${posts?.away} away; the machine took ${seconds} s`,
    );
    expect(posts?.in).toBe(wanted.length);
    // Whoever is turned away takes a turn, and who comes new stands behind them without knocking.
    expect(posts?.away).toBeLessThanOrEqual(wanted.length / 10);
    expect(took).toBeLessThan(best * 1.5 + 120);
    expect(await world.deadLetters()).toEqual([]);
  },
  patience,
);

test(
  'nobody hears of them again on that day',
  async () => {
    const { world } = morning;
    const before = (await allMessages(world)).length;
    await untilQuiet(world, () => world.until('2026-03-16T11:00:00.000Z'));
    expect(await allMessages(world)).toHaveLength(before);
  },
  patience,
);
