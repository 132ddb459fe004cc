import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import type { Effect, Outcome } from '#domain/effects';
import { headWrite } from '#domain/head-write';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import type { Timer } from '#domain/incident/timers';
import { type AggregateId, promptsId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { lanesOf } from '#domain/ports';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { postmortemTimers } from '#domain/postmortem/timers';
import { viewPostmortem } from '#domain/postmortem/view';
import { Prompts, promptsRef } from '#domain/prompts/prompts';
import { promptsTimers } from '#domain/prompts/timers';
import type { Aggregate } from '#domain/records';
import { lookAgain } from '#features/prompt-people/take';
import { postmortemReactions } from '#following/postmortem-reactions';
import { fingerprint } from '#runtime/fingerprint';
import { startSandbox } from '#sandbox/start';
import { plus } from '#test/builders';
import { bundledHandlers } from '#test/bundled-handlers';
import { as, offered, ownedBy, required } from '#test/prompting';
import { schedulerOf } from './schedules.ts';
import { effectOf, type Message, type World, worldAt } from './world.ts';

/** Postmortems that were asked about and reminded of in vain, and all of which are due at the same minute. */
export type Morning = { world: World; owns: Map<PersonId, number[]> };
type Wanted = { many: number; each: number; early: string; due: string };

const atOnce = 4;
export const rooms = (many: number): number[] => Array.from({ length: many }, (_, n) => n + 1);
const roomName = (n: number) => `inc-${n}-due`;
const handleOf = (n: number) => `owner-${n}`;
const personOf = (n: number) => PersonId.parse(`U0OWNER${n}`);

/** Which effect a message is; a due date is said under the version at which it came. */
export const effectsOf = (message: Message): string[] => [(effectOf(message) ?? '').replace(/^(PM-\d+)\/\d+\/due$/, '$1/due')];

function catalogue({ many, each }: Wanted): string {
  const file = join(mkdtempSync(join(tmpdir(), 'muster-morning-')), 'catalogue.yaml');
  const owners = rooms(Math.ceil(many / each));
  const hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' };
  const team = { type: 'delivery_team', zone: 'Europe/London', working_hours: hours, lead: handleOf(1), members: [handleOf(1)] };
  writeFileSync(
    file,
    JSON.stringify({
      organisation: { name: 'Relay', zone: 'Europe/London', incident_managers: 'relay' },
      channels: ['general', 'incidents', 'incidents-unrouted', 'muster-ops', 'learning', 'ownership', ...rooms(many).map(roomName)],
      people: owners.map((n) => ({ id: personOf(n), handle: handleOf(n), zone: 'Europe/London' })),
      teams: [{ slug: 'relay', name: 'Relay', ...team }],
      services: [],
    }),
  );
  return file;
}

/** As the log would be after a week; written without a detour, and what follows from it has happened. */
export async function fillMorning(wanted: Wanted): Promise<Morning> {
  const { many, each, early, due } = wanted;
  const sandbox = await startSandbox({ memory: true, handlers: await bundledHandlers(), at: early, catalogue: catalogue(wanted) });
  const world: World = { ...worldAt(sandbox.origin), stop: sandbox.stop };
  // Nobody waits for what is written now, and the machine may be busy with other things.
  const store = await world.store({ connectMs: 30_000, replyMs: 60_000, allMs: 300_000 });
  const stage = { ...store, now: () => early };
  const channels = new Map((await world.channels()).map(({ id, name }) => [name, id]));
  const owns = new Map<PersonId, number[]>();
  for (const n of rooms(many)) {
    const owner = personOf(Math.ceil(n / each));
    owns.set(owner, [...(owns.get(owner) ?? []), n]);
  }
  const timers = new Map<string, Timer>();

  sandbox.aws.hold(true);
  await several(rooms(many), async (n) => {
    const [incident, postmortem] = [`INC-${n}`, `PM-${n}`] as const;
    const over = written(incidents, incident, happened(channels.get(roomName(n)) ?? '', due), early);
    const late = written(postmortems, postmortem, asked(postmortem, personOf(Math.ceil(n / each)), due), early);
    const appended = await stage.records.append({
      heads: [over.write, late.write],
      puts: [...over.puts, ...late.puts],
      holds: [],
      claims: [],
    });
    if (appended !== 'done') throw new Error(`${postmortem} was not put on record: ${appended}`);
    await Promise.all([follow(stage, incident), follow(stage, postmortem)]);
    const view = await viewPostmortem(stage, postmortem);
    if (view) await isSo(stage, postmortem, [...postmortemReactions.flatMap((react) => react(view, []))]);
    for (const timer of postmortemTimers(postmortem, late.state).filter(({ at }) => at === due)) timers.set(timer.name, timer);
  });
  await several([...owns], async ([person, all]) => {
    await lookAgain(
      stage,
      person,
      all.map((n) => `PM-${n}` as const),
    );
    const [head] = await store.records.load([promptsRef(person)]);
    const armed = promptsTimers(promptsId(person), Prompts.parse(head?.value));
    for (const timer of armed) timers.set(timer.name, timer);
    await isSo(
      stage,
      promptsId(person),
      armed.map((timer) => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer })),
    );
    await follow(stage, promptsId(person));
  });
  await sandbox.aws.passOver();
  sandbox.aws.hold(false);

  const scheduler = schedulerOf(world);
  const [recurring] = (await world.schedules()).filter(({ expression }) => expression?.startsWith('rate('));
  const { Target } = await scheduler.send(new GetScheduleCommand({ Name: recurring?.name ?? '' }));
  await several([...timers.values()], async ({ name, at, payload }) => {
    await scheduler.send(
      new CreateScheduleCommand({
        ...{ Name: name, GroupName: 'muster', ScheduleExpression: `at(${at.slice(0, 19)})`, ScheduleExpressionTimezone: 'UTC' },
        ...{ FlexibleTimeWindow: { Mode: 'OFF' }, ActionAfterCompletion: 'DELETE' },
        Target: { Arn: Target?.Arn, RoleArn: Target?.RoleArn, Input: JSON.stringify(payload) },
      }),
    );
  });
  return { world, owns };
}

type Stage = Awaited<ReturnType<World['store']>> & { now: () => string };

function written<State, Event extends { type: string; at: string }>(
  aggregate: Aggregate<State, Event>,
  id: AggregateId,
  events: Event[],
  at: string,
) {
  const { write, beside, state } = headWrite(aggregate, id, { value: aggregate.initial, version: 0, words: {} }, { events }, at);
  return { write, puts: beside.map((item) => ({ ...item, expected: 0 })), state };
}

/** All of it has left, and the world has caught up with it. */
async function follow({ log, outbox }: Stage, id: AggregateId): Promise<void> {
  const events = await log.events(id, 0);
  await outbox.published(events);
  for (const lane of lanesOf(id)) await outbox.reconciled(id, lane, events.length);
}

/** What it asks of the world stands there already. */
async function isSo(stage: Stage, id: AggregateId, effects: Effect[]): Promise<void> {
  for (const effect of effects) {
    const at = stage.now();
    const outcome: Outcome =
      effect.kind === 'message' ? { kind: 'message', channel: effect.to, ts: '1773000000.000100' } : { kind: 'done' };
    await stage.ledger.done(id, { effect: effect.key, intendedAt: at, fingerprint: fingerprint(effect), outcome });
  }
}

const happened = (channel: string, due: string): IncidentEvent[] => {
  const [from, by] = [plus(due, -8 * 24 * 60), personOf(1)];
  return [
    {
      ...{ type: 'IncidentDeclared', at: from, by, reportedBy: by, severity: 'sev2', service: null },
      ...{ private: false, drill: false, titleId: 'title' },
    },
    { type: 'IncidentChannelOpened', at: from, channel, private: false },
    { type: 'IncidentResolved', at: plus(from, 60), by, fix: 'permanent', howId: 'how' },
  ];
};

function asked(id: `PM-${number}`, owner: PersonId, due: string): PostmortemEvent[] {
  const t0 = plus(due, -7 * 24 * 60);
  const sent = (days: number, what: string[], nudge?: number): PostmortemEvent => {
    const at = plus(t0, days * 24 * 60);
    return { type: 'PostmortemPromptSent', at, person: owner, day: at.slice(0, 10), what, reminded: true, ...(nudge && { nudge }) };
  };
  const ladder = { soon: plus(due, -24 * 60), due, ...rungs(due) };
  return [
    offered(id, t0, { service: null, team: null }),
    required(t0, { ladder }),
    { type: 'PostmortemPeopleChanged', at: t0, people: [{ ...as(owner, 'responder'), team: undefined }] },
    ownedBy(owner, t0, { because: 'picked', by: owner }),
    sent(1, ['p1', 'p2', 'p3', 'p4']),
    sent(2, ['p5', 'nudge_1'], 1),
    sent(3, ['nudge_2'], 2),
    sent(6, ['due_soon']),
  ];
}

const rungs = (due: string) => {
  const days = (n: number) => plus(due, n * 24 * 60);
  return { commander: days(1), lead: days(2), productManager: days(7), orgHeads: days(14) };
};

async function several<One>(all: One[], work: (one: One) => Promise<void>): Promise<void> {
  const next = all.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const one of next) await work(one);
    }),
  );
}
