import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { updateWhere } from '#adapters/dynamodb/update-where';
import { directoryKey, directoryShards } from '#domain/keys';
import { isOwned, owned } from '#test/builders';
import { partOfHarrow } from './part-of-harrow.ts';
import { allMessages, everythingIsSound } from './soundness.ts';
import { type Block, numberIn, openWorld, type Traffic, told, type World } from './world.ts';

/** Harrow Home with a team of 250, among them a guest and a bot, and with names that no one should have. */
const hostile = '<!channel> <@U0ASHA> & *bold* <https://evil.example|click>';
const many = Array.from({ length: 248 }, (_, n) => ({ id: `U1P${n}`, handle: `p${n}`, name: `Person ${n}`, zone: 'Europe/London' }));
const folder = mkdtempSync(join(tmpdir(), 'muster-catalogue-'));

function catalogue(): string {
  const harrow = partOfHarrow({
    teams: ['team-bedroom', 'team-checkout', 'home-mpt', 'team-sleep', 'team-bath'],
    services: ['bedroom', 'checkout', 'rugs'],
    people: ['gus', 'pagerbot', 'wanda'],
  });
  const [team, bedroom] = [
    harrow.teams.find(({ slug }) => slug === 'team-bedroom'),
    harrow.services.find(({ slug }) => slug === 'bedroom'),
  ];
  if (!team || !bedroom) throw new Error('Harrow Home has no Bedroom.');
  const all = {
    ...{ slug: 'team-many', name: `Team ${hostile}`, lead: 'p0', tech_lead: 'p1', channel: undefined },
    members: [...many.map(({ handle }) => handle), 'gus', 'pagerbot'],
    group: { id: 'S0MANY', handle: 'many' },
    rota: { ...(team.rota as object), order: ['p0', 'p1'] },
  };
  const theirs = {
    ...{ slug: 'many', name: `Many ${hostile}`, aliases: [], journeys: [], alert_keys: [], urls: [] },
    ownership: [{ team: 'team-many', model: 'ybiyri', from: '2024-01-01T00:00:00Z' }],
  };
  harrow.people.push(...many);
  harrow.teams.push({ ...team, ...all });
  harrow.services.push({ ...bedroom, ...theirs });
  const file = join(folder, 'many.yaml');
  writeFileSync(file, stringify(harrow));
  return file;
}

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: catalogue() });
});
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const invited = (entries: Traffic[]) =>
  entries
    .filter(({ method }) => method === 'conversations.invite')
    .map(({ request }) => String((request as { users?: string }).users ?? '').split(','));

/** Nobody has to be reminded of it, and the next on the same service is one of its own. */
async function callOff(id: string) {
  await world.types('@p0', `cancel ${id} everyone came`);
  await world.settle();
}

describe('a team of 250', () => {
  test('comes in by hundreds; a guest, a bot and someone deactivated are left out with a reason', async () => {
    await world.change({ do: 'deactivate', user: '@p7' });
    await world.settle();
    await world.change({ do: 'set-group', group: 'S0MANY', users: [...many.map(({ id }) => id), 'U0GUS', 'U0PAGERBOT'] });
    await world.settle();
    const before = await world.trafficSoFar();
    const id = numberIn(told(await world.types('@tom', 'declare sev1 many: everyone is needed')));
    await world.passes(60);
    const room = await world.roomOf(id);
    expect(await world.peopleIn(room.id)).toHaveLength(247 + 1);
    const batches = invited(await world.traffic(before));
    expect(Math.max(...batches.map((users) => users.length))).toBeLessThanOrEqual(100);
    expect(batches.flat()).not.toContain('U0GUS');
    const routed = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    const leftOut = (routed?.left_out ?? []) as { person: string; reason: string }[];
    expect(leftOut.map(({ person, reason }) => `${person} ${reason}`).toSorted()).toEqual([
      'U0GUS guest',
      'U0PAGERBOT bot',
      'U1P7 deactivated',
    ]);
    await callOff(id);
  });

  test('someone whom Slack turns down, and we could not know, spoils it for nobody else', async () => {
    await world.faults({ on: 'deliver:event', do: 'delay', ms: 600_000 });
    await world.change({ do: 'restrict', user: '@p9' });
    const id = numberIn(told(await world.types('@tom', 'declare sev1 many: one bad user')));
    await world.passes(60);
    await world.calm();
    const people = await world.peopleIn((await world.roomOf(id)).id);
    expect(people).toHaveLength(247);
    expect(people).not.toContain('p9');
    await callOff(id);
    await world.passes(600);
  });
});

describe('what people write', () => {
  const nasty = [
    hostile,
    `${'x'.repeat(3000)} <!everyone>`,
    'שלום <!here> \u202eabc‮ مرحبا & <@U0ASHA>',
    '😀 <!subteam^S0BEDROOM> :tada: @channel #general & ~gone~ `code`',
    '> quote\n<!channel>\n```\n<@U0TOM>',
  ];

  test('is shown as it is and never becomes a mention, a link or a call to everyone', async () => {
    for (const text of nasty) {
      const { view } = await world.types('@gwen', '');
      const line = text.replaceAll(/\s+/g, ' ').slice(0, 150);
      const values = { title: line, symptoms: text.slice(0, 3000), service: 'many', severity: 'sev4', options: ['drill'] };
      const answer = await world.submits('@gwen', view, values);
      expect([answer.status, answer.error]).toEqual([200, undefined]);
      await world.types('@wanda', `declare drill sev3 many: ${text}`);
      await world.types('@p0', `declare sev4 ${text.replaceAll(':', '')}: ${text}`);
      await world.passes(20);
    }
    // All that Slack would read as a mention or a link, wherever it stands: only what we put there ourselves.
    const lawful =
      /^<(@U[A-Z0-9]+|#C[A-Z0-9]+|!subteam\^S[A-Z0-9]+|!date\^\d+\^[^>]*|https:\/\/(runbooks|dashboards|harrow-home\.slack)\.[^>]*)>$/;
    const spoken = [
      ...(await allMessages(world)).flatMap(markupIn),
      ...(await world.channels()).flatMap(({ topic, purpose }) => [topic?.value ?? '', purpose?.value ?? '']),
    ];
    const references = spoken.flatMap((text) => text.match(/<[^>]*>/g) ?? []);
    expect(references.length).toBeGreaterThan(100);
    expect([...new Set(references.filter((reference) => !lawful.test(reference)))]).toEqual([]);
    expect(spoken.join('\n')).not.toMatch(/<!(channel|here|everyone)|<https:\/\/evil/);
    // Where there are blocks they are what is read; in them no mark of theirs makes anything bold, struck out or code.
    const read = (await allMessages(world)).flatMap((message) => (message.blocks ? message.blocks.flatMap(markdown) : [message.text]));
    expect(read.filter((text) => /\*bold\*|~gone~|`code`/.test(text))).toEqual([]);
    // Asha was named by the words of others alone.
    expect([...new Set(references)]).not.toContain('<@U0ASHA>');
    expect(await world.messages((await world.inbox('@asha')).channel ?? 'none')).toEqual([]);
  });

  test('is answered without being interpreted too', async () => {
    const listed = await world.types('@gwen', 'list');
    const status = await world.types('@gwen', `status ${numberIn(told(listed))}`);
    const unread = await world.types('@gwen', `ack ${hostile}`);
    for (const { ephemeral } of [listed, status, unread])
      expect(ephemeral.flatMap(markupIn).join('\n')).not.toMatch(/<!(channel|here|everyone)|<@U0ASHA>|<https:\/\/evil/);
  });

  const markupIn = ({ text, blocks = [] }: { text: string; blocks?: Block[] }) => [text, ...blocks.flatMap(markdown)];
  function markdown(part: unknown): string[] {
    if (typeof part !== 'object' || part === null) return [];
    const { type, text } = part as { type?: string; text?: unknown };
    if (type === 'plain_text') return [];
    return type === 'mrkdwn' ? [String(text)] : Object.values(part).flatMap(markdown);
  }
});

describe('a service that changes hands', () => {
  test('is swarmed by its owner as of each declaration, and each incident keeps the owner it had', async () => {
    const owner = async (id: string) => {
      const { facts } = await world.store();
      return (await facts.read(id as `INC-${number}`))?.facts.owner as { team_id: string; ownership_version: number };
    };
    const before = numberIn(told(await world.types('@gwen', 'declare sev4 rugs: before')));
    await world.passes(31 * 60);
    const { records } = await world.store();
    const old = await owner(before);
    const moves = async (version: number, team: string) => {
      const at = await world.now();
      await isOwned({ records, now: () => at }, 'rugs', owned(version, team, at));
    };
    await moves(old.ownership_version + 1, 'team-sleep');
    await world.settle();
    const between = numberIn(told(await world.types('@gwen', 'declare sev4 rugs: between')));
    await world.settle();
    expect(await owner(between)).toMatchObject({ team_id: 'team-sleep', ownership_version: old.ownership_version + 1 });
    await world.passes(32 * 60);
    await moves(old.ownership_version + 2, 'team-bath');
    await world.settle();
    const after = numberIn(told(await world.types('@gwen', 'declare sev4 rugs: after')));
    await world.settle();
    expect(await owner(after)).toMatchObject({ team_id: 'team-bath', ownership_version: old.ownership_version + 2 });
    expect((await world.roomOf(after)).topic.value).toContain('Team Bath');
    // "I no longer have it" asks anew, and still those who owned it when it was declared.
    const onCall = (await world.events(between)).find((event) => event['detail-type'] === 'IncidentPaged')?.detail.data.person as string;
    await world.types(onCall, `ack ${between}`);
    await world.types(onCall, `unack ${between}`);
    await world.settle();
    expect(await owner(between)).toMatchObject({ team_id: 'team-sleep' });
    expect(await owner(before)).toEqual(old);
  });
});

describe('10,000 services', () => {
  test('are searched in less than a second, and the right one is found', async () => {
    const { directory } = await world.store();
    // One in seven is known by all the names there are, as in a catalogue that grew.
    const entry = (n: number) => ({
      slug: `svc-${n}`,
      name: `Parcel Tracker ${n}`,
      aliases: [`tracker-of-${n}`],
      journeys: n % 7 === 0 ? [`follow-parcel-${n}`] : [],
      alertKeys: n % 7 === 0 ? [`parcel-${n}-5xx`] : [],
      urls: n % 7 === 0 ? [`https://parcels.example.com/${n}`] : [],
    });
    const all = [...(await directory.services()), ...Array.from({ length: 10_000 }, (_, n) => entry(n))];
    for (let shard = 0; shard < directoryShards; shard++) {
      const entries = Object.fromEntries(all.filter((_, n) => n % directoryShards === shard).map((one) => [one.slug, one]));
      await updateWhere(await world.table(), directoryKey(shard), { set: 'SET #entries = :entries', values: { ':entries': entries } });
    }
    await world.passes(61);
    const { view } = await world.types('@tom', '');
    const search = (query: string) => world.searches('@tom', { view: view?.id ?? '' }, 'service', query);
    await search('warm');
    for (const query of [
      'Parcel Tracker 7777',
      'tracker-of-7777',
      'follow-parcel-7777',
      'parcel-7777-5xx',
      'https://parcels.example.com/7777/x?y=z',
    ]) {
      const { options, ackMs } = await search(query);
      expect([query, options[0]?.value, options.at(-1)?.value]).toEqual([query, 'svc-7777', '?']);
      expect(ackMs).toBeLessThan(1000);
    }
    expect((await search('checkout')).options[0]?.value).toBe('checkout');
    expect((await search('parcel')).options).toHaveLength(100);
    expect((await search('pracel trakcer')).ackMs).toBeLessThan(1000);
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
