import { describe, expect, test } from 'vitest';
import type { Effect, Outcome } from '#domain/effects';
import { type IncidentId, incidents, isIncident } from '#domain/incident/incident';
import { nobodyReached, rungIsDue } from '#domain/incident/ladder';
import { due, incidentProjection, type Reaction } from '#domain/incident/projection';
import { lookAround } from '#domain/incident/surroundings';
import type { AggregateId } from '#domain/keys';
import { perform } from '#domain/perform';
import { type Lane, lanes, type World } from '#domain/ports';
import { notify, type Projection, reconcile } from '#domain/reconcile';
import { ComeBackLater, PersonNeeded } from '#domain/rejection';
import { acknowledgeIncident } from '#features/acknowledge-incident/decide';
import { react as sayWhoHasIt } from '#features/acknowledge-incident/react';
import { declare } from '#features/declare-incident/declare';
import { escalateIncident } from '#features/escalate-incident/decide';
import { react as escalate } from '#features/escalate-incident/react';
import { recordChannel } from '#features/open-channel/decide';
import { react as openChannel } from '#features/open-channel/react';
import { recordPage } from '#features/page-people/decide';
import { react as pagePeople } from '#features/page-people/react';
import { routeIncident } from '#features/route-incident/decide';
import { react as swarm } from '#features/route-incident/react';
import { react as showCard } from '#features/show-card/react';
import { aStage, asha, aTeam, ben, declared, harrowHome, hasTeam, inc311, plus, type Stage, tom, tuesday } from '#test/builders';

/** A world that remembers: what stands in it by key, how often each was made, and every call in order. */
function aWorld() {
  const things = new Map<string, { effect: Effect; outcome: Outcome; made: number }>();
  const calls: string[] = [];
  const refusals = new Map<string, string>();
  let ts = 0;
  const outcomeOf = (effect: Effect): Outcome => {
    const code = refusals.get(effect.key);
    if (code) return { kind: 'refused', code };
    if (effect.kind === 'open-channel') return { kind: 'channel', channel: 'C0ROOM' };
    if (effect.kind === 'message' || effect.kind === 'page') return { kind: 'message', channel: 'C1', ts: String(++ts) };
    return { kind: 'done' };
  };
  const world: World = {
    async perform(effect) {
      calls.push(`perform ${effect.key}`);
      const outcome = outcomeOf(effect);
      if (outcome.kind !== 'refused') things.set(effect.key, { effect, outcome, made: (things.get(effect.key)?.made ?? 0) + 1 });
      return outcome;
    },
    async find(effect) {
      calls.push(`find ${effect.key}`);
      const repeatable = ['unarchive', 'archive', 'invite', 'topic', 'purpose', 'schedule', 'unschedule'].includes(effect.kind);
      return repeatable ? undefined : things.get(effect.key)?.outcome;
    },
    async update(effect, outcome) {
      calls.push(`update ${effect.key}`);
      const thing = things.get(effect.key);
      if (thing) things.set(effect.key, { ...thing, effect });
      return outcome;
    },
  };
  return { world, things, calls, refusals };
}

const message = (key: string, text = 'hello', more: object = {}): Effect => ({ kind: 'message', key, to: 'C1', text, ...more });
const fingerprint = (effect: Effect) => JSON.stringify(effect);

/** A workshop over the memory table, on a record at version 1, with a world of its own. */
async function aWorkshop() {
  const stage = aStage();
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared()] }, {});
  const made = aWorld();
  const recorded: string[] = [];
  const run = (effects: Effect[] | (() => Effect[]), world: World = made.world, record: Projection['record'] = async () => true) =>
    reconcile({ ...stage, world, fingerprint }, inc311, 'main', {
      derive: async () => ({ version: 1, effects: typeof effects === 'function' ? effects() : effects }),
      async record(effect, outcome) {
        recorded.push(effect.key);
        return record(effect, outcome);
      },
    });
  return { ...made, stage, run, recorded };
}

describe('Reconciling', () => {
  test('intends before the call, records and is done after it, and the lane has caught up', async () => {
    const { run, world, stage, recorded } = await aWorkshop();
    let during: unknown;
    const watching: World = {
      ...world,
      async perform(effect) {
        during = (await stage.ledger.entries(inc311, ['a'])).a;
        return world.perform(effect);
      },
    };
    await run([message('a')], watching);
    const intended = { effect: 'a', intendedAt: tuesday, fingerprint: fingerprint(message('a')) };
    expect(during).toEqual(intended);
    expect((await stage.ledger.entries(inc311, ['a'])).a).toEqual({ ...intended, outcome: { kind: 'message', channel: 'C1', ts: '1' } });
    expect(recorded).toEqual(['a']);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(1);
  });

  test('does nothing twice, however often it is asked', async () => {
    const { run, calls } = await aWorkshop();
    for (let times = 0; times < 3; times++) await run([message('a'), message('b')]);
    expect(calls).toEqual(['perform a', 'perform b']);
  });

  test('looks for what it intended and does not know as done, and does not do again what it finds', async () => {
    const { run, calls, stage, things, world } = await aWorkshop();
    await stage.ledger.intend(
      inc311,
      ['a', 'b'].map((effect) => ({ effect, intendedAt: tuesday, fingerprint: 'x' })),
    );
    await world.perform(message('a'));
    await run([message('a'), message('b')]);
    expect(calls).toEqual(['perform a', 'find a', 'find b', 'perform b']);
    expect([...things.values()].map(({ made }) => made)).toEqual([1, 1]);
  });

  test('what it finds may say what was so then: what is kept current is brought up to date', async () => {
    const { run, calls, stage, things, world } = await aWorkshop();
    await stage.ledger.intend(inc311, [{ effect: 'a', intendedAt: tuesday, fingerprint: 'x' }]);
    await world.perform(message('a', 'its channel is on its way', { current: true }));
    await run([message('a', 'its channel is C1', { current: true })]);
    expect(calls).toEqual(['perform a', 'find a', 'update a']);
    expect(things.get('a')).toMatchObject({ made: 1, effect: { text: 'its channel is C1' } });
  });

  test('derives again after what was done, because it may allow more', async () => {
    const { run, calls, things } = await aWorkshop();
    await run(() => [message('a'), ...(things.has('a') ? [message('b')] : []), ...(things.has('b') ? [message('c')] : [])]);
    expect(calls).toEqual(['perform a', 'perform b', 'perform c']);
  });

  test('one that fails holds back only what depends on it, and the lane has not caught up', async () => {
    const { run, calls, things, world, stage } = await aWorkshop();
    const failing: World = {
      ...world,
      perform: async (effect) => (effect.key === 'a' ? Promise.reject(new Error('Slack is down')) : world.perform(effect)),
    };
    const effects = () => [
      message('a'),
      message('b'),
      ...(things.has('a') ? [message('after a')] : []),
      ...(things.has('b') ? [message('after b')] : []),
    ];
    await expect(run(effects, failing)).rejects.toThrow('Slack is down');
    expect(calls).toEqual(['perform b', 'perform after b']);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(0);
    await run(effects);
    expect([...things.keys()].toSorted()).toEqual(['a', 'after a', 'after b', 'b']);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(1);
  });

  test('of several waits the shortest counts, with what comes shortly after it; a real failure speaks louder; several failures are told together', async () => {
    const failing = (failures: Record<string, Error>): World => ({
      ...aWorld().world,
      perform: async ({ key }) => Promise.reject(failures[key]),
    });
    const outcome = async (failures: Record<string, Error>) =>
      (await aWorkshop())
        .run(
          Object.keys(failures).map((key) => message(key)),
          failing(failures),
        )
        .catch((error: unknown) => error);
    const wait = (seconds: number) => new ComeBackLater(seconds, 'Slack asks to wait');
    expect(await outcome({ a: wait(3), b: wait(30), c: wait(5), d: wait(7) })).toMatchObject({ name: 'ComeBackLater', seconds: 5 });
    expect(await outcome({ a: wait(3), b: new Error('broken') })).toMatchObject({ message: 'broken' });
    expect(await outcome({ a: new Error('x'), b: wait(1), c: new Error('y') })).toMatchObject({
      message: 'INC-311: 2 effects failed',
      errors: [{ message: 'x' }, { message: 'y' }],
    });
  });

  test('what a limit turned away is not tried before its turn, and then not looked for', async () => {
    const { run, calls, world, stage } = await aWorkshop();
    const limited: World = { ...world, perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', 'topics')) };
    await stage.lines.turn('topics', plus(tuesday, 1), 1000);
    await expect(run([message('a')], limited)).rejects.toMatchObject({ name: 'ComeBackLater', seconds: 61 });
    await expect(run([message('a'), message('b')])).rejects.toMatchObject({ name: 'ComeBackLater', seconds: 61 });
    expect(calls).toEqual(['perform b']);
    stage.setTime(plus(tuesday, 2));
    await run([message('a'), message('b')]);
    expect(calls).toEqual(['perform b', 'perform a']);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(1);
  });

  test('what can wait stands behind all who wait for the same limit; whoever is in an incident, behind those of their channel alone', async () => {
    const { world, stage } = await aWorkshop();
    const away = (channel: string): World => ({
      ...world,
      perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', `chat.postMessage ${channel}`, 'chat.postMessage')),
    });
    const turned = (id: AggregateId, channel: string) =>
      notify({ ...stage, fingerprint, world: away(channel) }, id, [message(`to ${channel}`)]).then(
        () => 0,
        (error: ComeBackLater) => error.seconds,
      );
    for (const n of [1, 2, 3, 4]) await turned(`PM-${n}`, `C${n}`);
    expect([await turned('PROMPTS-U1', 'D1'), await turned('IMP-1', 'C5')]).toEqual([31, 32]);
    expect(await turned(inc311, 'C6')).toBe(30);
  });

  test('what can wait and comes new stands in line without knocking, and whoever has a turn takes it; an incident knocks', async () => {
    const { world, calls, stage } = await aWorkshop();
    const limited: World = {
      ...world,
      perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', 'chat.postMessage C1', 'chat.postMessage')),
    };
    const say = (id: AggregateId, key: string, way = world) => notify({ ...stage, fingerprint, world: way }, id, [message(key)]);
    await expect(say('PM-1', 'a', limited)).rejects.toMatchObject({ seconds: 30 });
    await expect(say('PM-2', 'b')).rejects.toMatchObject({ name: 'ComeBackLater', seconds: 31 });
    await say(inc311, 'c');
    expect(calls).toEqual(['perform c']);
    stage.setTime(plus(tuesday, 0.5));
    await say('PM-1', 'a');
    stage.setTime(plus(tuesday, 1));
    await say('PM-2', 'b');
    await say('PM-3', 'd');
    expect(calls).toEqual(['perform c', 'perform a', 'perform b', 'perform d']);
  });

  test('a line that has grown long keeps nobody for more than a quarter of an hour', async () => {
    const { run, world, stage } = await aWorkshop();
    const limited: World = { ...world, perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', 'topics')) };
    await stage.lines.turn('topics', plus(tuesday, 600), 1000);
    await expect(run([message('a')], limited)).rejects.toMatchObject({ seconds: 30 + 15 * 60 });
  });

  test('what is said about the following itself takes its turn too', async () => {
    const { calls, world, stage } = await aWorkshop();
    const workshop = { ...stage, world, fingerprint };
    const limited: World = { ...world, perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', 'topics')) };
    await expect(notify({ ...workshop, world: limited }, inc311, [message('a')])).rejects.toMatchObject({ seconds: 30 });
    await expect(notify(workshop, inc311, [message('a'), message('b')])).rejects.toMatchObject({ seconds: 30 });
    expect(calls).toEqual(['perform b']);
    stage.setTime(plus(tuesday, 1));
    await notify(workshop, inc311, [message('a'), message('b')]);
    expect(calls).toEqual(['perform b', 'perform a']);
  });

  test('what was turned away in the middle is looked for, and so is what was tried again and died', async () => {
    const { run, calls, world, things, stage } = await aWorkshop();
    const failing = (error: Error): World => ({
      ...world,
      perform: async (effect) => {
        await world.perform(effect);
        throw error;
      },
    });
    await expect(run([message('a')], failing(new ComeBackLater(1, 'the pin has to wait')))).rejects.toThrow('the pin');
    await run([message('a')]);
    const limited: World = { ...world, perform: async () => Promise.reject(new ComeBackLater(1, 'Slack limits it', 'topics')) };
    await expect(run([message('b')], limited)).rejects.toThrow('Slack limits it');
    stage.setTime(plus(tuesday, 1));
    await expect(run([message('b')], failing(new Error('died')))).rejects.toThrow('died');
    await run([message('b')]);
    expect(calls).toEqual(['perform a', 'find a', 'perform b', 'find b']);
    expect([...things.values()].map(({ made }) => made)).toEqual([1, 1]);
  });

  test('what stands there and may not be changed yet is changed in its turn', async () => {
    const { run, calls, world, things, stage } = await aWorkshop();
    const card = (words: string) => [message('card', words, { current: true })];
    const limited: World = { ...world, update: async () => Promise.reject(new ComeBackLater(20, 'Slack limits it', 'chat.update')) };
    await run(card('one'));
    await expect(run(card('two'), limited)).rejects.toMatchObject({ seconds: 20 });
    await expect(run(card('three'))).rejects.toMatchObject({ seconds: 20 });
    stage.setTime(plus(tuesday, 1));
    await run(card('three'));
    expect(calls).toEqual(['perform card', 'update card']);
    expect(things.get('card')?.effect).toMatchObject({ text: 'three' });
  });

  test('what was refused is recorded and not tried again', async () => {
    const { run, calls, refusals, recorded, stage } = await aWorkshop();
    refusals.set('a', 'restricted_action');
    for (let times = 0; times < 2; times++) await run([message('a')]);
    expect({ calls, recorded }).toEqual({ calls: ['perform a'], recorded: ['a'] });
    expect((await stage.ledger.entries(inc311, ['a'])).a?.outcome).toEqual({ kind: 'refused', code: 'restricted_action' });
  });

  test('what was refused and is asked for anew is looked for before it is made twice, should the reply be lost', async () => {
    const { run, calls, refusals, things, world } = await aWorkshop();
    refusals.set('card', 'restricted_action');
    const card = (words: string) => [message('card', words, { current: true })];
    await run(card('one'));
    refusals.clear();
    const lost: World = { ...world, perform: async (effect) => world.perform(effect).then(() => Promise.reject(new Error('lost'))) };
    await expect(run(card('two'), lost)).rejects.toThrow('lost');
    await run(card('two'));
    expect(calls).toEqual(['perform card', 'perform card', 'find card', 'update card']);
    expect(things.get('card')).toMatchObject({ made: 1, effect: { text: 'two' } });
  });

  test('what is current is brought up to date when its words change and only then; what was said is said', async () => {
    const { run, calls, things, recorded } = await aWorkshop();
    const topic = (words: string): Effect => ({ kind: 'topic', key: 'topic', channel: 'C1', topic: words });
    const state = (words: string) => [message('card', words, { current: true }), message('said', words), topic(words)];
    await run(state('one'));
    await run(state('one'));
    expect(calls).toHaveLength(3);
    await run(state('two'));
    await run(state('two'));
    expect(calls.slice(3).toSorted()).toEqual(['update card', 'update topic']);
    expect(things.get('card')?.effect).toMatchObject({ text: 'two' });
    expect(things.get('said')?.effect).toMatchObject({ text: 'one' });
    expect(recorded).toHaveLength(3);
  });

  test('what was changed by a run that died then is not taken for what it said before', async () => {
    const { run, world, things, stage } = await aWorkshop();
    await run([message('card', 'nobody has it', { current: true })]);
    const dying: World = {
      ...world,
      async update(effect, outcome) {
        await world.update(effect, outcome);
        throw new Error('it died');
      },
    };
    await expect(run([message('card', 'Asha has it', { current: true })], dying)).rejects.toThrow('it died');
    await run([message('card', 'nobody has it', { current: true })]);
    expect(things.get('card')?.effect).toMatchObject({ text: 'nobody has it' });
    expect((await stage.ledger.entries(inc311, ['card'])).card?.fingerprint).not.toBe('');
  });

  test('a reply waits for the message whose thread it stands in, and stands where that one does', async () => {
    const { run, calls, things } = await aWorkshop();
    const reply = message('reply', 'more', { to: 'U0ASHA', under: 'root' });
    await run([reply, message('root')]);
    await run([reply, message('root')]);
    expect(calls).toEqual(['perform root', 'perform reply']);
    expect(things.get('reply')?.effect).toEqual(message('reply', 'more', { to: 'C1', thread: '1' }));
  });

  test('a reply is held back with the message that failed, and the lane has not caught up', async () => {
    const { run, calls, world, stage } = await aWorkshop();
    const effects = [message('root'), message('reply', 'more', { under: 'root' })];
    const failing: World = { ...world, perform: async () => Promise.reject(new Error('Slack is down')) };
    await expect(run(effects, failing)).rejects.toThrow('Slack is down');
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(0);
    await run(effects);
    expect(calls).toEqual(['find root', 'perform root', 'perform reply']);
  });

  test('a reply whose thread waits for its turn waits with it', async () => {
    const { run, calls, world, stage } = await aWorkshop();
    const effects = [message('root'), message('reply', 'more', { under: 'root' })];
    const limited: World = { ...world, perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', 'posts')) };
    await expect(run(effects, limited)).rejects.toMatchObject({ name: 'ComeBackLater' });
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(0);
    stage.setTime(plus(tuesday, 2));
    await run(effects);
    expect(calls).toEqual(['perform root', 'perform reply']);
  });

  test('nothing is tried in a room that has yet to be opened again, and all of it is done afterwards', async () => {
    const { run, calls, world, stage } = await aWorkshop();
    const effects: Effect[] = [
      message('a'),
      { kind: 'unarchive', key: 'open it', channel: 'C1', otherwise: [] },
      message('b', 'elsewhere', { to: 'C2' }),
    ];
    const shut: World = {
      ...world,
      perform: async (effect) => (effect.kind === 'unarchive' ? Promise.reject(new ComeBackLater(60, 'archived')) : world.perform(effect)),
    };
    await expect(run(effects, shut)).rejects.toThrow(ComeBackLater);
    expect(calls).toEqual(['perform b']);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(0);
    await run(effects);
    expect(calls).toEqual(['perform b', 'find open it', 'perform open it', 'perform a']);
  });

  test('where only a person can open it, they are asked once, and it is left to the sweep', async () => {
    const { run, calls, world } = await aWorkshop();
    const ask = message('ask', 'unarchive it', { to: tom });
    const effects: Effect[] = [message('a'), { kind: 'unarchive', key: 'open it', channel: 'C1', otherwise: [ask] }];
    const locked: World = {
      ...world,
      perform: async (effect) => (effect.kind === 'unarchive' ? Promise.reject(new PersonNeeded('archived')) : world.perform(effect)),
    };
    for (let times = 0; times < 3; times++) await expect(run(effects, locked)).rejects.toThrow(PersonNeeded);
    expect(calls.filter((call) => call.startsWith('perform'))).toEqual(['perform ask']);
    await run(effects);
    expect(calls.filter((call) => call.startsWith('perform'))).toEqual(['perform ask', 'perform open it', 'perform a']);
  });

  test('who waits for a person and for a turn comes back when it is their turn', async () => {
    const { run, world } = await aWorkshop();
    const effects: Effect[] = [{ kind: 'unarchive', key: 'open it', channel: 'C1', otherwise: [] }, message('b', 'x', { to: 'C2' })];
    const locked: World = {
      ...world,
      perform: async (effect) =>
        Promise.reject(effect.kind === 'unarchive' ? new PersonNeeded('archived') : new ComeBackLater(7, 'limited')),
    };
    const error = await run(effects, locked).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ seconds: 7 });
    expect(error).not.toBeInstanceOf(PersonNeeded);
  });

  test('a room is put away last, after all that is meant for it', async () => {
    const { run, calls, world } = await aWorkshop();
    const effects: Effect[] = [
      { kind: 'archive', key: 'put it away', channel: 'C1' },
      message('a'),
      message('b', 'elsewhere', { to: 'C2' }),
    ];
    const limited: World = {
      ...world,
      perform: async (effect) => (effect.key === 'a' ? Promise.reject(new ComeBackLater(60, 'limited')) : world.perform(effect)),
    };
    await expect(run(effects, limited)).rejects.toThrow(ComeBackLater);
    expect(calls).toEqual(['perform b']);
    await run(effects);
    expect(calls).toEqual(['perform b', 'find a', 'perform a', 'perform put it away']);
  });

  test('where the message was refused, or nobody asks for it, there is no thread to reply in', async () => {
    const { run, calls, refusals, stage } = await aWorkshop();
    refusals.set('root', 'not_in_channel');
    const effects = [message('root'), message('reply', 'more', { under: 'root' }), message('lost', 'more', { under: 'nothing' })];
    for (let times = 0; times < 2; times++) await run(effects);
    expect(calls).toEqual(['perform root']);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(1);
  });

  test('what is wanted only if it is there is brought up to date, and never made', async () => {
    const { run, calls } = await aWorkshop();
    const page = (key: string, text: string, onlyIfThere: boolean): Effect => ({
      kind: 'page',
      key,
      person: asha,
      rung: 0,
      generation: 1,
      onlyIfThere,
      text,
    });
    await run([page('sent', 'please', false)]);
    await run([page('sent', 'Asha has it', true), page('not sent', 'Asha has it', true)]);
    expect(calls).toEqual(['perform sent', 'update sent']);
  });

  describe('what is wanted only if it is there, and was tried before without an answer,', () => {
    const silent = message('title', 'private now', { current: true, onlyIfThere: true });
    const tried = async (workshop: Awaited<ReturnType<typeof aWorkshop>>, before = message('title', 'the title', { current: true })) => {
      const lost: World = {
        ...workshop.world,
        perform: async () => Promise.reject(new Error('no answer')),
      };
      await expect(workshop.run([before], lost)).rejects.toThrow('no answer');
      return workshop;
    };

    test('is looked for, and brought up to date where it stands', async () => {
      const { run, calls, things, world, recorded } = await tried(await aWorkshop());
      await world.perform(message('title', 'the title', { current: true }));
      await run([silent]);
      await run([silent]);
      expect(calls).toEqual(['perform title', 'find title', 'update title']);
      expect(things.get('title')).toMatchObject({ made: 1, effect: { text: 'private now' } });
      expect(recorded).toEqual(['title']);
    });
    test('is never made where it does not stand, and looked for once', async () => {
      const { run, calls, things, recorded, stage } = await tried(await aWorkshop());
      for (let times = 0; times < 3; times++) await run([silent]);
      expect(calls).toEqual(['find title']);
      expect([things.size, recorded]).toEqual([0, []]);
      expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(1);
      // Should it be wanted after all, nothing stands in its way.
      await run([message('title', 'public again', { current: true })]);
      expect(calls).toEqual(['find title', 'perform title']);
    });
    test('is looked for again where nobody could look', async () => {
      const { run, calls, world } = await tried(await aWorkshop());
      await world.perform(message('title', 'the title', { current: true }));
      const blind: World = { ...world, find: async () => Promise.reject(new Error('Slack is down')) };
      await expect(run([silent], blind)).rejects.toThrow('Slack is down');
      await run([silent]);
      expect(calls).toEqual(['perform title', 'find title', 'update title']);
    });
    test('is let be where it was turned away, which did nothing, or refused', async () => {
      const { run, calls, world, refusals } = await aWorkshop();
      const limited: World = { ...world, perform: async () => Promise.reject(new ComeBackLater(30, 'Slack limits it', 'messages')) };
      await expect(run([message('title')], limited)).rejects.toMatchObject({ name: 'ComeBackLater' });
      await run([silent]);
      expect(calls).toEqual([]);
      refusals.set('other', 'is_archived');
      await run([message('other', 'the title', { current: true })]);
      await run([message('other', 'private now', { current: true, onlyIfThere: true })]);
      expect(calls).toEqual(['perform other']);
    });
  });

  test('the record hears of an outcome before the ledger does: a crash in between tells it again', async () => {
    const { run, recorded, calls } = await aWorkshop();
    const failing = async () => Promise.reject(new Error('no table'));
    await expect(run([message('a')], undefined, failing)).rejects.toThrow('no table');
    await run([message('a')]);
    expect({ recorded, calls }).toEqual({ recorded: ['a', 'a'], calls: ['perform a', 'find a'] });
  });

  test('another that is at the same work is left to it, and asked to come back', async () => {
    const { run, calls, stage, things } = await aWorkshop();
    const both = await Promise.allSettled([run([message('a')]), run([message('a')])]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'ComeBackLater' } });
    await run([message('a')]);
    expect(calls.filter((call) => call.startsWith('perform'))).toHaveLength(1);
    expect(things.get('a')?.made).toBe(1);
    expect(await stage.outbox.reconciledUpTo(inc311, 'main')).toBe(1);
  });

  test('is looked at once more only where an outcome is on record, or something was held back', async () => {
    const { run } = await aWorkshop();
    const looked = async (effects: Effect[], onRecord: boolean) => {
      let times = 0;
      const count = () => {
        times += 1;
        return effects;
      };
      await run(count, undefined, async () => onRecord);
      return times;
    };
    expect(await looked([message('a'), message('b')], false)).toBe(1);
    expect(await looked([message('c')], true)).toBe(2);
    expect(await looked([message('d'), message('e', 'under it', { under: 'd' })], false)).toBe(2);
    expect(await looked([message('f'), { kind: 'archive', key: 'g', channel: 'C1' }], false)).toBe(2);
    expect(await looked([message('a'), message('b')], false)).toBe(1);
  });

  test('a record that asks for more and more is given up on loudly', async () => {
    const { run } = await aWorkshop();
    let more = 0;
    await expect(run(() => [message(`n${++more}`)])).rejects.toThrow('INC-311: still something to do after 12 rounds');
  });
});

/** All that follows an incident, wired as the `react` function wires it. */
const reactions: Record<Lane, Reaction[]> = { main: [openChannel, showCard, swarm, escalate, sayWhoHasIt], page: [pagePeople] };
const overdue = [
  due({ when: ({ routing }) => routing === undefined, act: routeIncident }),
  due({ when: (incident, at) => rungIsDue(incident, at) || nobodyReached(incident), act: escalateIncident }),
];
async function follow(stage: Stage, world: World, id: IncidentId) {
  for (const lane of lanes) {
    const record: Projection['record'] = async (effect, outcome) => {
      const at = stage.now();
      if (effect.kind === 'open-channel' && (outcome.kind === 'channel' || outcome.kind === 'refused'))
        await perform(stage, incidents, id, recordChannel, { at, outcome, hidden: effect.private });
      if (effect.kind === 'page') {
        const { person, rung, generation } = effect;
        await perform(stage, incidents, id, recordPage, { at, person, rung, generation, outcome }, `page.${effect.key}`);
      }
      return effect.kind === 'open-channel' || effect.kind === 'page';
    };
    await reconcile(
      { ...stage, world, fingerprint },
      id,
      lane,
      incidentProjection(stage, id, overdue, { reactions: reactions[lane], look: lookAround(stage, id), record }),
    );
  }
}

/** Calls of these ports are counted; the one numbered `at` fails, before it does anything or after it did. */
function failingAt(stage: Stage, world: World, at: number, when: 'before' | 'after') {
  let count = 0;
  const guard = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]) => [
        name,
        async (...args: unknown[]) => {
          const mine = ++count === at;
          if (mine && when === 'before') throw new Error('power cut');
          const answer = await (call as (...args: unknown[]) => Promise<unknown>)(...args);
          if (mine) throw new Error('power cut');
          return answer;
        },
      ]),
    ) as Port;
  const { records, ledger, outbox } = stage;
  return {
    stage: { ...stage, records: guard(records), ledger: guard(ledger), outbox: guard(outbox) },
    world: guard(world),
    calls: () => count,
  };
}

type Story = { name: string; team?: Parameters<typeof aTeam>[0]; refused?: string[]; private?: boolean };
const stories: Story[] = [
  { name: 'a team on call' },
  { name: 'nobody on call', team: { rota: null } },
  { name: 'a page that is refused', refused: ['INC-1/page/g1/0/U0ASHA'] },
  { name: 'a private one whose channel is refused', refused: ['INC-1/channel'], private: true },
];

/** Declared; two look after it; five minutes later the next is asked; Asha has it. Each step is followed until it is done. */
async function live({ team, refused = [], private: hidden = false }: Story, at = 0, when: 'before' | 'after' = 'before') {
  const stage = await harrowHome();
  if (team) await hasTeam(stage, 'team-bedroom', aTeam(team));
  const { world, things, refusals } = aWorld();
  for (const key of refused) refusals.set(key, 'user_disabled');
  const fragile = failingAt(stage, world, at, when);
  const { id } = await declare(
    stage,
    { by: tom, reportedBy: tom, service: 'bedroom', title: 'beds', severity: 'sev1', private: hidden, drill: false },
    'd1',
  );
  let failed = 0;
  const untilDone = async () => {
    for (let tries = 0; tries < 5; tries++) {
      try {
        return await follow(fragile.stage, fragile.world, id);
      } catch {
        failed++;
      }
    }
    throw new Error('It never came to an end');
  };
  await untilDone();
  stage.setTime(plus(tuesday, 5));
  await untilDone();
  await perform(stage, incidents, id, acknowledgeIncident, { by: ben, at: stage.now(), inRoom: true });
  await untilDone();
  const log = await stage.log.events(id, 0);
  const doubled = [...things.values()].filter(
    ({ effect, made }) => made > 1 && ['open-channel', 'message', 'page', 'bookmark'].includes(effect.kind),
  );
  return {
    calls: fragile.calls(),
    failed,
    doubled: doubled.map(({ effect }) => effect.key),
    world: [...things.values()].map(({ effect }) => fingerprint(effect)).toSorted(),
    log: log.map(({ body }) => JSON.stringify(body)).toSorted(),
    behind: await stage.outbox.behind('9999', 10).then((ids) => ids.filter(isIncident)),
  };
}

describe.each(stories.map((story, index) => ({ ...story, every: index === 0 ? 1 : 5 })))(
  'A crash at any step, with $name',
  ({ every, ...story }) => {
    test('comes to the same world and the same log, with nothing doubled and nothing owed', async () => {
      const { calls, ...calm } = await live(story);
      expect(calm).toMatchObject({ failed: 0, doubled: [], behind: [] });
      expect(calls).toBeGreaterThan(40);
      for (const when of ['before', 'after'] as const) {
        // Every step of the first story; of the others, which differ from it in a few, every fifth, and other ones before than after.
        for (let at = every === 1 || when === 'before' ? 1 : 3; at <= calls; at += every) {
          const { calls: _, failed, ...end } = await live(story, at, when);
          expect({ at, when, ...end, failed }).toEqual({ at, when, ...calm, failed: 1 });
        }
      }
    }, 30_000);
  },
);
