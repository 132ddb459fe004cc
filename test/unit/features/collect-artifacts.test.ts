import { describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { artifactsOf, leadsIn, mostArtifacts } from '#domain/postmortem/artifacts';
import { mostAsked } from '#domain/postmortem/people';
import { type KnownPostmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemView } from '#domain/postmortem/view';
import type { Aggregate, Ref } from '#domain/records';
import { react } from '#features/collect-artifacts/react';
import { readHistory } from '#features/collect-artifacts/read';
import { takeHistory } from '#features/collect-artifacts/take';
import {
  aStage,
  asha,
  ben,
  bot,
  crowd,
  declared,
  guest,
  happened,
  harrowHome,
  hasPerson,
  inc311,
  member,
  plus,
  type Stage,
  tuesday,
} from '#test/builders';
import { offered, over, owner, required, thereWere } from '#test/postmortem-known';

const pm311 = 'PM-311';
const channel = 'C0ROOM';
/** Seconds, as Slack names its messages. */
const ts = (second: number) => `${Date.parse(tuesday) / 1000 + second}.000100`;
const says = (second: number, text: string, more: object = {}) => ({ type: 'message', ts: ts(second), user: asha, text, ...more });

/** A page of a channel, the latest first, as the world hands it over. */
const pageOf = (messages: { ts: string }[], more = false) => {
  const latestFirst = messages.toReversed();
  return { said: latestFirst, more, newest: latestFirst[0]?.ts, oldest: latestFirst.at(-1)?.ts };
};

async function put<State, Event extends { type: string; at: string }>(
  stage: Stage,
  kind: Aggregate<State, Event>,
  id: AggregateId,
  ...events: Event[]
) {
  await perform(stage, kind, id, { facts: () => ({}), decide: () => events }, {});
}
async function begun(hidden = false) {
  const stage = await harrowHome(tuesday, aStage(tuesday));
  await put(
    stage,
    incidents,
    inc311,
    declared({ private: hidden }),
    happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' }),
  );
  await put(stage, postmortems, pm311, offered({ private: hidden }), required(), thereWere(), owner);
  stage.setTime(over);
  return stage;
}
const record = async (stage: Stage) => {
  const [head] = await stage.records.load([postmortemRef(pm311)] as Ref<unknown>[]);
  return head?.value as KnownPostmortem;
};
const effects = async (stage: Stage) =>
  react({ id: pm311, postmortem: await record(stage), room: channel, now: stage.now() } as Partial<PostmortemView> as PostmortemView);
const take = (stage: Stage, page: unknown, oldest = '0') =>
  takeHistory(stage, pm311, { kind: 'read-history', key: 'k', channel, oldest, latest: ts(9999) }, page);
const kept = async (stage: Stage) => {
  const all = await artifactsOf(stage.records, pm311);
  const texts = await stage.log.texts(
    pm311,
    all.map(({ textId }) => textId),
  );
  return all.map(({ kind, textId }) => ({ kind, ...leadsIn(texts[textId]?.body ?? '') }));
};

describe('What stands in a channel', () => {
  test('links are read as Slack marks them, with what they are called; only pages, and without passwords', () => {
    const text =
      'See <https://a.example.com/x?a=1&amp;b=2|the board> and <http://b.example.com> but not <mailto:a@b.c|me> or <javascript:alert(1)> <https://u:p@c.example.com/>';
    const { found } = readHistory(pageOf([says(1, text)]), channel);
    expect(found.map(({ leads }) => leads)).toEqual([
      { url: 'https://a.example.com/x?a=1&b=2', title: 'the board' },
      { url: 'http://b.example.com/' },
      { url: 'https://c.example.com/' },
    ]);
  });

  test('files are where they stand in Slack, and a pinned message is known by its place, without its words', () => {
    const file = { id: 'F1', title: 'graph.png', permalink: 'https://harrow.slack.com/files/F1' };
    const { found } = readHistory(
      pageOf([
        says(1, 'look', { subtype: 'file_share', files: [file] }),
        says(2, 'a secret thought', { reactions: [{ name: 'pushpin' }] }),
        says(3, 'another one', { pinned_to: ['C0ROOM'] }),
        says(4, 'pinned elsewhere', { pinned_to: ['C0OTHER'] }),
      ]),
      channel,
    );
    expect(found.map(({ artifact, leads }) => [artifact.kind, leads.url])).toEqual([
      ['message', `message:C0ROOM/${ts(3)}`],
      ['message', `message:C0ROOM/${ts(2)}`],
      ['file', 'https://harrow.slack.com/files/F1'],
    ]);
    expect(JSON.stringify(found)).not.toContain('a secret thought');
  });

  test('whoever joins has said nothing; whoever answers in a thread has; an app is nobody', () => {
    const { people } = readHistory(
      pageOf([
        says(1, 'joined', { subtype: 'channel_join', user: 'U7' }),
        says(2, 'up', { reply_users: ['U8'] }),
        says(3, 'deploy', { user: 'U9', bot_id: 'B1' }),
      ]),
      channel,
    );
    expect(people.map(({ person }) => person)).toEqual([asha, 'U8']);
  });
});

describe('What was put into the channel', () => {
  test('belongs to it once, however often it is read and whoever repeats it', async () => {
    const stage = await begun();
    const page = pageOf([says(1, '<https://a.example.com>'), says(2, '<https://a.example.com> again', { user: ben })]);
    expect(await take(stage, page)).toBe(true);
    const [version] = await stage.records.load([postmortemRef(pm311)] as Ref<unknown>[]);
    expect(await take(stage, page)).toBe(false);
    expect((await stage.records.load([postmortemRef(pm311)] as Ref<unknown>[]))[0]?.version).toBe(version?.version);
    expect(await kept(stage)).toEqual([{ kind: 'link', url: 'https://a.example.com/' }]);
    expect((await record(stage)).artifacts).toBe(1);
  });

  test('a long channel is read page by page, backwards, and what comes later from where it was left', async () => {
    const stage = await begun();
    const [first] = await effects(stage);
    expect(first).toMatchObject({ kind: 'read-history', oldest: '0' });
    await take(stage, pageOf([says(200, '<https://late.example.com>')], true));
    const [second] = await effects(stage);
    expect(second).toMatchObject({ key: `PM-311/history/${ts(200)}/${ts(200)}`, oldest: '0', latest: ts(200) });
    await take(stage, pageOf([says(100, '<https://early.example.com>')]));
    expect((await record(stage)).seenUntil).toBe(ts(200));
    // For the same reason it is not read again; for another one, from there on.
    expect((await effects(stage))[0]?.key).toBe(first?.key);
    await put(stage, postmortems, pm311, { type: 'PostmortemMeetingStarted', at: stage.now(), by: asha });
    const [third] = await effects(stage);
    expect(third?.key).not.toBe(first?.key);
    expect(third).toMatchObject({ oldest: ts(200) });
  });

  test('hundreds in one page are taken a few at a time, and no more are kept than anybody reads', async () => {
    const stage = await begun();
    const many = Array.from({ length: mostArtifacts + 30 }, (_, n) => says(n + 1, `<https://a.example.com/${n}>`));
    for (let from = 0; from < many.length; from += 200) await take(stage, pageOf(many.slice(from, from + 200)));
    expect((await record(stage)).artifacts).toBe(mostArtifacts);
    expect(await kept(stage)).toHaveLength(mostArtifacts);
  }, 60_000);

  test('brings whoever wrote there, forty in all, and counts the rest', async () => {
    const stage = await begun();
    for (const person of crowd(50)) await hasPerson(stage, person, member);
    await take(stage, pageOf(crowd(50).map((user, n) => says(n + 1, 'hello', { user }))));
    const { people, more } = await record(stage);
    expect(Object.keys(people)).toHaveLength(mostAsked);
    expect(more).toBe(50 - (mostAsked - 3));
  });

  test('whoever writes when it has been over for an hour was not at it, nor who drives it by writing alone', async () => {
    const stage = await begun();
    const [during, justAfter, later, answering, lead] = crowd(5) as [PersonId, PersonId, PersonId, PersonId, PersonId];
    for (const person of crowd(5)) await hasPerson(stage, person, member);
    await put(stage, postmortems, pm311, { type: 'PostmortemFacilitatorAssigned', at: stage.now(), facilitator: lead });
    const end = (Date.parse(over) - Date.parse(tuesday)) / 1000;
    const replied = { reply_users: [answering], latest_reply: ts(end + 7200) };
    await take(
      stage,
      pageOf([
        says(1, 'hello', { user: during, ...replied }),
        says(2, 'how is it?', { user: lead }),
        says(end + 3000, 'phew', { user: justAfter }),
        says(end + 4000, 'what was that?', { user: later }),
      ]),
    );
    const { people } = await record(stage);
    expect([during, justAfter, later, answering, lead].map((person) => people[person]?.as)).toEqual([
      ...[['responder'], ['responder']],
      ...[undefined, undefined, undefined],
    ]);
  });

  test('guests and apps are not asked, and of a private one only those whom it was opened to', async () => {
    const stage = await begun();
    const [one, other] = crowd(2) as [typeof asha, typeof asha];
    await hasPerson(stage, one, guest);
    await hasPerson(stage, other, bot);
    await take(stage, pageOf([says(1, 'hello', { user: one }), says(2, 'beep', { user: other })]));
    expect((await record(stage)).people).not.toHaveProperty(one);
    const hidden = await begun(true);
    await take(hidden, pageOf([says(1, 'hello', { user: crowd(9)[8] })]));
    expect(Object.keys((await record(hidden)).people)).not.toContain(crowd(9)[8]);
  });

  test('is not looked for while the incident goes on again, nor in a room that nobody can write in', async () => {
    const stage = await begun();
    await put(stage, postmortems, pm311, { type: 'PostmortemReopened', at: plus(over, 5) });
    expect(await effects(stage)).toEqual([]);
    const fresh = await begun();
    expect(react({ id: pm311, postmortem: await record(fresh), now: fresh.now() } as Partial<PostmortemView> as PostmortemView)).toEqual(
      [],
    );
  });
});
