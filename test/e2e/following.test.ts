import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** Tuesday, five in the morning in London: nobody is at work, and those on call are on call. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T05:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

async function declared(line: string, by = '@tom') {
  const id = numberIn(told(await world.types(by, `declare ${line}`)));
  await world.settle();
  return id;
}
const minutesBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
const declaredAt = async (id: string) => (await world.events(id))[0]?.detail.occurred_at ?? '';
const pagesOf = async (user: string, id: string) =>
  (await world.inbox(user)).messages.filter((message) => effectOf(message)?.startsWith(`${id}/page/`));

describe('the room', () => {
  let id = '';
  beforeAll(async () => {
    id = await declared('sev2 checkout: Zahlung schlägt fehl / card payments failing');
  });

  test('is called after the incident, and says what it is about', async () => {
    const room = await world.roomOf(id);
    expect(room).toMatchObject({
      name: 'inc-1-zahlung-schlagt-fehl-card-payments-failing',
      is_private: false,
      is_archived: false,
      creator: 'U0MUSTER',
    });
    expect(room.topic.value).toBe('SEV2 · Checkout · Team Checkout · nobody has it yet');
    expect(room.purpose.value).toBe(`${id}: Zahlung schlägt fehl / card payments failing`);
    expect(room.bookmarks.map(({ title, link }) => [title, link])).toEqual([
      ['Runbook', 'https://runbooks.example.com/checkout'],
      ['Dashboard', 'https://dashboards.example.com/checkout'],
      ['Dashboard 2', 'https://dashboards.example.com/checkout-payments'],
    ]);
  });

  test('has one card, pinned, with all that one needs to begin', async () => {
    const room = await world.roomOf(id);
    const [card, ...more] = await world.said(room.id, `${id}/card`);
    expect(more).toEqual([]);
    expect(room.pins).toEqual([card?.ts]);
    const shown = textOf(card?.blocks);
    for (const words of [
      `${id} · SEV2 · Checkout`,
      'Zahlung schlägt fehl / card payments failing',
      '*Owner*\nTeam Checkout\nYou Build It You Run It, active development',
      '*On call*\n<@U0TOBY>',
      '*Who has it*\nnobody has it yet',
      '*Product manager*\n<@U0FELIX>',
      'Declared by <@U0TOM> <!date^',
    ])
      expect(shown).toContain(words);
    const buttons = buttonsOf(card?.blocks);
    expect(buttons.filter(({ url }) => url).map(({ url }) => url)).toEqual([
      'https://runbooks.example.com/checkout',
      'https://dashboards.example.com/checkout',
      'https://dashboards.example.com/checkout-payments',
    ]);
    expect(buttons.flatMap(({ url, text }) => (url ? [] : [text?.text])).slice(0, 2)).toEqual(['Timeline', "I've got it"]);
  });

  test('is announced in one line that stays current', async () => {
    const room = await world.roomOf(id);
    const lines = await world.said('#incidents', `${id}/announcement`);
    expect(lines).toHaveLength(1);
    expect(textOf(lines[0]?.blocks)).toBe(
      `${id} · SEV2 · Checkout: Zahlung schlägt fehl / card payments failing · nobody has it yet · <#${room.id}>\nKeep me posted`,
    );
    await world.types('@toby', `ack ${id}`);
    await world.settle();
    expect((await world.said('#incidents', `${id}/announcement`)).map(({ blocks }) => textOf(blocks))).toEqual([
      textOf(lines[0]?.blocks).replace('nobody has it yet', '<@U0TOBY> has it'),
    ]);
  });

  test('is filled after two calls in series: create, then invite beside card and announcement', async () => {
    const before = await world.trafficSoFar();
    const other = await declared('sev2 mattress: two calls deep');
    const calls = (await world.traffic(before)).filter(({ kind }) => kind === 'slack-api').map(({ method }) => method);
    const [created, invited] = [calls.indexOf('conversations.create'), calls.indexOf('conversations.invite')];
    expect(created).toBeGreaterThanOrEqual(0);
    // What goes between them was sent beside them: nothing that invites wait for.
    expect(calls.slice(created + 1, invited).every((method) => /^(chat|bookmarks|conversations\.set|pins)/.test(method))).toBe(true);
    expect(await world.peopleIn((await world.roomOf(other)).id)).toContain('tom');
  });
});

describe('who is swarmed', () => {
  test.each([
    ['sev1', ['asha', 'ben', 'tom']],
    ['sev2', ['asha', 'ben', 'tom']],
    ['sev3', ['asha', 'tom']],
    ['sev4', ['asha', 'tom']],
  ])('%s at night: %j', async (severity, people) => {
    await world.passes(20);
    const id = await declared(`drill ${severity} bedroom: at night ${severity}`);
    expect(await world.peopleIn((await world.roomOf(id)).id)).toEqual(people);
    expect(await pagesOf('@asha', id)).toMatchObject([{ metadata: { event_payload: { effect: `${id}/page/g1/0/U0ASHA` } } }]);
    await world.types('@asha', `ack ${id}`);
    await world.settle();
  });

  test.each([
    ['sev1', ['asha', 'ben', 'chloe', 'marek', 'tom'], ' <!subteam^S0BEDROOM>'],
    ['sev2', ['asha', 'ben', 'chloe', 'marek', 'tom'], ' <!subteam^S0BEDROOM>'],
    ['sev3', ['asha', 'tom'], ''],
    ['sev4', ['asha', 'tom'], ''],
  ])('%s in working hours: %j', async (severity, people, group) => {
    await world.passes(20);
    if ((await world.now()) < '2026-03-10T09:05') await world.until('2026-03-10T09:05:00Z');
    const id = await declared(`drill ${severity} bedroom: by day ${severity}`);
    const room = await world.roomOf(id);
    expect(await world.peopleIn(room.id)).toEqual(people);
    const [call] = await world.said(room.id, `${id}/on-call-g1`);
    expect(call?.text).toBe(`*DRILL* <@U0ASHA> you are on call for Team Bedroom: Bedroom needs you.${group}`);
    await world.types('@asha', `ack ${id}`);
    await world.settle();
  });

  test('whoever is on call gets a direct message with a button, and it works there', async () => {
    const id = await declared('sev2 bathroom: taps run dry');
    const [page, ...more] = await pagesOf('@raj', id);
    expect(more).toEqual([]);
    expect(textOf(page?.blocks)).toContain('You are asked as on call of Team Bath.');
    expect(textOf(page?.blocks)).toContain('taps run dry');
    await world.presses('@raj', { channel: (await world.inbox('@raj')).channel, ts: page?.ts ?? '' }, 'acknowledge-incident');
    await world.settle();
    expect((await world.roomOf(id)).topic.value).toContain('<@U0RAJ> has it');
    expect(await world.story(id)).toContain('IncidentAcknowledged');
  });
});

describe('the ladder', () => {
  /** At work, and nobody was woken before: who was is asked last. */
  beforeAll(async () => {
    await everythingIsSound(world);
    await world.stop();
    world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  });

  test('of sev2: Side-kick after 5 minutes, lead after 10, product manager and incident managers after 15', async () => {
    const id = await declared('sev2 checkout: nobody answers');
    await world.untilAfter(id, 4 * 60 + 50);
    expect(await world.escalations(id)).toEqual([]);
    await world.untilAfter(id, 5 * 60 + 5);
    expect((await world.escalations(id)).map(({ role, people }) => [role, people])).toEqual([['side_kick', ['huda']]]);
    await world.passes(16 * 60);
    const at = await declaredAt(id);
    expect((await world.escalations(id)).map(({ at: then, ...one }) => ({ ...one, after: minutesBetween(at, then) }))).toEqual([
      { rung: 1, role: 'side_kick', because: 'no_acknowledgement', people: ['huda'], after: 5 },
      { rung: 2, role: 'lead', because: 'no_acknowledgement', people: ['bianca'], after: 10 },
      { rung: 3, role: 'management', because: 'no_acknowledgement', people: ['felix', 'lena', 'malik', 'rosalind'], after: 15 },
    ]);
    for (const who of ['@huda', '@bianca', '@felix', '@lena', '@malik', '@rosalind']) expect(await pagesOf(who, id)).toHaveLength(1);
    const room = await world.roomOf(id);
    expect(await world.peopleIn(room.id)).toEqual(
      ['bianca', 'felix', 'george', 'huda', 'lena', 'malik', 'rosalind', 'toby', 'tom', 'yemi'].sort(),
    );
    expect((await world.messages(room.id)).filter(({ text }) => text.startsWith('No answer yet'))).toHaveLength(3);
    await world.passes(3600);
    expect(await world.escalations(id)).toHaveLength(3);
    expect(await world.rungsArmed(id)).toEqual([]);
  });

  test('of sev3: after 30 and 60 minutes, and no further', async () => {
    const id = await declared('sev3 bedroom: a picture is missing');
    await world.passes(29 * 60);
    expect(await world.escalations(id)).toEqual([]);
    await world.passes(2 * 3600);
    const at = await declaredAt(id);
    expect((await world.escalations(id)).map(({ at: then, role, people }) => [role, people, minutesBetween(at, then)])).toEqual([
      ['side_kick', ['ben'], 30],
      ['lead', ['marek'], 60],
    ]);
  });

  test('of sev4: nobody else is ever asked', async () => {
    const id = await declared('sev4 rugs: a typing error');
    await world.passes(2 * 3600);
    expect(await world.escalations(id)).toEqual([]);
    expect(await world.timersOf(id)).toEqual([]);
  });

  test('stops when someone has it, and begins anew from its first rung when they give it back', async () => {
    const id = await declared('sev2 mattress: springs');
    await world.passes(6 * 60);
    expect((await world.escalations(id)).map(({ role }) => role)).toEqual(['side_kick']);
    const [first] = await world.handles((await world.escalations(id))[0]?.people);
    await world.types(`@${first}`, `ack ${id}`);
    await world.passes(3600);
    expect(await world.escalations(id)).toHaveLength(1);
    await world.types(`@${first}`, `unack ${id}`);
    await world.settle();
    expect(await world.rungsArmed(id)).toEqual([`${id}-ladder-1-g2`]);
    const back = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentUnacknowledged')?.detail.occurred_at ?? '';
    await world.passes(16 * 60);
    const again = (await world.escalations(id)).slice(1);
    expect(again.map(({ role, at }) => [role, minutesBetween(back, at)])).toEqual([
      ['side_kick', 5],
      ['lead', 10],
      ['management', 15],
    ]);
  });
});

describe('when Slack holds something back', () => {
  test('the page goes out at once while the channel waits, and the channel comes in the end', async () => {
    await world.faults({ on: 'slack:conversations.create', do: 'ratelimit', retryAfter: 40, times: 2 });
    const id = await declared('sev1 gift-card-api: rate limited');
    const onCall = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentPaged')?.detail.data;
    expect(onCall).toMatchObject({ outcome: 'delivered', rung: 0 });
    const [who] = await world.handles([onCall?.person]);
    expect(textOf((await pagesOf(`@${who}`, id))[0]?.blocks)).toContain('Its channel is on its way.');
    await expect(world.roomOf(id)).rejects.toThrow('has 0 channels');
    await world.calm();
    await world.passes(100);
    const room = await world.roomOf(id);
    expect(await world.peopleIn(room.id)).toContain('tom');
    const [page, ...more] = await pagesOf(`@${who}`, id);
    expect(more).toEqual([]);
    expect(textOf(page?.blocks)).toContain(`<#${room.id}>`);
    expect((await world.said('#incidents', `${id}/announcement`)).map(({ blocks }) => textOf(blocks).split(' · ').at(-1))).toEqual([
      `<#${room.id}>\nKeep me posted`,
    ]);
  });

  test('a name that an archived channel has already gets a number behind it', async () => {
    const next = `INC-${(await latestNumber()) + 1}`;
    const taken = `${next.toLowerCase()}-sold-twice`;
    await world.change({ do: 'add-channel', name: taken, user: '@gwen' });
    await world.change({ do: 'archive', channel: `#${taken}`, user: '@gwen' });
    expect(await declared('sev4 rugs: sold twice')).toBe(next);
    await world.passes(30);
    const open = (await world.channels()).filter(({ name, is_archived }) => name?.startsWith(taken) && !is_archived);
    expect(open.map(({ name, creator }) => [name, creator])).toEqual([[`${taken}-2`, 'U0MUSTER']]);
    expect((await world.events(next)).find((event) => event['detail-type'] === 'IncidentChannelOpened')?.detail.data.channel_id).toBe(
      open[0]?.id,
    );
  });

  test('a name that our own earlier try has taken is that very channel', async () => {
    const next = `INC-${(await latestNumber()) + 1}`;
    const name = `${next.toLowerCase()}-made-before`;
    const id = await createdByUs(name);
    expect(await declared('sev4 plant-guide: made before')).toBe(next);
    await world.passes(30);
    expect((await world.roomOf(next)).id).toBe(id);
    expect((await world.channels()).filter((one) => one.name?.startsWith(name))).toHaveLength(1);
    expect(await world.peopleIn(id)).toContain('tom');
  });

  const latestNumber = async () =>
    Math.max(...(await world.events()).map(({ detail }) => Number(/^INC-(\d+)$/.exec(detail.aggregate?.id ?? '')?.[1] ?? 0)));
  async function createdByUs(name: string): Promise<string> {
    const headers = { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' };
    const response = await fetch(`${world.origin}/api/conversations.create`, { method: 'POST', headers, body: JSON.stringify({ name }) });
    return ((await response.json()) as { channel: { id: string } }).channel.id;
  }
});

describe('in a channel that is shared with another company', () => {
  test('nothing is declared, told or taken', async () => {
    await world.change({ do: 'add-channel', name: 'with-supplier', users: ['@tom', '@asha', 'U0MUSTER'] });
    await world.change({ do: 'share', channel: '#with-supplier' });
    await world.settle();
    const before = (await world.events()).length;
    const line = await world.types('@tom', 'declare sev2 rugs: seen by others', '#with-supplier');
    expect(told(line)).toContain('shared with another company');
    const form = await world.types('@tom', 'seen by others', '#with-supplier');
    if (form.view) {
      const answer = await world.submits('@tom', form.view, { service: 'rugs' });
      expect(textOf(answer.view?.blocks)).toContain('shared with another company');
    } else expect(told(form)).toContain('shared with another company');
    const unread = await world.types('@tom', 'declare seen by others', '#with-supplier');
    const pressed = await world.presses('@tom', placeOf(unread), 'declare-as-text').catch(() => unread);
    expect(told(pressed)).toContain('shared with another company');
    for (const verb of ['list', 'status INC-1', 'ack INC-1', 'unack INC-1'])
      expect(told(await world.types('@tom', verb, '#with-supplier'))).toContain('shared with another company');
    await world.settle();
    expect(await world.events()).toHaveLength(before);
  });

  test('once it is shared no more, it is a channel like any other', async () => {
    await world.change({ do: 'unshare', channel: '#with-supplier' });
    await world.settle();
    expect(told(await world.types('@tom', 'declare sev4 rugs: among ourselves', '#with-supplier'))).toMatch(/INC-\d+/);
    await world.passes(30);
  });
});

test('in all of this nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
